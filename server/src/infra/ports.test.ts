import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { refuseBusyPorts } from './ports.ts';

let other: Server;
let taken: number;
beforeAll(async () => {
  other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  taken = (other.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => other.close(resolve)));

test('a port that another program holds is named with what to do, each of them', async () => {
  const error = await refuseBusyPorts({ host: '127.0.0.1', port: taken, metricsPort: taken }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as ConfigError).problems).toEqual([expect.stringMatching(new RegExp(`^PORT ${taken} is taken`)), expect.stringMatching(new RegExp(`^METRICS_PORT ${taken} is taken`))]);
});

test('free ports are free afterwards; an address of another machine is named', async () => {
  const free = { host: '127.0.0.1', port: 0, metricsPort: 0 };
  await refuseBusyPorts(free);
  await expect(refuseBusyPorts({ ...free, host: '192.0.2.1' })).rejects.toThrow(/HOST 192\.0\.2\.1 is no address of this machine/);
});
