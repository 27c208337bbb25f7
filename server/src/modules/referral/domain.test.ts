import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Level, levelAt, rankOf } from '#kernel/level.ts';
import { readPack, rulesFrom, SEED_PACK } from '#modules/rules/index.ts';
import decided from '#test/vectors/decided-examples.json' with { type: 'json' };
import { type Forest, makeForest } from './domain/forest.ts';
import { recompute } from './domain/levels.ts';
import type { Cause, Node } from './domain/node.ts';

const rules = rulesFrom(readPack(SEED_PACK), 1);
const at = new Date('2026-01-01T00:00:00Z');
const cause: Cause = { position: 1n, at, rules };

/** Small thresholds, so that random histories of a few dozen members reach every level. */
const easy = {
  ...rules,
  levels: { ...rules.levels, shopkeeper: { ...rules.levels.shopkeeper, requires: { directVip: 2, teamVip: 3 } }, dealer: { ...rules.levels.dealer, requires: { directShopkeeper: 1 } }, partner: { ...rules.levels.partner, requires: { directDealer: 1 } } },
};

const buy = (forest: Forest, memberId: bigint, zone: 'ordinary' | 'vip', by: Cause = cause) =>
  forest.purchase({ memberId, to: by.rules.zones[zone].level, package: zone === 'vip' }, by);
const levelOf = (forest: Forest, memberId: bigint): Level => levelAt(forest.node(memberId).level);

/** A forest of members 1…n; parents[i] is the referrer of member i + 1, 0 for none. */
function forestOf(parents: readonly number[]): Forest {
  const forest = makeForest([], 0);
  parents.forEach((parent, index) => forest.register({ memberId: BigInt(index + 1), referrerId: parent === 0 ? null : BigInt(parent), at }));
  return forest;
}

/** Checks every node against the full recomputation. */
function expectExact(nodes: readonly Node[], by: typeof rules): void {
  const derived = recompute(nodes, by);
  nodes.forEach((node, index) => expect(node, `member ${node.memberId}`).toMatchObject(derived[index] ?? {}));
}

describe('purchases', () => {
  test.each<[string, ('ordinary' | 'vip')[], Level, boolean[]]>([
    ['an ordinary purchase makes a patron', ['ordinary'], 'patron', [false]],
    ['a package makes a VIP and activates', ['vip'], 'vip', [true]],
    ['a patron becomes a VIP', ['ordinary', 'vip'], 'vip', [false, true]],
    ['a VIP stays one after an ordinary purchase', ['vip', 'ordinary'], 'vip', [true, false]],
    ['a second package activates nobody again', ['vip', 'vip'], 'vip', [true, false]],
  ])('%s', (_name, zones, level, activated) => {
    const forest = forestOf([0]);
    expect(zones.map((zone) => buy(forest, 1n, zone).activated)).toEqual(activated);
    expect(levelOf(forest, 1n)).toBe(level);
  });

  test('registering twice changes nothing, and an unknown referrer is a bug', () => {
    const forest = forestOf([0, 1]);
    expect(forest.register({ memberId: 2n, referrerId: null, at })).toBe(false);
    expect(forest.node(2n).parent).toBe(1);
    expect(() => forest.register({ memberId: 9n, referrerId: 8n, at })).toThrow(/stands in the forest/);
  });

  test('ancestors come from the direct referrer upwards with the levels they hold now', () => {
    const forest = forestOf([0, 1, 2]);
    buy(forest, 1n, 'vip');
    buy(forest, 2n, 'ordinary');
    expect([...forest.ancestors(3n)]).toMatchObject([{ memberId: 2n, level: 'patron', distance: 1 }, { memberId: 1n, level: 'vip', distance: 2 }]);
  });
});

/** Member 1 with 6 direct referees, the first of whom has `below` more. */
const almostShopkeeper = (below: number): number[] => [0, 1, 1, 1, 1, 1, 1, ...Array.from({ length: below }, () => 2)];

describe('promotion by the numbers of the seed', () => {
  test('a shopkeeper needs 6 direct VIPs and 66 in the team: 65 are not enough, the 66th promotes', () => {
    const forest = forestOf(almostShopkeeper(60));
    for (let id = 1n; id <= 66n; id++) buy(forest, id, 'vip');
    expect(forest.node(1n)).toMatchObject({ directVip: 6, teamVip: 65, level: rankOf('vip') });
    const { promotions } = buy(forest, 67n, 'vip');
    expect(promotions.map(({ node, from, to }) => [node.memberId, from, to])).toEqual([[67n, 'registered', 'vip'], [1n, 'vip', 'shopkeeper']]);
  });

  test('five direct VIPs are not enough whatever the team', () => {
    const forest = forestOf([0, 1, 1, 1, 1, 1, ...Array.from({ length: 80 }, () => 2)]);
    for (let id = 1n; id <= 86n; id++) buy(forest, id, 'vip');
    expect(forest.node(1n)).toMatchObject({ directVip: 5, teamVip: 85, level: rankOf('vip') });
  });

  test('a patron does not climb; his package makes him a shopkeeper at once and counts once for his referrer', () => {
    const forest = forestOf([0, 1, 2, 2, 2, 2, 2, 2, ...Array.from({ length: 60 }, () => 3)]);
    buy(forest, 2n, 'ordinary');
    for (let id = 3n; id <= 68n; id++) buy(forest, id, 'vip');
    expect(levelOf(forest, 2n)).toBe('patron');
    expect(buy(forest, 2n, 'vip').promotions.map(({ node, from, to }) => [node.memberId, from, to])).toEqual([[2n, 'patron', 'shopkeeper']]);
    expect(forest.node(1n)).toMatchObject({ directVip: 1, directShopkeeper: 1, directDealer: 0, teamVip: 67 });
  });

  test('a partner exists with 271 members: 1 + 2 + 4 + 4 × 66 (N23)', () => {
    const parents = [0, 1, 1, 2, 2, 3, 3];
    for (let shopkeeper = 4; shopkeeper <= 7; shopkeeper++) {
      const first = parents.length + 1;
      for (let i = 0; i < 66; i++) parents.push(i < 6 ? shopkeeper : first + (i % 6));
    }
    expect(parents).toHaveLength(decided.partner_minimum_members);
    const forest = forestOf(parents);
    for (let id = 1n; id <= 270n; id++) buy(forest, id, 'vip');
    expect(levelOf(forest, 1n)).toBe('vip');
    const { promotions } = buy(forest, 271n, 'vip');
    expect(promotions.map(({ to }) => to)).toEqual(['vip', 'shopkeeper', 'dealer', 'partner']);
    expect([1n, 2n, 4n, 8n].map((id) => levelOf(forest, id))).toEqual(['partner', 'dealer', 'shopkeeper', 'vip']);
    expectExact(forest.changes().added, rules);
  });
});

describe('random histories', () => {
  const history = fc.array(fc.oneof(
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('register' as const), pick: fc.nat(), shape: fc.constantFrom('chain', 'star', 'any', 'root') }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('ordinary' as const, 'vip' as const), pick: fc.nat() }) },
  ), { minLength: 20, maxLength: 160 });
  type Step = (typeof history) extends fc.Arbitrary<infer T> ? T : never;

  const play = (steps: Step): Forest => {
    const forest = makeForest([], 0);
    let members = 0;
    for (const [position, step] of steps.entries()) {
      if (step.kind === 'register') {
        const referrer = step.shape === 'root' || members === 0 ? 0 : step.shape === 'chain' ? members : step.shape === 'star' ? 1 : (step.pick % members) + 1;
        members += 1;
        forest.register({ memberId: BigInt(members), referrerId: referrer === 0 ? null : BigInt(referrer), at });
      } else if (members > 0) {
        buy(forest, BigInt((step.pick % members) + 1), step.kind, { position: BigInt(position), at, rules: easy });
      }
    }
    return forest;
  };

  test('levels and counters equal a full recomputation, after every history', () => {
    fc.assert(fc.property(history, (steps) => expectExact(play(steps).changes().added, easy)), { numRuns: 400 });
  });

  test('a batch over stored nodes gives the same as one long run, and reports every node it changed', () => {
    fc.assert(fc.property(history, fc.nat(), (steps, cut) => {
      const whole = play(steps).changes().added;
      const half = cut % (steps.length + 1);
      const first = play(steps.slice(0, half)).changes().added.map((node) => ({ ...node }));
      const before = new Map(first.map((node) => [node.ordinal, { ...node }]));
      const forest = makeForest(first, first.length);
      let members = first.length;
      for (const [index, step] of steps.entries()) {
        if (index < half) continue;
        if (step.kind === 'register') {
          const referrer = step.shape === 'root' || members === 0 ? 0 : step.shape === 'chain' ? members : step.shape === 'star' ? 1 : (step.pick % members) + 1;
          members += 1;
          forest.register({ memberId: BigInt(members), referrerId: referrer === 0 ? null : BigInt(referrer), at });
        } else if (members > 0) buy(forest, BigInt((step.pick % members) + 1), step.kind, { position: BigInt(index), at, rules: easy });
      }
      const { added, changed } = forest.changes();
      for (const node of changed) before.set(node.ordinal, { ...node });
      expect([...before.values(), ...added]).toEqual(whole);
    }), { numRuns: 200 });
  });

  test('each promotion is told once and upwards, and nobody falls', () => {
    fc.assert(fc.property(history, (steps) => {
      const held = new Map<bigint, number>();
      for (const { node, from, to } of play(steps).changes().promotions) {
        expect(rankOf(from)).toBe(held.get(node.memberId) ?? 0);
        expect(rankOf(to)).toBeGreaterThan(rankOf(from));
        held.set(node.memberId, rankOf(to));
      }
    }), { numRuns: 200 });
  });
});
