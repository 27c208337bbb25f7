/** Complaints over HTTP on a real database: deadlines, turns, limits, and who sees what. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, type TestMember, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type TestMall, testMall } from '#test/mall.ts';

const DAY = 86_400_000;
let db: TestDatabase;
let shop: TestMall;
let member: TestMember;
let clerk: TestStaff;
beforeAll(async () => {
  db = await testDatabase();
  shop = await testMall(db);
});
afterAll(async () => {
  await shop.close();
  await db.close();
});

interface Detail { state: string; dueAt: string | null; closedAt: string | null; mayWrite: boolean; messages: { from: string; words: string; staffName?: string | null }[] }

/** Everybody signs in anew, since the clock is moved. */
async function begin(): Promise<string> {
  member = await shop.member();
  clerk = await shop.staff('operator');
  const filed = await member.post('/api/me/complaints', { subject: 'order', words: '  The tea came without a lid ' });
  expect(filed.status).toBe(201);
  return (filed.body as { id: string }).id;
}
const seen = async (id: string): Promise<Detail> => (await member.get(`/api/me/complaints/${id}`)).body as Detail;
const add = (id: string, words = 'One thing more') => member.post(`/api/me/complaints/${id}/messages`, { words });
const answer = (id: string, words = 'We are sorry; a lid is on its way') => clerk.post(`/api/console/complaints/${id}/answers`, { words });
const everything = (): Promise<unknown> => db.sql.one(
  `select (select json_agg(c order by c.id) from complaints.complaint c)::text as complaints, (select json_agg(m order by m.complaint_id, m.number) from complaints.message m)::text as messages,
     (select count(*) from identity.audit where act like 'complaints%') as audits`);
const inDays = (days: number): string => new Date(shop.infra.clock.now().getTime() + days * DAY).toISOString();

test('a complaint is promised an answer within 15 days; adding to it does not put that off, answering starts the member’s turn', async () => {
  const id = await begin();
  const promised = inDays(15);
  expect(await seen(id)).toMatchObject({ state: 'open', dueAt: promised, mayWrite: true, messages: [{ from: 'member', words: 'The tea came without a lid' }] });
  await shop.infra.clock.advance(DAY);
  clerk = await shop.staff('operator');
  await add(id);
  expect((await seen(id)).dueAt).toBe(promised);
  expect((await answer(id)).status).toBe(200);
  expect(await seen(id)).toMatchObject({ state: 'answered', dueAt: inDays(15), messages: [{}, {}, { from: 'shop', words: 'We are sorry; a lid is on its way' }] });
  expect((await clerk.get(`/api/console/complaints/${id}`)).body).toMatchObject({ memberId: String(member.memberId), messages: [{ staffName: null }, {}, { staffName: clerk.name }] });
  expect(JSON.stringify(await seen(id)), 'the member is not told who answered').not.toContain(clerk.name);
  await add(id, 'The lid does not fit');
  expect(await seen(id)).toMatchObject({ state: 'open', dueAt: inDays(15) });
});

test('an answer left standing closes the complaint by itself, one come back to does not; closed is closed', async () => {
  const left = await begin();
  await answer(left);
  const back = ((await member.post('/api/me/complaints', { subject: 'other', words: 'Another matter' })).body as { id: string }).id;
  await answer(back);
  await add(back);
  await shop.infra.clock.advance(15 * DAY);
  await shop.drain();
  const { body } = await (await shop.staff('auditor')).get('/api/console/complaints?state=closed&limit=1');
  expect(body).toMatchObject({ items: [{ id: left, state: 'closed', dueAt: null, closedAt: inDays(0) }] });
  clerk = await shop.staff('compliance');
  const before = await everything();
  expect(codeOf(await answer(left))).toBe('complaints.closed');
  expect(await everything()).toEqual(before);
  expect((await clerk.get(`/api/console/complaints/${back}`)).body).toMatchObject({ state: 'open' });
});

test('settled by the member it is closed at once, and once', async () => {
  const id = await begin();
  await member.post(`/api/me/complaints/${id}/settled`);
  const closed = await seen(id);
  expect(closed).toMatchObject({ state: 'closed', mayWrite: false });
  await shop.infra.clock.advance(1_000);
  expect((await member.post(`/api/me/complaints/${id}/settled`)).status).toBe(200);
  expect(await seen(id)).toEqual(closed);
  expect(codeOf(await add(id))).toBe('complaints.closed');
});

test('five open ones are the most, also when they are filed at the same instant', async () => {
  await begin();
  const filed = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => member.post('/api/me/complaints', { subject: 'other', words: `Number ${n} of many` })));
  expect(filed.filter(({ status }) => status === 201)).toHaveLength(4);
  expect(filed.filter(({ status }) => status !== 201).map(codeOf)).toEqual(['complaints.tooManyOpen', 'complaints.tooManyOpen']);
  expect(((await member.get('/api/me/complaints')).body as { items: unknown[] }).items).toHaveLength(5);
});

test('what is not his, or says nothing, is refused and changes nothing', async () => {
  const id = await begin();
  const mine = member;
  const other = await shop.member();
  const { orderId } = await shop.placed(other, shop.goods.tea);
  const before = await everything();
  expect(codeOf(await mine.post('/api/me/complaints', { subject: 'order', orderId, words: 'Not my order' }))).toBe('complaints.orderNotFound');
  expect(codeOf(await other.get(`/api/me/complaints/${id}`))).toBe('complaints.notFound');
  expect(codeOf(await other.post(`/api/me/complaints/${id}/messages`, { words: 'Let me in' }))).toBe('complaints.notFound');
  expect(codeOf(await other.post(`/api/me/complaints/${id}/settled`))).toBe('complaints.notFound');
  for (const words of ['', '     ', 'a'.repeat(1_001)]) expect((await add(id, words)).status).toBe(400);
  expect(codeOf(await (await shop.staff('finance')).get(`/api/console/complaints/${id}`))).toBe('identity.notAllowed');
  expect(codeOf(await (await shop.staff('auditor')).post(`/api/console/complaints/${id}/answers`, { words: 'I only read' }))).toBe('identity.notAllowed');
  expect(await everything()).toEqual(before);
});

test('whoever looks after the shop sees what waits too long', async () => {
  await begin();
  await shop.infra.clock.advance(16 * DAY);
  clerk = await shop.staff('operator');
  const { waiting, late } = (await clerk.get('/api/console/complaints/waiting')).body as { waiting: number; late: number };
  expect(late).toBeGreaterThan(0);
  expect(waiting).toBeGreaterThanOrEqual(late);
});
