/** The member's pages of the fund over HTTP: own lines only, pages that join, and why. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, type TestApp, testApp, type TestMember } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { dayOf, formatDay } from '#kernel/day.ts';
import { grant, setUntil } from './service/grants.ts';
import { begin, noon } from './service/noon.ts';

const ONE = 100_000_000n;
let db: TestDatabase;
let t: TestApp;
let ann: TestMember;
let bob: TestMember;
let first: number;

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db);
  [ann, bob] = [await t.member(), await t.member()];
  first = dayOf(t.infra.clock.now());
  const reason = {
    title: 'rewards.purchase', event: { type: 'orders.confirmed', position: 12n, at: t.infra.clock.now() }, rule: { version: 1, pack: 'seed', paragraph: 'R4.2.2' },
    steps: [{ key: 'rewards.step.zone', params: { paid: '399', multiple: '2' } }],
  };
  await t.unit(async (ctx) => {
    await begin(ctx, first - 1);
    await grant(ctx, [ann, bob].map(({ memberId }, index) => ({ memberId, amount: BigInt(300 - 200 * index) * ONE, reason })));
    await setUntil(ctx, [ann, bob].map(({ memberId }) => ({ memberId, until: first + 29 })));
  });
  for (const day of [0, 1]) await t.unit((ctx) => noon(ctx, { day: first + day, amount: 100n * ONE, price: ONE / 2n }));
});
afterAll(async () => {
  await t.close();
  await db.close();
});

type Lines = { items: { id: string; kind: string; amount: string; day: string | null; balanceAfter: string | null }[]; nextCursor: string | null };
const lines = async (member: TestMember, query: string): Promise<Lines> => (await member.get(`/api/me/statement?${query}`)).body as Lines;

test('the statement lists grants and noons, latest first, page by page', async () => {
  const page = await lines(ann, 'asset=sv&limit=2');
  const rest = await lines(ann, `asset=sv&limit=2&cursor=${page.nextCursor}`);
  expect([...page.items, ...rest.items].map(({ kind, amount, day, balanceAfter }) => [kind, amount, day, balanceAfter])).toEqual([
    ['airdrop.burned', String(-375n * ONE / 10n), formatDay(first + 1), String(225n * ONE)],
    ['airdrop.burned', String(-375n * ONE / 10n), formatDay(first), String(2_625n * ONE / 10n)],
    ['rewards.purchase', String(300n * ONE), null, String(300n * ONE)],
  ]);
  expect(rest.nextCursor).toBeNull();
  expect((await lines(ann, 'asset=pts')).items.map(({ amount }) => amount)).toEqual([String(75n * ONE), String(75n * ONE)]);
});

test('a grant says why: event, rule, arithmetic of who granted it, and the entry of all who gained by the event', async () => {
  const { items } = await lines(ann, 'asset=sv');
  const why = (await ann.get(`/api/me/statement/${items.at(-1)?.id}/why`)).body;
  expect(why).toMatchObject({
    event: { type: 'orders.confirmed', position: '12' }, rule: { version: 1, pack: 'seed', paragraph: 'R4.2.2' },
    steps: [{ text: 'rewards.step.zone', params: { paid: '399', multiple: '2' } }, { text: 'airdrop.step.balance' }],
    entries: [{ debit: 'svIssued', credit: 'svPaused', amount: String(400n * ONE), asset: 'SV' }],
  });
});

test('a noon says why: the share of the whole, the points, the burn', async () => {
  const { items } = await lines(ann, 'asset=pts&limit=1');
  const why = (await ann.get(`/api/me/statement/${items[0]?.id}/why`)).body as { steps: { text: string; params: object }[] };
  expect(why.steps).toEqual([
    { text: 'airdrop.step.share', params: { mine: '262.50000000', total: '350.00000000' } },
    { text: 'airdrop.step.points', params: { issued: '100.00000000', mine: '262.50000000', total: '350.00000000', points: '75.00000000' } },
    { text: 'airdrop.step.burn', params: { points: '75.00000000', price: '0.50000000', burned: '37.50000000', after: '225.00000000' } },
  ]);
});

test('the daily list shows each noon', async () => {
  const page = (await bob.get('/api/me/airdrops?limit=1')).body as { items: object[]; nextCursor: string };
  expect(page.items).toEqual([{
    day: formatDay(first + 1), issued: String(100n * ONE), price: String(ONE / 2n), mySharesBefore: String(875n * ONE / 10n), points: String(25n * ONE),
    burned: String(125n * ONE / 10n), sharesAfter: String(75n * ONE), total: String(350n * ONE),
  }]);
  expect(((await bob.get(`/api/me/airdrops?limit=1&cursor=${page.nextCursor}`)).body as { items: { day: string }[] }).items.map(({ day }) => day)).toEqual([formatDay(first)]);
});

test('another member\'s line does not exist, a strange cursor is malformed, and staff and visitors have no such page', async () => {
  const { items } = await lines(bob, 'asset=sv');
  const answer = await ann.get(`/api/me/statement/${items.at(-1)?.id}/why`);
  expect([answer.status, codeOf(answer)]).toEqual([404, 'airdrop.unknownLine']);
  expect((await ann.get('/api/me/statement?cursor=x')).status).toBe(400);
  const owner = await t.staff('owner');
  for (const url of ['/api/me/statement', '/api/me/airdrops', '/api/me/assets', `/api/me/statement/${items[0]?.id}/why`]) {
    expect([(await t.visitor.get(url)).status, (await owner.get(url)).status]).toEqual([401, 403]);
  }
});
