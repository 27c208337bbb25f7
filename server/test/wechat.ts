/** A shop that is paid through the simulated WeChat Pay, over real HTTP both ways. Dates stand still with the shop's clock, the library's own too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { demoWechatFolder, demoWechatPay } from '#app/demo/wechat-pay.ts';
import { makeWechatGateway } from '#infra/wechat-pay/gateway.ts';
import { assert } from '#kernel/assert.ts';
import { makeSimulators, type Simulators } from '@coshop/simulators/src/server.ts';
import { readIdentity } from '@coshop/simulators/src/wechat/identity.ts';
import type { WechatSimulator } from '@coshop/simulators/src/wechat/index.ts';
import type { Answer } from '#test/app.ts';
import { MONDAY_MORNING, type TestDatabase } from '#test/database.ts';
import { type TestBuyer, type TestShop, testShop } from '#test/shop.ts';

/** A notification as it came, and what the shop answered. */
export interface Heard { readonly path: string; readonly headers: Record<string, string>; readonly body: string; readonly status: number }

export interface WechatShop {
  readonly shop: TestShop;
  readonly wechat: WechatSimulator;
  readonly simulators: Simulators;
  readonly heard: Heard[];
  /** The public key of the merchant, PEM. */
  readonly merchantKey: string;
  /** Moves every clock. */
  advance(ms: number): Promise<void>;
  /** A placed checkout of 99 yuan whose payment has begun. */
  begin(buyer: TestBuyer, body?: object): Promise<{ checkoutId: bigint; answer: Answer; attemptId: string; body: Record<string, unknown> }>;
  close(): Promise<void>;
}

/** Opens the shop and its gateway; the cashier has the demo's channel and this one. */
export async function wechatShop(db: TestDatabase, options: { at?: string } = {}): Promise<WechatShop> {
  const at = options.at ?? MONDAY_MORNING;
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(at) });
  const folder = mkdtempSync(join(tmpdir(), 'wechat-'));
  const heard: Heard[] = [];
  const made: { shop?: TestShop } = {};
  // Notifications come over a real socket; what the shop answers them is noted.
  const door = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name.startsWith('wechatpay-') || name === 'content-type').map(([name, value]) => [name, String(value)]));
      const path = request.url ?? '';
      void made.shop?.visitor.send({ method: 'POST', url: path, payload: body, headers }).then(({ status }) => {
        heard.push({ path, headers, body, status });
        response.writeHead(status).end();
      });
    });
  });
  const listening = (): Promise<number> => new Promise((done) => {
    door.listen(0, '127.0.0.1', () => done((door.address() as AddressInfo).port));
  });
  const port = await listening();
  const base = { dataDir: folder, port, publicUrl: 'http://shop.test', simulatorPort: 1 };
  const settings = demoWechatPay(base);
  const identity = readIdentity(demoWechatFolder(folder));
  assert(identity, 'the demo has made its keys');
  const simulators = await makeSimulators({ secret: 'unused', serverUrl: `http://127.0.0.1:${port}`, nowMs: () => made.shop?.infra.clock.wall().getTime() ?? new Date(at).getTime(), wechat: { identity, payBase: 'http://shop.test', retryMs: [] } });
  await simulators.http.listen({ port: 0, host: '127.0.0.1' });
  const { port: simulatorPort } = simulators.http.server.address() as AddressInfo;
  const { wechat } = simulators;
  assert(wechat, 'the simulated gateway is there');
  const opened = await testShop(db, {
    at, gateways: (gateway) => [gateway, makeWechatGateway({ ...settings, baseUrl: `http://127.0.0.1:${simulatorPort}/` }, { now: () => opened.infra.clock.now(), wall: () => opened.infra.clock.wall() })],
  });
  made.shop = opened;
  const skuId = await opened.sell({ stock: 1_000 });
  return {
    shop: opened, wechat, simulators, heard, merchantKey: identity.merchantKey.export({ type: 'spki', format: 'pem' }).toString(),
    async advance(ms) {
      await opened.infra.clock.advance(ms);
      vi.setSystemTime(opened.infra.clock.wall());
    },
    async begin(buyer, body = {}) {
      const { checkoutId } = await opened.place(buyer, [{ skuId, quantity: 1 }]);
      const answer = await buyer.post(`/api/checkouts/${checkoutId}/payments`, { channel: 'wechat', ...body });
      const fields = answer.body as Record<string, unknown>;
      const { attemptId } = fields;
      return { checkoutId, answer, body: fields, attemptId: typeof attemptId === 'string' ? attemptId : '' };
    },
    async close() {
      await opened.close();
      await simulators.close();
      await new Promise((done) => door.close(done));
      rmSync(folder, { recursive: true, force: true });
      vi.useRealTimers();
    },
  };
}
