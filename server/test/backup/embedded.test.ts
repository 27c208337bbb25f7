/** The way of an operator after a loss: a backup, an empty folder, `restore`, `npm start`; and a member's whole way through the shop that came of it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeBackup } from '#app/backup/backup.ts';
import { UNFINISHED } from '#app/backup/format.ts';
import type { Place } from '#app/backup/place.ts';
import { openDatabase } from '#infra/database.ts';
import { findPostgres, startPostgres } from '#infra/postgres.ts';
import { expectWhole } from '#test/crash/outcome.ts';
import { liveTheDay, type Run } from '#test/crash/run.ts';
import { type BackedShop, command, type Command, insistOn, openBackedShop, startShop } from './shop.ts';

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
    const { sql } = database;
    // Of all that the day needs of a run: where to ask and where to look.
    const run = { sql, insist: insistOn(started.origin, sql) } as Run;
    await liveTheDay(run, shop.stage);
    await expectWhole(sql, shop.stage);
    const { code: inviteCode } = await sql.one<{ code: string }>('select invite_code as code from members.member where invite_code is not null limit 1');
    const token = await registerAt(started.origin, inviteCode);
    const contact = await run.insist({ token, path: '/api/me/contacts', body: JSON.stringify({ name: 'A', phone: PHONE, region: 'B', detail: 'C' }) }) as { id: string };
    const { id } = await sql.one<{ id: bigint }>('select s.id from catalog.sku s join catalog.product p on p.id = s.product_id where p.supplier_id is null');
    const placed = await run.insist({ token, path: '/api/checkouts', body: JSON.stringify({ key: 'after-the-loss', contactId: contact.id, lines: [{ skuId: String(id), quantity: 1 }] }) }) as { checkoutId: string };
    const { payUrl } = await run.insist({ token, path: `/api/checkouts/${placed.checkoutId}/payments`, body: '{"channel":"demo"}' }) as { payUrl: string };
    const form = new URL(payUrl, started.origin).searchParams;
    form.set('act', 'pay');
    const paid = await fetch(`${started.origin}/demo/pay`, { method: 'POST', body: form, redirect: 'manual' });
    expect(paid.status).toBe(303);
    await vi.waitFor(async () => expect(await sql.one(`select state from orders.checkout where id = ${placed.checkoutId}`)).toEqual({ state: 'paid' }), WAIT);
  } finally {
    await database.close();
  }
  const doctor = await command(['doctor'], { DATA_DIR: place.dataDir }).ended;
  // The pictures of the stage are none.
  expect(doctor.output.split('\n').filter((line) => line.startsWith('FAILED') && !line.includes('pictures'))).toEqual([]);
  expect(doctor.output).toMatch(/ok {6}ledger proofs .* of \d+ buckets/);
  running.kill('SIGINT');
  expect((await running.ended).code).toBe(0);
});

/** Registers with the code that the demo's inbox shows; returns the token. */
async function registerAt(origin: string, inviteCode: string): Promise<string> {
  const post = async (path: string, body: object): Promise<Record<string, string>> =>
    (await (await fetch(`${origin}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json()) as Record<string, string>;
  const { challenge } = await post('/api/auth/sms', { phone: PHONE, purpose: 'register' });
  const code = await vi.waitFor(async () => {
    const inbox = await (await fetch(`${origin}/demo/inbox`)).text();
    const [, found] = /(?<!\d)(\d{6})(?!\d)/.exec(inbox.slice(inbox.indexOf(PHONE))) ?? [];
    expect(found, inbox).toBeDefined();
    return found;
  }, WAIT);
  const { token, ...rest } = await post('/api/members', { phone: PHONE, challenge, code, password: 'a-long-enough-passphrase', inviteCode, consent: true, consentVersion: 'test' });
  expect(token, JSON.stringify(rest)).toBeDefined();
  return token ?? '';
}
