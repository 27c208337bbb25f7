/** Stakes and noon on a real database: balances, ledger, gate, idempotence, what two callers at once may do. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase, type TestInfra } from '#test/database.ts';
import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import { dayOf } from '#kernel/day.ts';
import { bucketOf } from '#kernel/id.ts';
import { type AccountKind, balancesOf } from '#modules/ledger/index.ts';
import { positionOf } from './reads/position.ts';
import type { Reason } from './service/change.ts';
import { activate, grant, lock, setUntil, settled, spendShares } from './service/grants.ts';
import { begin, noon } from './service/noon.ts';
import { findCurrentDay, findDay, listDays } from './store/days.ts';

const ONE = 100_000_000n;
const REASON: Reason = { title: 'test.granted', event: null, rule: null, steps: [] };
let db: TestDatabase;
let infra: TestInfra;
/** The last noon when a test begins. */
let today: number;

afterEach(() => db.close());
beforeEach(async () => {
  db = await testDatabase();
  infra = await db.infra();
  today = dayOf(infra.clock.now()) - 1;
  await unit((ctx) => begin(ctx, today));
});

const unit = <Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result> =>
  infra.unit({ actor: { kind: 'system', name: 'test' }, requestId: 'test' }, work);

/** Members in distinct buckets. */
function members(count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => infra.ids.next<'member'>(index * 7));
}

async function total(kind: AccountKind): Promise<bigint> {
  const row = await db.sql.one<{ total: bigint }>(
    'select coalesce(sum(a.balance), 0) as total from ledger.account a join ledger.account_kind k on k.number = a.kind where k.name = $1', [kind]);
  return row.total;
}

const pointsOf = async (memberId: bigint): Promise<bigint> =>
  (await balancesOf(infra.sql, { kind: 'memberPoints', holders: [{ bucket: bucketOf(memberId), holder: memberId }] })).get(memberId)?.balance ?? 0n;

async function eligible(shares: readonly bigint[], noons = 30): Promise<bigint[]> {
  const ids = members(shares.length);
  await unit(async (ctx) => {
    await grant(ctx, ids.map((memberId, index) => ({ memberId, amount: shares[index] ?? 0n, reason: REASON })));
    await setUntil(ctx, ids.map((memberId) => ({ memberId, until: today + noons })));
  });
  return ids;
}

/** Resolves when another transaction waits for the gate. */
async function untilWaiting(sql: Sql): Promise<void> {
  while ((await sql.rows(`select 1 from pg_locks where locktype = 'advisory' and objid = 4277 and not granted`)).length === 0);
}

describe('a life of a stake', () => {
  test('the 300 wait locked, a purchase opens 30 noons, activation joins them, noon pays, and the ledger agrees', async () => {
    const [ann, bob] = members(2);
    if (ann === undefined || bob === undefined) throw new Error('two members');
    await unit((ctx) => lock(ctx, [{ memberId: ann, amount: 300n * ONE, reason: REASON }, { memberId: bob, amount: 300n * ONE, reason: REASON }]));
    expect(await positionOf(infra.sql, ann)).toMatchObject({ shares: 0n, locked: 300n * ONE, eligible: false, until: null });
    await unit(async (ctx) => {
      await setUntil(ctx, [{ memberId: ann, until: today + 30 }]);
      await grant(ctx, [{ memberId: ann, amount: 798n * ONE, reason: REASON }]);
      await activate(ctx, [{ memberId: ann, reason: REASON }]);
    });
    const row = await unit((ctx) => noon(ctx, { day: today + 1, amount: 100n * ONE, price: ONE }));
    expect(row).toMatchObject({ issued: 100n * ONE, burned: 100n * ONE, shares: 1_098n * ONE });
    expect(await positionOf(infra.sql, ann)).toMatchObject({ shares: 998n * ONE, locked: 0n, accrued: 100n * ONE, earned: 100n * ONE, eligible: true, until: today + 30 });
    expect(await pointsOf(ann)).toBe(0n);
    await unit((ctx) => settled(ctx, [ann, bob]));
    expect(await pointsOf(ann)).toBe(100n * ONE);
    expect(await positionOf(infra.sql, ann)).toMatchObject({ shares: 998n * ONE, accrued: 0n, earned: 100n * ONE });
    expect({
      pool: await total('pool'), unclaimed: await total('unclaimed'), issued: await total('svIssued'), active: await total('svActive'),
      locked: await total('svLocked'), burned: await total('svBurned'),
    }).toEqual({ pool: -100n * ONE, unclaimed: 0n, issued: -1_398n * ONE, active: 998n * ONE, locked: 300n * ONE, burned: 100n * ONE });
  });

  test('a lapsed member keeps his share value undecayed and out of the noon until he resumes', async () => {
    const [ann, bob] = await eligible([100n * ONE, 100n * ONE], 1);
    if (ann === undefined || bob === undefined) throw new Error('two members');
    await unit((ctx) => setUntil(ctx, [{ memberId: bob, until: today + 10 }]));
    await unit((ctx) => noon(ctx, { day: today + 1, amount: 10n * ONE, price: ONE }));
    await unit((ctx) => noon(ctx, { day: today + 2, amount: 10n * ONE, price: ONE }));
    expect(await positionOf(infra.sql, ann)).toMatchObject({ shares: 95n * ONE, accrued: 5n * ONE, eligible: false, until: today + 1 });
    expect(await positionOf(infra.sql, bob)).toMatchObject({ shares: 85n * ONE, accrued: 15n * ONE, eligible: true });
    expect([await total('svPaused'), await total('svActive')]).toEqual([95n * ONE, 85n * ONE]);
    await unit((ctx) => setUntil(ctx, [{ memberId: ann, until: today + 40 }]));
    expect([await total('svPaused'), await total('svActive')]).toEqual([0n, 180n * ONE]);
    const row = await unit((ctx) => noon(ctx, { day: today + 3, amount: 18n * ONE, price: ONE }));
    expect(row.shares).toBe(180n * ONE);
  });

  test('a short spend takes nothing and says so', async () => {
    const [ann] = await eligible([10n * ONE]);
    if (ann === undefined) throw new Error('a member');
    expect(await unit((ctx) => spendShares(ctx, [{ memberId: ann, amount: 11n * ONE }, { memberId: ann, amount: 4n * ONE }]))).toEqual([false, true]);
    expect((await positionOf(infra.sql, ann)).shares).toBe(6n * ONE);
    expect(await total('svIssued')).toBe(-6n * ONE);
  });

  test('any number of members and of grants to one member takes the same number of statements', async () => {
    const count = async (ids: readonly bigint[]): Promise<number> => {
      let statements = 0;
      await unit(async (ctx) => {
        const counting = <Args extends unknown[], Result>(run: (...args: Args) => Result) => (...args: Args): Result => {
          statements++;
          return run(...args);
        };
        const tx = { ...ctx.tx, rows: counting(ctx.tx.rows), maybe: counting(ctx.tx.maybe), one: counting(ctx.tx.one), run: counting(ctx.tx.run) } as typeof ctx.tx;
        await grant({ ...ctx, tx }, ids.map((memberId) => ({ memberId, amount: ONE, reason: REASON })));
      });
      return statements;
    };
    const ids = await eligible(Array.from({ length: 60 }, () => ONE));
    const one = await count(ids.slice(0, 1));
    expect(await count([...ids, ...ids, ...ids])).toBe(one);
    expect((await positionOf(infra.sql, ids[7] ?? 0n)).shares).toBe(4n * ONE);
  });
});

describe('entries of grants', () => {
  const because = (position: bigint, version = 1): Reason =>
    ({ title: 'test.granted', event: { type: 'orders.confirmed', position, at: infra.clock.now() }, rule: { version, pack: 'seed', paragraph: 'R4.2' }, steps: [] });
  const entries = () => db.sql.rows<{ event: bigint; rule: number; lines: number; granted: bigint; posted: bigint; credits: string[]; earners: bigint[] }>(
    `select t.event_position as event, t.rule_version as rule, i.lines, i.granted, t.posted, t.credits, t.earners
     from (select entry_id, count(*)::int as lines, sum(shares_delta + locked_delta)::numeric(38,0) as granted from airdrop.stake_interval group by 1) as i
     join (select entry_id, event_position, rule_version, sum(amount) filter (where debit_kind = 40)::numeric(38,0) as posted,
         array_agg(k.name order by line) as credits, array_agg(distinct credit_holder) filter (where credit_holder <> 0) as earners
       from ledger.transfer t join ledger.account_kind k on k.number = t.credit_kind where event_position is not null group by 1, 2, 3) as t using (entry_id)
     order by 1, 2, t.entry_id`);

  test('what one event moves under one version of the rules is one entry, and the lines that cite it sum to it', async () => {
    const [ann, bob] = await eligible([10n * ONE, 20n * ONE]);
    const [paused] = members(3).slice(2);
    if (ann === undefined || bob === undefined || paused === undefined) throw new Error('three members');
    await unit((ctx) => grant(ctx, [
      { memberId: ann, amount: 5n, reason: because(7n) }, { memberId: bob, amount: 6n, reason: because(7n) }, { memberId: ann, amount: 7n, reason: because(7n) },
      { memberId: paused, amount: 8n, reason: because(7n) }, { memberId: bob, amount: 9n, reason: because(7n, 2) }, { memberId: ann, amount: 10n, reason: because(8n), locked: true },
    ]));
    expect(await entries()).toEqual([
      { event: 7n, rule: 1, lines: 4, granted: 26n, posted: 26n, credits: ['svActive', 'svPaused'], earners: null },
      { event: 7n, rule: 2, lines: 1, granted: 9n, posted: 9n, credits: ['svActive'], earners: null },
      { event: 8n, rule: 1, lines: 1, granted: 10n, posted: 10n, credits: ['svLocked'], earners: null },
    ]);
  });

  test('whoever is credited points has an entry of his own: no two members stand in one', async () => {
    const ids = await eligible([10n * ONE, 20n * ONE, 30n * ONE]);
    await unit((ctx) => noon(ctx, { day: today + 1, amount: 6n * ONE, price: ONE }));
    await unit((ctx) => grant(ctx, [...ids, ...ids].map((memberId) => ({ memberId, amount: 100n, reason: because(9n) }))));
    const rows = await entries();
    expect(rows.filter(({ earners }) => earners !== null).map(({ earners, lines }) => ({ earners, lines })).sort((a, b) => (String(a.earners) < String(b.earners) ? -1 : 1)))
      .toEqual(ids.map((id) => ({ earners: [id], lines: 1 })).sort((a, b) => (String(a.earners) < String(b.earners) ? -1 : 1)));
    expect(rows.filter(({ earners }) => earners === null)).toMatchObject([{ lines: 3, granted: 300n, posted: 300n }]);
  });
});

describe('noon', () => {
  test('a day that has run is returned unchanged, whatever is asked', async () => {
    await eligible([100n * ONE]);
    const first = await unit((ctx) => noon(ctx, { day: today + 1, amount: ONE, price: ONE }));
    expect(await unit((ctx) => noon(ctx, { day: today + 1, amount: 50n * ONE, price: 9n * ONE }))).toEqual(first);
    expect(await total('pool')).toBe(-ONE);
  });

  test('a day that is not the next is refused and changes nothing', async () => {
    await eligible([100n * ONE]);
    await expect(unit((ctx) => noon(ctx, { day: today + 2, amount: ONE, price: ONE }))).rejects.toMatchObject({ code: 'airdrop.noonOutOfOrder' });
    expect(await findCurrentDay(infra.sql)).toBe(today);
    expect(await findDay(infra.sql, today + 2)).toBeUndefined();
  });

  test('two callers at once commit one noon', async () => {
    await eligible([100n * ONE]);
    const rows = await Promise.all([1, 2, 3].map(() => unit((ctx) => noon(ctx, { day: today + 1, amount: ONE, price: ONE }))));
    expect(new Set(rows.map((row) => row.hash.toString('hex'))).size).toBe(1);
    expect(await total('pool')).toBe(-ONE);
  });

  test('a stake transaction that is under way is counted, and the noon that waits gives up and is tried again', async () => {
    const [ann] = await eligible([100n * ONE]);
    if (ann === undefined) throw new Error('a member');
    let release = (): void => undefined;
    const open = new Promise<void>((resolve) => { release = resolve; });
    let entered = (): void => undefined;
    const inside = new Promise<void>((resolve) => { entered = resolve; });
    const stakes = unit(async (ctx) => {
      await grant(ctx, [{ memberId: ann, amount: 50n * ONE, reason: REASON }]);
      entered();
      await open;
    });
    await inside;
    const alone = infra.database.transaction(async (tx) => {
      await tx.run(`set local lock_timeout = '20ms'`);
      await tx.run('select pg_advisory_xact_lock(4277)');
    });
    await expect(alone).rejects.toMatchObject({ code: '55P03' });
    const waiting = unit((ctx) => noon(ctx, { day: today + 1, amount: ONE, price: 0n }));
    release();
    await stakes;
    expect((await waiting).shares).toBe(150n * ONE);
  });

  test('a stake that waited for a noon is written after it: the current day is read after the gate', async () => {
    const [ann] = await eligible([100n * ONE]);
    if (ann === undefined) throw new Error('a member');
    let granted: Promise<unknown> = Promise.resolve();
    await unit(async (ctx) => {
      await noon(ctx, { day: today + 1, amount: 10n * ONE, price: ONE });
      // Its snapshot begins before this noon commits.
      granted = unit(async (other) => {
        await other.tx.run('select 1');
        await grant(other, [{ memberId: ann, amount: ONE, reason: REASON }]);
      });
      await untilWaiting(ctx.tx);
    });
    await granted;
    expect(await positionOf(infra.sql, ann)).toMatchObject({ shares: 91n * ONE, earned: 10n * ONE, accrued: 0n });
  });

  test('a crash before the commit leaves nothing, and the noon runs again as if it had not', async () => {
    await eligible([100n * ONE]);
    await expect(unit(async (ctx) => {
      await noon(ctx, { day: today + 1, amount: ONE, price: ONE });
      throw new Error('killed');
    })).rejects.toThrow('killed');
    expect(await findCurrentDay(infra.sql)).toBe(today);
    expect(await total('pool')).toBe(0n);
    expect(await unit((ctx) => noon(ctx, { day: today + 1, amount: ONE, price: ONE }))).toMatchObject({ issued: ONE });
    expect(await total('pool')).toBe(-ONE);
  });

  test('a server that ends the connection in the middle is asked again, and the noon stands once', async () => {
    await eligible([100n * ONE]);
    let tries = 0;
    const row = await unit(async (ctx) => {
      const result = await noon(ctx, { day: today + 1, amount: ONE, price: ONE });
      tries++;
      if (tries === 1) await ctx.tx.run('select pg_terminate_backend(pg_backend_pid())');
      return result;
    });
    expect({ tries, issued: row.issued, pool: await total('pool'), current: await findCurrentDay(infra.sql) }).toEqual({ tries: 2, issued: ONE, pool: -ONE, current: today + 1 });
  });

  test('rows are chained: each names the hash of the one before', async () => {
    await eligible([100n * ONE]);
    for (let day = 1; day <= 3; day++) await unit((ctx) => noon(ctx, { day: today + day, amount: ONE, price: ONE }));
    const rows = await listDays(infra.sql, { first: today, last: today + 3, limit: 10, onlyIssued: false });
    rows.slice(0, -1).forEach((row, index) => expect(row.previousHash).toEqual(rows[index + 1]?.hash));
    expect(rows).toHaveLength(4);
  });

  test('points that nobody can claim by rounding stay unclaimed, less than an atom a member', async () => {
    const ids = await eligible([1n, 1n, 1n, 7n, 13n]);
    for (let day = 1; day <= 5; day++) await unit((ctx) => noon(ctx, { day: today + day, amount: 101n, price: 1n }));
    await unit((ctx) => settled(ctx, ids));
    const unclaimed = await total('unclaimed');
    expect(unclaimed >= 0n && unclaimed < 5n).toBe(true);
    const credited = (await Promise.all(ids.map(pointsOf))).reduce((sum, points) => sum + points, 0n);
    expect(credited + unclaimed).toBe(505n);
  });
});
