/** The way of an operator after a loss: a backup, an empty folder, `restore`, `npm start`; and a member's whole way through the shop that came of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeBackup } from '#app/backup/backup.ts';
import { UNFINISHED } from '#app/backup/format.ts';
import type { Place } from '#app/backup/place.ts';
import { makeClock } from '#infra/clock.ts';
import { openDatabase } from '#infra/database.ts';
import { findPostgres, startPostgres } from '#infra/postgres.ts';
import type { Sql } from '#infra/sql.ts';
import { formatDay, instantOf, NOON_MS } from '#kernel/day.ts';
import { DOCUMENTS, versionsOf } from '#modules/members/index.ts';
import { expectWhole } from '#test/crash/outcome.ts';
import { ask, type BackedShop, command, type Command, openBackedShop, startShop } from './shop.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const WAIT = { interval: 20, timeout: 90_000 };
const PHONE = '13777777777';
let shop: BackedShop;
let folder: string;
let place: Place;
let running: Command | undefined;

beforeAll(async () => {
  shop = await openBackedShop();
  folder = await makeBackup(shop.place, 'whole', () => undefined);
  place = shop.newPlace('restored');
});
afterAll(async () => {
  running?.kill('SIGKILL');
  await running?.ended;
  await findPostgres(place.dataDir)?.stop('immediate');
  await shop.close();
});

test('a restore whose process is killed leaves a folder that nothing takes for a shop', async () => {
  const restore = command(['restore', folder, '--data-dir', place.dataDir], {});
  await vi.waitFor(() => expect(existsSync(join(place.dataDir, 'postgres', 'PG_VERSION')), restore.output()).toBe(true), WAIT);
  restore.kill('SIGKILL');
  expect((await restore.ended).signal).toBe('SIGKILL');
  expect(existsSync(join(place.dataDir, UNFINISHED))).toBe(true);
  expect(await command(['doctor'], { DATA_DIR: place.dataDir }).ended).toMatchObject({ code: 1, output: expect.stringMatching(/FAILED {2}restore .*an interrupted restore lies in/) });
});

test('run again it makes the shop, in which a member comes by invitation, buys, pays, is shipped to, confirms and sees a noon', async () => {
  expect(await command(['restore', folder, '--data-dir', place.dataDir], {}).ended).toMatchObject({ code: 0, output: expect.stringMatching(/Clearing what an interrupted restore left.*is whole in/s) });
  const started = await startShop(place);
  running = started.command;
  const { url } = await startPostgres({ dataDir: place.dataDir, log: { info: () => undefined } });
  const database = openDatabase({ url: `${url}&application_name=onlooker`, max: 2 });
  try {
    await liveOneOrder(started.origin, database.sql);
    await seeNoon(started.origin, database.sql);
    await expectWhole(database.sql, shop);
  } finally {
    await database.close();
  }
  const doctor = await command(['doctor'], { DATA_DIR: place.dataDir }).ended;
  // Its goods have no pictures.
  expect(doctor.output.split('\n').filter((line) => line.startsWith('FAILED') && !line.includes('pictures'))).toEqual([]);
  expect(doctor.output).toMatch(/ok {6}ledger proofs .* of \d+ buckets/);
  running.kill('SIGINT');
  expect((await running.ended).code).toBe(0);
});

/** Everything that is committed has been applied by every subscriber. */
const untilQuiet = (sql: Sql): Promise<void> => vi.waitFor(async () => expect(await sql.rows(
  `select 1 where not exists (select 1 from infra.event_inbox) and not exists (select 1 from infra.subscriber s, infra.sequencer q where s.position < q.position)`)).toEqual([{ '?column?': 1 }]), WAIT);

/** A new member's way from an invitation to goods in his hands. */
async function liveOneOrder(origin: string, sql: Sql): Promise<void> {
  const token = await registerAt(origin);
  const stateOf = (table: 'checkout' | 'orders', id: string): Promise<{ state: string }> => sql.one(`select state from orders.${table} where id = ${id}`);
  const contact = await ask<{ id: string }>(origin, '/api/me/contacts', { token, body: { name: 'A', phone: PHONE, regionCode: '330106', detail: 'C' } });
  const { checkoutId } = await ask<{ checkoutId: string }>(origin, '/api/checkouts', { token, body: { key: 'after-the-loss', contactId: contact.id, lines: [{ skuId: String(shop.tea), quantity: 1 }] } });
  const { payUrl } = await ask<{ payUrl: string }>(origin, `/api/checkouts/${checkoutId}/payments`, { token, body: { channel: 'demo' } });
  const form = new URL(payUrl, origin).searchParams;
  form.set('act', 'pay');
  expect((await fetch(`${origin}/demo/pay`, { method: 'POST', body: form, redirect: 'manual' })).status).toBe(303);
  await vi.waitFor(async () => expect(await stateOf('checkout', checkoutId)).toEqual({ state: 'paid' }), WAIT);
  await untilQuiet(sql);
  const { orders: [order] } = await ask<{ orders: { orderId: string }[] }>(origin, `/api/checkouts/${checkoutId}`, { token });
  const orderId = order?.orderId ?? '';
  await ask(origin, `/api/console/orders/${orderId}/ship`, { token: shop.tokens.operator, body: { carrier: 'sf', trackingNumber: `SF${orderId}` } });
  await ask(origin, `/api/me/orders/${orderId}/confirm`, { token, body: {} });
  expect(await stateOf('orders', orderId)).toEqual({ state: 'confirmed' });
  await untilQuiet(sql);
}

/** The day's price is proposed and approved, and its noon comes. */
async function seeNoon(origin: string, sql: Sql): Promise<void> {
  const { approvalId } = await ask<{ approvalId: string }>(origin, '/api/console/economy/proposals', { token: shop.tokens.operator, body: { day: formatDay(shop.day), priceAtoms: '10000000', amountPts: '100000000' } });
  await ask(origin, `/api/console/economy/proposals/${approvalId}/decision`, { token: shop.tokens.strategist, body: { decision: 'approve', reason: 'test' } });
  const clock = await makeClock(sql);
  await clock.advance(instantOf(shop.day, NOON_MS).getTime() - clock.now().getTime());
  await vi.waitFor(async () => expect(await sql.rows('select amount_set from airdrop.day where day = $1', [shop.day])).toEqual([{ amount_set: 100_000_000n }]), WAIT);
  await untilQuiet(sql);
}

/** Registers by invitation with the code that the demo's inbox shows; returns the token. */
async function registerAt(origin: string): Promise<string> {
  const { challenge } = await ask<{ challenge: string }>(origin, '/api/auth/sms', { body: { phone: PHONE, purpose: 'register' } });
  const code = await vi.waitFor(async () => {
    const inbox = await (await fetch(`${origin}/demo/inbox`)).text();
    const [, found] = /(?<!\d)(\d{6})(?!\d)/.exec(inbox.slice(inbox.indexOf(PHONE))) ?? [];
    expect(found, inbox).toBeDefined();
    return found;
  }, WAIT);
  const { token } = await ask<{ token: string }>(origin, '/api/members', { body: { phone: PHONE, challenge, code, password: 'a-long-enough-passphrase', bornOn: null, inviteCode: shop.inviteCode, consent: true, versions: versionsOf(DOCUMENTS) } });
  return token;
}
