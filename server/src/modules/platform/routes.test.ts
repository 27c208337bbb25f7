/** What people do about events that cannot be applied: over HTTP, with running subscribers on a real database. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Subscriber } from '#infra/module.ts';
import { codeOf, type TestApp, testApp, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { platformModule } from './index.ts';

const REASON = 'The order was refunded by hand, see ticket 4711';
const SUBSCRIBERS = '/api/console/subscribers';
const PARKED = '/api/console/parked-events';

let db: TestDatabase;
let t: TestApp;
let owner: TestStaff;
let finance: TestStaff;
/** Members whose events cannot be applied. */
const bad = new Set<string>();

function reader(name: string, kind: { readonly money: true } | { readonly money: false; readonly anyOrder?: true }): Subscriber {
  return {
    name, ...kind, types: ['members.registered'],
    async apply(ctx, events) {
      for (const { payload, position } of events) {
        if ('memberId' in payload && bad.has(payload.memberId)) throw new TypeError(`no account ${payload.memberId}`);
        await ctx.tx.run('insert into effect (subscriber, position) values ($1, $2)', [name, position]);
      }
    },
  };
}

beforeAll(async () => {
  db = await testDatabase();
  await db.sql.run('create table effect (n bigint generated always as identity, subscriber text, position bigint)');
  const subscribers = [reader('books', { money: true }), reader('counts', { money: false, anyOrder: true }), reader('diary', { money: false })];
  t = await testApp(db, { modules: (infra) => [platformModule(infra), { name: 'probe', texts: { 'zh-CN': {}, en: {} }, subscribers }] });
  owner = await t.staff('owner');
  finance = await t.staff('finance');
  await t.infra.events.start();
});
afterAll(async () => {
  await t.close();
  await db.close();
});

interface Listed { name: string; position: string; lag: string; state: string; failed: { position: string; error: string; proposal: { approvalId: string } | null } | null }
/** The subscribers of this test; the module brings one of its own. */
const list = async (who = owner): Promise<Listed[]> => ((await who.get(SUBSCRIBERS)).body as { items: Listed[] }).items.filter(({ name }) => name !== 'webhooks');
const books = async (): Promise<Listed | undefined> => (await list()).find(({ name }) => name === 'books');
const applied = async (name: string): Promise<bigint[]> => (await db.sql.rows<{ position: bigint }>('select position from effect where subscriber = $1 order by n', [name])).map(({ position }) => position);
const parked = async () => (await owner.get(PARKED)).body as { items: Record<string, unknown>[]; nextCursor: string | null };
const audited = async (act: string): Promise<bigint> => (await db.sql.one<{ times: bigint }>('select count(*) as times from identity.audit where act = $1', [act])).times;

/** Tells of members, the first of whom cannot be applied; resolves when everybody has got as far as he gets. Returns the position at fault. */
async function poison(member: string, ...others: readonly string[]): Promise<string> {
  bad.add(member);
  for (const memberId of [member, ...others]) await t.unit(async (ctx) => ctx.emit({ type: 'members.registered', bucket: 1, payload: { memberId, referrerId: null } }));
  await expect.poll(async () => (await list()).map(({ name, state, lag }) => [name, state, lag]), { timeout: 20_000 })
    .toEqual([['books', 'stopped', String(others.length + 1)], ['counts', 'running', '0'], ['diary', 'running', '0']]);
  return (await books())?.failed?.position ?? '';
}
const runsOn = () => expect.poll(books, { timeout: 20_000 }).toMatchObject({ state: 'running', lag: '0', failed: null });
const propose = (position: string, reason = REASON, who = owner) => who.post(`${SUBSCRIBERS}/books/parkings`, { position, reason });
const proposed = async (position: string): Promise<string> => ((await propose(position)).body as { approvalId: string }).approvalId;
const decide = (approvalId: string, decision = 'approve', who = finance) => who.post(`/api/console/parkings/${approvalId}/decision`, { decision, reason: 'checked the books' });

/** What `books` is to apply from the position on, up to the head. */
const from = (position: string, ...without: readonly string[]): Promise<string[]> =>
  db.sql.rows<{ position: bigint }>('select position from infra.event_log where position >= $1 order by position', [BigInt(position)])
    .then((rows) => rows.map((row) => String(row.position)).filter((one) => !without.includes(one)));
const appliedFrom = async (name: string, position: string): Promise<string[]> => (await applied(name)).filter((one) => one >= BigInt(position)).map(String);
const retry = (position: string, who = owner) => who.post(`${SUBSCRIBERS}/books/retry`, { position });
/** Mends the event and lets the books go on. */
async function mend(member: string, position: string): Promise<void> {
  bad.delete(member);
  expect((await retry(position)).status).toBe(200);
  await runsOn();
}

test('a stopped subscriber is shown with its event while the mall serves on, and retried from there once the cause is mended', async () => {
  const retried = await audited('platform.retried');
  const position = await poison('41', '42');
  const head = String(BigInt(position) + 1n);
  expect(await owner.get('/ready')).toMatchObject({ status: 200, body: { status: 'degraded', stoppedSubscribers: ['books'] } });
  expect((await owner.get(SUBSCRIBERS)).body).toMatchObject({
    head, waiting: 0, items: [{ name: 'books', money: true, lag: '2', state: 'stopped', failed: { position, type: 'members.registered', error: 'TypeError: no account 41', proposal: null } }, { name: 'counts', money: false }, { name: 'diary' }, { name: 'webhooks', state: 'running' }],
  });
  expect((await owner.get(`/api/console/events/${position}`)).body).toMatchObject({ position, type: 'members.registered', version: 1, payload: { memberId: '41', referrerId: null } });
  expect(codeOf(await owner.get('/api/console/events/999999'))).toBe('platform.noEvent');
  expect(codeOf(await retry(head))).toBe('platform.notStopped');
  expect(codeOf(await owner.post(`${SUBSCRIBERS}/nobody/retry`, { position }))).toBe('platform.noSubscriber');
  expect(await audited('platform.retried')).toBe(retried);
  await mend('41', position);
  expect(await appliedFrom('books', position)).toEqual(await from(position));
  expect(await audited('platform.retried')).toBe(retried + 1n);
});

test('parking takes a reason and a second person; rejected or approved by the proposer nothing moves', async () => {
  const position = await poison('51', '52');
  expect((await propose(position, 'too short')).status).toBe(400);
  expect((await propose(position, '          ')).status).toBe(400);
  expect(codeOf(await propose('1'))).toBe('platform.notStopped');
  const approvalId = await proposed(position);
  expect((await books())?.failed?.proposal).toMatchObject({ approvalId, reason: REASON, proposedBy: { name: owner.name } });
  const own = await decide(approvalId, 'approve', owner);
  expect([own.status, codeOf(own)]).toEqual([409, 'identity.samePerson']);
  expect((await decide(approvalId, 'reject')).body).toEqual({ approved: false, subscriber: 'books', position });
  expect(codeOf(await decide(approvalId))).toBe('identity.approvalDecided');
  expect(await books()).toMatchObject({ state: 'stopped', lag: '2', failed: { position, proposal: null } });
  expect((await parked()).items.filter((row) => row['subscriber'] === 'books' && row['position'] === position)).toEqual([]);
  await mend('51', position);
});

test('approved by another, exactly that event is passed over, once, with both names; it is never applied later', async () => {
  const done = await audited('platform.parked');
  const position = await poison('61', '62');
  const [first, second] = [await proposed(position), await proposed(position)];
  const answers = await Promise.all([decide(first), decide(first), decide(second)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  await runsOn();
  expect(await appliedFrom('books', position)).toEqual(await from(position, position));
  expect((await parked()).items.find((row) => row['subscriber'] === 'books' && row['position'] === position)).toMatchObject({
    error: 'TypeError: no account 61', mayRetry: false,
    parking: { reason: REASON, proposedBy: { id: String(owner.accountId), name: owner.name }, approvedBy: { id: String(finance.accountId), name: finance.name } },
  });
  expect(await audited('platform.parked')).toBe(done + 1n);
  expect(codeOf(await owner.post(`${PARKED}/books/${position}/retry`))).toBe('platform.orderMatters');
});

test('what was approved too late is refused: the subscriber runs already', async () => {
  const position = await poison('71');
  const approvalId = await proposed(position);
  await mend('71', position);
  expect(codeOf(await decide(approvalId))).toBe('platform.notStopped');
  expect(await db.sql.one(`select state from identity.approval where id = $1`, [BigInt(approvalId)])).toEqual({ state: 'pending' });
  expect((await parked()).items.filter((row) => row['subscriber'] === 'books' && row['position'] === position)).toEqual([]);
});

test('a parked event is applied later, once, where order does not matter; elsewhere it is refused, and still failing it stays', async () => {
  const done = await audited('platform.appliedLater');
  const position = await poison('81', '82');
  const { items } = await parked();
  const here = items.filter((row) => row['position'] === position);
  expect(here.map(({ subscriber, mayRetry, parking }) => [subscriber, mayRetry, parking])).toEqual([['diary', false, null], ['counts', true, null]]);
  const page = (await owner.get(`${PARKED}?limit=1`)).body as { items: unknown[]; nextCursor: string };
  const rest = (await owner.get(`${PARKED}?limit=100&cursor=${page.nextCursor}`)).body as { items: unknown[]; nextCursor: null };
  expect([...page.items, ...rest.items]).toEqual(items);
  expect(codeOf(await owner.post(`${PARKED}/diary/${position}/retry`))).toBe('platform.orderMatters');
  const failing = await owner.post(`${PARKED}/counts/${position}/retry`);
  expect([failing.status, codeOf(failing)]).toEqual([409, 'platform.stillFails']);
  expect((await parked()).items).toEqual(items);
  await mend('81', position);
  const answers = await Promise.all([1, 2].map(() => owner.post(`${PARKED}/counts/${position}/retry`)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(answers.filter(({ status }) => status === 409).map(codeOf)).toEqual(['platform.notParked']);
  expect(await appliedFrom('counts', position)).toEqual([...await from(position, position), position]);
  expect(await audited('platform.appliedLater')).toBe(done + 1n);
});

test('who may see does not act: only who operates retries and proposes, only who holds the approval decides', async () => {
  const [operator, auditor] = [await t.staff('operator'), await t.staff('auditor')];
  expect((await operator.get(SUBSCRIBERS)).status).toBe(403);
  expect(await list(auditor)).toHaveLength(3);
  for (const who of [auditor, finance]) {
    expect((await retry('1', who)).status).toBe(403);
    expect((await propose('1', REASON, who)).status).toBe(403);
    expect((await who.post(`${PARKED}/counts/1/retry`)).status).toBe(403);
  }
  expect((await decide('1', 'approve', auditor)).status).toBe(403);
});
