/**
 * Whole checkouts a second that are paid through WeChat Pay's protocol: as `orders-http`, but the payment is begun by a signed call to the (simulated)
 * gateway, which verifies it and signs its answer, and the notification is encrypted and signed by the gateway, verified and decrypted by the shop.
 * Server, simulated gateway, database and driver share the machine.
 * Baseline, the RSA floor: the same signatures alone. A checkout has three signatures made (call, answer, notification) and three verified, RSA-2048.
 */
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { join } from 'node:path';
import { benchCluster } from './cluster.ts';
import { cpuTimes, processUs } from './cpu.ts';
import type { DriverReport } from './http-driver.ts';
import { openMall } from './mall.ts';
import { drive, PORT, SECRET, SKUS, startServer, stop, untilDrained } from './orders-http.ts';
import { type BenchResult, median, round } from './result.ts';

export interface OrdersHttpWechatOptions {
  readonly clients?: number;
  readonly seconds?: number;
  readonly pairs?: number;
}

/** Signatures made, and signatures verified, for one checkout, both sides together. */
const SIGNATURES = 3;
/** About the length of what is signed: an order, an answer, an encrypted notification. */
const LENGTHS = [500, 200, 1_100] as const;
/** As many at a time as keep every core busy. */
const AT_ONCE = 8;

const signed = (text: Buffer, key: KeyObject): Promise<Buffer> => new Promise((done, fail) => {
  sign('RSA-SHA256', text, key, (error, signature) => (error ? fail(error) : done(signature)));
});
const verified = (text: Buffer, by: { key: KeyObject; signature: Buffer }): Promise<boolean> => new Promise((done, fail) => {
  verify('RSA-SHA256', text, by.key, by.signature, (error, isGood) => (error ? fail(error) : done(isGood)));
});

/** Checkouts' worth of signatures a second, made and verified on all cores. */
async function rsaFloor(seconds: number): Promise<number> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const texts = LENGTHS.map((length) => Buffer.alloc(length, 'x'));
  const begin = performance.now();
  let checkouts = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (performance.now() - begin < seconds * 1_000) {
      for (const text of texts) await verified(text, { key: publicKey, signature: await signed(text, privateKey) });
      checkouts += 1;
    }
  }));
  return checkouts / ((performance.now() - begin) / 1_000);
}

interface Pair { readonly app: DriverReport; readonly floor: number; readonly drainMs: number; readonly serverUs: number; readonly postgresUs: number }

/** Whole checkouts a second through WeChat Pay's protocol, beside the signatures alone. */
export async function ordersHttpWechat(options: OrdersHttpWechatOptions = {}): Promise<BenchResult> {
  const { clients = 32, seconds = 3, pairs = 5 } = options;
  const cluster = await benchCluster();
  const children: ChildProcess[] = [];
  try {
    const mall = await openMall(cluster.infra, { skus: SKUS, buyers: clients });
    const server = await startServer(cluster);
    children.push(server);
    const task = { ...mall, secret: SECRET, seconds, port: PORT, wechat: join(cluster.dataDir, 'simulators', 'wechat') };
    const run = async (): Promise<Pair> => {
      const floor = await rsaFloor(seconds);
      const used = async (): Promise<[number, number]> => [await processUs(server.pid ?? 0), (await cpuTimes(cluster.directory)).postgresUs];
      const [serverBefore, postgresBefore] = await used();
      const app = await drive(task);
      const drainMs = await untilDrained(cluster.infra);
      const [serverAfter, postgresAfter] = await used();
      return { app, floor, drainMs, serverUs: (serverAfter - serverBefore) / app.checkouts, postgresUs: (postgresAfter - postgresBefore) / app.checkouts };
    };
    await run();
    const measured: Pair[] = [];
    for (let pair = 0; pair < pairs; pair++) measured.push(await run());
    const middle = (pick: (pair: Pair) => number): number => round(median(measured.map(pick)));
    const rate = ({ app }: Pair): number => app.checkouts / app.seconds;
    const [value, baseline] = [middle(rate), middle(({ floor }) => floor)];
    return {
      name: 'orders-http-wechat', value, unit: 'checkouts/s', baseline, ratio: round(value / baseline),
      detail: {
        clients, seconds, signatures: SIGNATURES, app: measured.map((pair) => round(rate(pair))), floor: measured.map(({ floor }) => round(floor)),
        p50Ms: middle(({ app }) => app.p50), p99Ms: middle(({ app }) => app.p99), drainMs: middle(({ drainMs }) => drainMs),
        cpuUsPerCheckout: { server: middle(({ serverUs }) => serverUs), postgres: middle(({ postgresUs }) => postgresUs), driver: middle(({ app }) => app.cpuUs / app.checkouts) },
      },
    };
  } finally {
    for (const child of children) await stop(child);
    await cluster.close();
  }
}
