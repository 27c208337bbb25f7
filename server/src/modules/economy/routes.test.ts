/** Price by two people, noon by the business clock, what members and staff see of it; over HTTP on a real database. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { codeOf, type TestApp, testApp, type TestMember, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { DAY_MS, dayOf, formatDay, instantOf, NOON_MS } from '#kernel/day.ts';
import { currentDay, grant, listNoons, type Reason, setUntil } from '#modules/airdrop/index.ts';
import { installPack, SEED_PACK } from '#modules/rules/index.ts';
import { economyModule } from './index.ts';

const ONE = 100_000_000n;
const TENTH = '10000000';
const THOUSAND = '100000000000';
const CLOSE_MS = NOON_MS + (11 * 60 + 59) * 60_000;
const REASON: Reason = { title: 'test.granted', event: null, rule: null, steps: [] };

let db: TestDatabase;
let t: TestApp;
let today: number;
let operator: TestStaff;
let strategist: TestStaff;
let member: TestMember;

async function open(): Promise<void> {
  db = await testDatabase();
  t = await testApp(db);
  await t.unit((ctx) => installPack(t.infra, ctx, SEED_PACK));
  await t.drain();
  today = dayOf(t.infra.clock.now());
  operator = await t.staff('operator');
  strategist = await t.staff('strategist');
  member = await t.member();
}
async function close(): Promise<void> {
  await t.close();
  await db.close();
}
/** A mall of its own for each test, since noons cannot be undone. */
function eachAnew(): void {
  beforeEach(open);
  afterEach(close);
}

const plan = (day: number, priceAtoms = TENTH, amountPts = THOUSAND) => ({ day: formatDay(day), priceAtoms, amountPts });
/** Business time alone moves, as in a demo: sessions, which live in wall time, stay. */
async function reach(at: Date): Promise<void> {
  await t.infra.sql.run('update infra.clock set offset_ms = offset_ms + $1', [at.getTime() - t.infra.clock.now().getTime()]);
  await t.infra.clock.refresh();
}
async function reachNoon(day: number): Promise<void> {
  await reach(instantOf(day, NOON_MS));
  await t.drain();
}
async function owns(shares: bigint, who = member): Promise<void> {
  await t.unit(async (ctx) => {
    await grant(ctx, [{ memberId: who.memberId, amount: shares, reason: REASON }]);
    await setUntil(ctx, [{ memberId: who.memberId, until: ((await currentDay(ctx.tx)) ?? today) + 30 }]);
  });
}
async function propose(body: object): Promise<string> {
  const answer = await operator.post('/api/console/economy/proposals', body);
  expect(answer.status).toBe(200);
  return (answer.body as { approvalId: string }).approvalId;
}
const decide = (approvalId: string, decision = 'approve', who = strategist) =>
  who.post(`/api/console/economy/proposals/${approvalId}/decision`, { decision, reason: 'checked' });
async function setPrice(day: number, priceAtoms = TENTH, amountPts = THOUSAND): Promise<void> {
  expect((await decide(await propose(plan(day, priceAtoms, amountPts)))).status).toBe(200);
}
const economy = async () => (await operator.get('/api/console/economy')).body as {
  today: unknown; pending: unknown[]; upcoming: unknown[]; fund: Record<string, string>; history: Record<string, unknown>[]; clock: Record<string, string>; scheduledPts: string;
};

describe('birth', () => {
  eachAnew();
  test('the points of the plan come into being once, and the fund begins before its first noon', async () => {
    await t.drain();
    const rows = await db.sql.rows<{ name: string; balance: bigint }>(
      `select k.name, sum(a.balance) as balance from ledger.account a join ledger.account_kind k on k.number = a.kind where k.asset = 'PTS' group by 1 order by 1`);
    expect(Object.fromEntries(rows.map(({ name, balance }) => [name, balance]))).toEqual({ founders: 675_000n * ONE, issued: -2_500_000n * ONE, pool: 1_825_000n * ONE });
    expect(await currentDay(db.sql)).toBe(today - 1);
    expect((await economy()).fund).toMatchObject({ poolPts: String(1_825_000n * ONE), foundersPts: String(675_000n * ONE), circulatingPts: '0', totalPts: String(2_500_000n * ONE), ceilingAtoms: String(4_000n * ONE) });
  });
});

describe('a price takes two people', () => {
  eachAnew();
  test('proposed by one and approved by another it stands, and members see who set it', async () => {
    const approvalId = await propose(plan(today));
    expect(await economy()).toMatchObject({ today: null, pending: [{ approvalId, day: formatDay(today), proposedBy: { name: operator.name } }] });
    expect((await decide(approvalId)).body).toEqual({ approved: true, day: formatDay(today) });
    expect(await economy()).toMatchObject({ today: { priceAtoms: TENTH, amountPts: THOUSAND, proposedBy: { name: operator.name }, approvedBy: { name: strategist.name } }, pending: [] });
    const seen = (await t.visitor.get('/api/price')).body;
    expect(seen).toMatchObject({ today: { priceAtoms: TENTH, day: formatDay(today), setBy: operator.name, approvedBy: strategist.name }, history: [{ day: formatDay(today) }] });
  });

  test('rejected it sets nothing', async () => {
    expect((await decide(await propose(plan(today)), 'reject')).body).toEqual({ approved: false, day: formatDay(today) });
    expect(await economy()).toMatchObject({ today: null, pending: [] });
  });

  test('nobody approves his own proposal, and a refusal changes nothing', async () => {
    const answer = await strategist.post('/api/console/economy/proposals', plan(today));
    const { approvalId } = answer.body as { approvalId: string };
    const refused = await decide(approvalId);
    expect([refused.status, codeOf(refused)]).toEqual([409, 'identity.samePerson']);
    expect(await economy()).toMatchObject({ today: null, pending: [{ approvalId }] });
  });

  test('a day has one price, and prices never fall, whichever is approved first', async () => {
    const twice = [await propose(plan(today)), await propose(plan(today))];
    const lower = await propose(plan(today + 1, '9000000'));
    expect((await decide(twice[0] ?? '')).status).toBe(200);
    expect(codeOf(await decide(twice[1] ?? ''))).toBe('economy.daySet');
    expect(codeOf(await decide(lower))).toBe('economy.blocked');
    expect((await economy()).upcoming).toEqual([]);
    await setPrice(today + 2, '30000000');
    expect(codeOf(await operator.post('/api/console/economy/proposals', plan(today + 1, '40000000')))).toBe('economy.blocked');
  });
});

describe('refused, and nothing changed', () => {
  beforeAll(open);
  afterAll(close);
  test.each([
    ['a day that is over', () => plan(today - 1), 'economy.dayOver', 409],
    ['a day beyond a week', () => plan(today + 8), 'economy.dayTooFar', 409],
    ['a price above the ceiling', () => plan(today, String(4_001n * ONE)), 'economy.blocked', 409],
    ['a day of no calendar', () => ({ ...plan(today), day: '2026-02-31' }), 'economy.noSuchDay', 400],
    ['a price of nothing', () => plan(today, '0'), 'http.badRequest', 400],
  ])('%s is refused', async (_, body, code, status) => {
    const answer = await operator.post('/api/console/economy/proposals', body());
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect((await economy()).pending).toEqual([]);
  });

  test.each([
    ['a visitor', () => t.visitor, 401], ['a member', () => member, 403], ['finance, who may only approve', () => t.staff('finance'), 403], ['an auditor', () => t.staff('auditor'), 403],
  ])('%s may not propose', async (_, who, status) => {
    expect((await (await who()).post('/api/console/economy/proposals', plan(today))).status).toBe(status);
  });
});

describe('noon', () => {
  eachAnew();
  test('runs at 12:00 when the price is set, and shows in statement, assets and console', async () => {
    await owns(200_000n * ONE);
    await setPrice(today);
    await reach(new Date(instantOf(today, NOON_MS).getTime() - 1));
    await t.drain();
    expect(await currentDay(db.sql)).toBe(today - 1);
    await reachNoon(today);
    expect(await economy()).toMatchObject({ history: [{ day: formatDay(today), issuedPts: THOUSAND, burnedSv: String(100n * ONE), yieldPpm: 500, capApplied: false }, { day: formatDay(today - 1) }] });
    const assets = (await member.get('/api/me/assets')).body;
    expect(assets).toMatchObject({
      sv: { active: String(199_900n * ONE), locked: String(300n * ONE), paused: '0' }, points: { available: THOUSAND }, eligible: true, eligibleUntil: formatDay(today + 29), noonsLeft: 29,
      price: { priceAtoms: TENTH, setBy: operator.name }, last: { day: formatDay(today), points: THOUSAND, burned: String(100n * ONE) },
    });
  });

  test('a price approved after 12:00 runs at once', async () => {
    await owns(200_000n * ONE);
    await reachNoon(today);
    expect(await currentDay(db.sql)).toBe(today - 1);
    await setPrice(today);
    await t.drain();
    expect((await listNoons(db.sql, { limit: 1 }))[0]).toMatchObject({ day: today, issued: 1_000n * ONE });
  });

  test('a day without a price gets its row at 23:59 with nothing issued, and is then over', async () => {
    await owns(200_000n * ONE);
    await reach(new Date(instantOf(today, CLOSE_MS).getTime() - 1));
    await t.drain();
    expect(await currentDay(db.sql)).toBe(today - 1);
    await reach(instantOf(today, CLOSE_MS));
    await t.drain();
    expect((await listNoons(db.sql, { limit: 1 }))[0]).toMatchObject({ day: today, amountSet: 0n, issued: 0n });
    expect(codeOf(await operator.post('/api/console/economy/proposals', plan(today)))).toBe('economy.dayOver');
  });

  test('what business time jumped over is caught up day by day, with the prices of each day', async () => {
    await owns(200_000n * ONE);
    await setPrice(today);
    await setPrice(today + 2, '20000000');
    await reach(instantOf(today + 4, NOON_MS));
    await t.drain();
    const rows = await listNoons(db.sql, { limit: 5 });
    expect(rows.map(({ day, issued }) => [day - today, issued / ONE])).toEqual([[3, 0n], [2, 1_000n], [1, 0n], [0, 1_000n], [-1, 0n]]);
    const carried = await db.sql.rows<{ day: number; carried: bigint }>('select day, carried from economy.release order by day');
    expect(carried.map(({ day, carried: left }) => [day - today, left / ONE])).toEqual([[0, 0n], [1, 1_000n], [2, 0n], [3, 1_000n]]);
  });

  test('days set ahead never issue more than the pool holds: what one was promised no other is', async () => {
    await owns(2_000_000n * ONE);
    const most = String(1_800_000n * ONE);
    const both = [await propose(plan(today, TENTH, most)), await propose(plan(today + 1, TENTH, most))];
    expect((await decide(both[0] ?? '')).status).toBe(200);
    expect(codeOf(await decide(both[1] ?? ''))).toBe('economy.blocked');
    expect(codeOf(await operator.post('/api/console/economy/proposals', plan(today + 1, TENTH, String(25_001n * ONE))))).toBe('economy.blocked');
    await setPrice(today + 1, TENTH, String(25_000n * ONE));
    // As if both had been approved at the same moment, neither seeing the other.
    await db.sql.run('update economy.price set amount = $1', [most]);
    await reachNoon(today + 1);
    expect((await listNoons(db.sql, { limit: 2 })).map(({ issued }) => issued / ONE)).toEqual([25_000n, 1_800_000n]);
    expect((await economy()).fund).toMatchObject({ poolPts: '0', circulatingPts: String(1_825_000n * ONE) });
  });

  test('a demo opens once a day may burn no more than 0.1 % of the eligible share value; before that nothing is issued or owed', async () => {
    await owns(99_999n * ONE);
    await setPrice(today);
    await setPrice(today + 1);
    await reachNoon(today);
    expect((await listNoons(db.sql, { limit: 1 }))[0]).toMatchObject({ day: today, amountSet: 0n, issued: 0n });
    await owns(ONE);
    await reachNoon(today + 1);
    expect((await listNoons(db.sql, { limit: 1 }))[0]).toMatchObject({ day: today + 1, issued: 1_000n * ONE });
    const rows = await db.sql.rows<{ scheduled: bigint; carried: bigint }>('select scheduled, carried from economy.release order by day');
    expect(rows).toEqual([{ scheduled: 0n, carried: 0n }, { scheduled: 1_000n * ONE, carried: 0n }]);
  });

  test('two processes that find it due run it once', async () => {
    await owns(200_000n * ONE);
    await setPrice(today);
    await reach(instantOf(today, NOON_MS));
    const other = await db.infra();
    await Promise.all([t.drain(), ...(economyModule(other).sweeps ?? []).map((sweep) => sweep.run())]);
    expect((await listNoons(db.sql, { limit: 5 })).map(({ day }) => day - today)).toEqual([0, -1]);
    expect((await economy()).fund).toMatchObject({ circulatingPts: THOUSAND });
  });

  test('advancing the demo to noon runs it; an auditor may not, and a live database has no such thing', async () => {
    await owns(200_000n * ONE);
    await setPrice(today);
    const owner = await t.staff('owner');
    expect((await (await t.staff('auditor')).post('/api/console/demo/advance-to-noon')).status).toBe(403);
    const answer = await owner.post('/api/console/demo/advance-to-noon');
    expect(answer.body).toEqual({ now: instantOf(today, NOON_MS).toISOString(), day: formatDay(today) });
    expect((await listNoons(db.sql, { limit: 1 }))[0]).toMatchObject({ day: today, issued: 1_000n * ONE });
    expect(await db.sql.one(`select actor_id as "by", after from identity.audit where act = 'economy.demoAdvanced'`)).toEqual({ by: owner.accountId, after: { now: instantOf(today, NOON_MS).toISOString() } });
    await (await t.staff('owner')).post('/api/console/demo/advance-to-noon');
    expect(t.infra.clock.now().getTime()).toBe(instantOf(today + 1, NOON_MS).getTime());
    expect(await currentDay(db.sql)).toBe(today);
  });
});

describe('the preview', () => {
  eachAnew();
  const preview = async (body: object, language = 'en') =>
    (await operator.send({ method: 'POST', url: '/api/console/economy/preview', payload: body, headers: { 'accept-language': language } })).body as Record<string, unknown>;

  test('says exactly what the noon will do', async () => {
    await owns(123_457n * ONE + 3n);
    const seen = await preview(plan(today, '98765432', '99999999999'));
    await t.unit(async (ctx) => ctx.tx.run('insert into economy.opening (day, at) values ($1, $2)', [today, ctx.now]));
    await setPrice(today, '98765432', '99999999999');
    await reachNoon(today);
    const [row] = await listNoons(db.sql, { limit: 1 });
    expect([seen['issuedPts'], seen['burnSv'], seen['eligibleSv']]).toEqual([row?.issued, row?.burned, row?.shares].map(String));
    expect(seen).toMatchObject({ yieldPpm: 7_999, capApplied: false, previousPriceAtoms: null, open: false, ceilingAtoms: String(4_000n * ONE) });
  });

  test('warns of a cap, in the language of the reader, and writes nothing', async () => {
    await owns(600n * ONE);
    const body = plan(today, String(10n * ONE), String(100n * ONE));
    expect(await preview(body)).toMatchObject({ issuedPts: String(60n * ONE), burnSv: String(600n * ONE), capApplied: true });
    const messages = (answer: Record<string, unknown>) => (answer['findings'] as { code: string; message: string }[]).find(({ code }) => code === 'capped')?.message;
    expect(messages(await preview(body))).toContain('capped');
    expect(messages(await preview(body, 'zh-CN'))).not.toBe(messages(await preview(body)));
    expect(await economy()).toMatchObject({ today: null, pending: [] });
  });
});

describe('the list of noons', () => {
  eachAnew();
  test('pages back to the first', async () => {
    await reach(new Date(instantOf(today + 4, CLOSE_MS).getTime() + DAY_MS / 100));
    await t.drain();
    const first = (await operator.get('/api/console/economy/noons?limit=4')).body as { items: { day: string }[]; nextCursor: string };
    const rest = (await operator.get(`/api/console/economy/noons?limit=4&cursor=${first.nextCursor}`)).body as { items: { day: string }[]; nextCursor: string | null };
    expect([...first.items, ...rest.items].map(({ day }) => day)).toEqual([4, 3, 2, 1, 0, -1].map((offset) => formatDay(today + offset)));
    expect(rest.nextCursor).toBeNull();
  });
});
