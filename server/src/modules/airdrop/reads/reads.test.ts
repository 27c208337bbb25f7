/** Statements over random histories: pages join without gap or overlap, lines telescope, and their sums are what stake and ledger hold. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomHistory } from '#test/sim/random-history.ts';
import { type TestDatabase, testDatabase, type TestInfra } from '#test/database.ts';
import type { Ctx } from '#infra/context.ts';
import { bucketOf, bucketOfWord } from '#kernel/id.ts';
import { balancesOf } from '#modules/ledger/index.ts';
import type { Operation } from '#modules/airdrop/domain/stake.ts';
import { listAirdrops } from './daily.ts';
import { positionOf } from './position.ts';
import { explainLine } from './reasons.ts';
import { type Place, statement, type StatementAsset, type StatementLine } from './statement.ts';
import { change, type Reason } from '#modules/airdrop/service/change.ts';
import { settled } from '#modules/airdrop/service/grants.ts';
import { begin, noon } from '#modules/airdrop/service/noon.ts';

const REASON: Reason = {
  title: 'test.granted', event: { type: 'orders.confirmed', position: 7n, at: new Date('2026-03-02T00:00:00Z') },
  rule: { version: 3, pack: 'seed', paragraph: 'R4.2' }, steps: [{ key: 'test.step', params: { amount: '5' } }],
};
let db: TestDatabase;
let infra: TestInfra;
const ids = new Map<string, bigint>();

const unit = <Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result> =>
  infra.unit({ actor: { kind: 'system', name: 'test' }, requestId: 'test' }, work);

function operationOf(event: Exclude<ReturnType<typeof randomHistory>[number], { e: 'noon' }>): Operation {
  switch (event.e) {
    case 'reg': return { kind: 'locked', amount: event.frozen };
    case 'activate': return { kind: 'activated' };
    case 'earn': return { kind: 'granted', amount: event.x };
    case 'spend': return { kind: 'spent', amount: event.x };
    // Longer windows than in the simulations, so that most members take part in most noons.
    case 'until': return { kind: 'until', day: event.day % 7 === 0 ? 0 : event.day + 30 };
  }
}

beforeAll(async () => {
  db = await testDatabase();
  infra = await db.infra();
  await unit(async (ctx) => {
    await begin(ctx, 0);
    for (const event of randomHistory(36, 240)) {
      if (event.e === 'noon') {
        // Bounded, so that every posting fits the ledger and not every noon burns everything.
        await noon(ctx, { day: event.day, amount: event.A % 1_000_000_007n, price: event.price % 500_000n });
        continue;
      }
      const memberId = ids.get(event.m) ?? ctx.newId<'member'>(bucketOfWord(event.m));
      ids.set(event.m, memberId);
      await change(ctx, [{ memberId, operation: operationOf(event), reason: REASON }]);
    }
  });
});
afterAll(() => db.close());

async function wholeStatement(memberId: bigint, asset: StatementAsset, limit: number): Promise<StatementLine[]> {
  const lines: StatementLine[] = [];
  let before: Place | undefined;
  for (let pages = 0; pages < 500; pages++) {
    const page = await statement(infra.sql, { memberId, asset, limit, ...(before ? { before } : {}) });
    lines.push(...page.lines);
    if (!page.next) return lines;
    before = page.next;
  }
  throw new Error('the statement does not end');
}

describe('statements', () => {
  test.each(['sv', 'pts'] as const)('of %s telescope from nothing to the balance, whatever the size of a page', async (asset) => {
    let seen = 0;
    for (const memberId of ids.values()) {
      const position = await positionOf(infra.sql, memberId);
      const lines = await wholeStatement(memberId, asset, 100);
      for (const limit of [1, 3]) expect(await wholeStatement(memberId, asset, limit)).toEqual(lines);
      let balance = asset === 'sv' ? position.shares : position.earned;
      for (const line of lines.filter(({ balanceAfter }) => balanceAfter !== null)) {
        expect(line.balanceAfter).toBe(balance);
        balance -= line.amount;
      }
      expect(balance).toBe(0n);
      seen += lines.length;
    }
    expect(seen).toBeGreaterThan(100);
  });

  test('points of the statement are the points of the ledger once settled', async () => {
    await unit((ctx) => settled(ctx, [...ids.values()]));
    const holders = [...ids.values()].map((holder) => ({ bucket: bucketOf(holder), holder }));
    const balances = await balancesOf(infra.sql, { kind: 'memberPoints', holders });
    for (const memberId of ids.values()) {
      const lines = await wholeStatement(memberId, 'pts', 50);
      expect(lines.reduce((sum, line) => sum + line.amount, 0n)).toBe(balances.get(memberId)?.balance ?? 0n);
    }
  });

  test('the daily list pages to the same days, and each day\'s burn is what its points are worth, to an atom', async () => {
    for (const memberId of ids.values()) {
      const all = (await listAirdrops(infra.sql, { memberId, limit: 500 })).lines;
      const paged = [];
      let beforeDay: number | undefined;
      do {
        const page = await listAirdrops(infra.sql, { memberId, limit: 2, ...(beforeDay === undefined ? {} : { beforeDay }) });
        paged.push(...page.lines);
        beforeDay = page.next ?? undefined;
      } while (beforeDay !== undefined);
      expect(paged).toEqual(all);
      for (const line of all) {
        const worth = (line.points * line.row.price) / 100_000_000n;
        const burned = line.sharesBefore - line.sharesAfter;
        expect(burned - worth >= -1n && burned - worth <= 1n).toBe(true);
      }
    }
  });

  test('every line can say why: event, rule, arithmetic, and entries where something was posted', async () => {
    let grants = 0;
    let noons = 0;
    for (const memberId of ids.values()) {
      for (const line of (await wholeStatement(memberId, 'sv', 100)).slice(0, 40)) {
        const why = await explainLine(infra.sql, { memberId, id: line.day === null ? line.place.id : BigInt(line.day) });
        expect(why.steps.length).toBeGreaterThan(0);
        expect(why.entries.length).toBe(1);
        if (line.day === null) {
          grants++;
          expect(why).toMatchObject({ event: { type: 'orders.confirmed', position: '7' }, rule: { version: 3, paragraph: 'R4.2' } });
          expect(why.entries[0]).toMatchObject({ eventPosition: 7n, ruleVersion: 3 });
        } else {
          noons++;
          expect(why).toMatchObject({ event: { type: 'airdrop.noonRun' } });
        }
      }
    }
    expect([grants > 10, noons > 10]).toEqual([true, true]);
  });

  test('a line that is not the member\'s does not exist', async () => {
    const [first, second] = [...ids.values()];
    const lines = await wholeStatement(first ?? 0n, 'sv', 100);
    const line = lines.find(({ day }) => day === null);
    await expect(explainLine(infra.sql, { memberId: second ?? 0n, id: line?.place.id ?? 0n })).rejects.toMatchObject({ code: 'airdrop.unknownLine' });
    await expect(explainLine(infra.sql, { memberId: first ?? 0n, id: 999_999n })).rejects.toMatchObject({ code: 'airdrop.unknownLine' });
  });

  test('a member the fund does not know has nothing and no lines', async () => {
    expect(await positionOf(infra.sql, 4_097n)).toEqual({ memberId: 4_097n, shares: 0n, locked: 0n, eligible: false, until: null, accumulated: 0n, accrued: 0n, earned: 0n, owed: 0n });
    expect(await statement(infra.sql, { memberId: 4_097n, asset: 'sv', limit: 5 })).toEqual({ lines: [], next: null });
  });
});
