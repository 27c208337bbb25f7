import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEVELS, type Level, rankOf } from '#kernel/level.ts';
import { readPack, rulesFrom, SEED_PACK } from '#modules/rules/index.ts';
import { foldUp, levelSteps, makeBatch, type Place, type Standing } from './domain.ts';

const rules = rulesFrom(readPack(SEED_PACK), 1);

/** A forest of members 1…n; parents[i] is the referrer of member i + 1, 0 for none. */
function placesOf(parents: readonly number[]): Map<bigint, Place> {
  const places = new Map<bigint, Place>();
  parents.forEach((parent, index) => {
    const above = parent === 0 ? undefined : places.get(BigInt(parent));
    places.set(BigInt(index + 1), { memberId: BigInt(index + 1), referrerId: above?.memberId ?? null, depth: above ? above.depth + 1 : 0 });
  });
  return places;
}

describe('what happens below a member adds up', () => {
  test('along a chain everybody above gets the money, the direct referrer alone counts the head as direct', () => {
    const batch = makeBatch();
    batch.bought(3n, 100n);
    batch.moved(3n, { from: 'registered', to: 'vip' });
    const rises = foldUp(placesOf([0, 1, 2]), batch.changes);
    expect(rises.get(3n)).toEqual({ ownFen: 100n, team: { salesFen: 0n, people: [0, 0, 0, 0, 0, 0] }, direct: [0, 0, 0, 0, 0, 0] });
    expect(rises.get(2n)).toEqual({ ownFen: 0n, team: { salesFen: 100n, people: [-1, 0, 1, 0, 0, 0] }, direct: [-1, 0, 1, 0, 0, 0] });
    expect(rises.get(1n)).toEqual({ ownFen: 0n, team: { salesFen: 100n, people: [-1, 0, 1, 0, 0, 0] }, direct: [0, 0, 0, 0, 0, 0] });
  });

  test('a purchase and its refund in one batch leave nothing', () => {
    const batch = makeBatch();
    batch.bought(2n, 70n);
    batch.bought(2n, -70n);
    expect([...foldUp(placesOf([0, 1]), batch.changes).values()].every(({ ownFen, team }) => ownFen === 0n && team.salesFen === 0n)).toBe(true);
  });

  test('a member without a place is a bug', () => {
    const batch = makeBatch();
    batch.bought(9n, 1n);
    expect(() => foldUp(placesOf([0]), batch.changes)).toThrow(/stands in the team/);
  });

  const forest = fc.array(fc.nat(), { minLength: 1, maxLength: 60 }).map((picks) => picks.map((pick, index) => (pick % 5 === 0 ? 0 : pick % (index + 1))));
  const deeds = fc.array(fc.record({ who: fc.nat(), fen: fc.integer({ min: -500, max: 1_000 }), from: fc.constantFrom(...LEVELS), to: fc.constantFrom(...LEVELS) }), { maxLength: 60 });

  test('in every forest the sums equal a naive recursion over the children', () => {
    fc.assert(fc.property(forest, deeds, (parents, happened) => {
      const places = placesOf(parents);
      const batch = makeBatch();
      const own = parents.map(() => ({ fen: 0n, people: [0, 0, 0, 0, 0, 0] }));
      for (const { who, fen, from, to } of happened) {
        const index = who % parents.length;
        const mine = own[index];
        if (!mine) continue;
        batch.bought(BigInt(index + 1), BigInt(fen));
        batch.moved(BigInt(index + 1), { from, to });
        mine.fen += BigInt(fen);
        mine.people[rankOf(from)] = (mine.people[rankOf(from)] ?? 0) - 1;
        mine.people[rankOf(to)] = (mine.people[rankOf(to)] ?? 0) + 1;
      }
      const below = (member: number): { fen: bigint; people: number[] } => parents.reduce((sum, parent, index) => {
        if (parent !== member) return sum;
        const deeper = below(index + 1);
        const mine = own[index] ?? { fen: 0n, people: [] };
        return { fen: sum.fen + mine.fen + deeper.fen, people: sum.people.map((count, rank) => count + (mine.people[rank] ?? 0) + (deeper.people[rank] ?? 0)) };
      }, { fen: 0n, people: [0, 0, 0, 0, 0, 0] });
      const rises = foldUp(places, batch.changes);
      parents.forEach((_parent, index) => {
        const expected = below(index + 1);
        const { fen, people } = { fen: rises.get(BigInt(index + 1))?.team.salesFen ?? 0n, people: rises.get(BigInt(index + 1))?.team.people ?? [0, 0, 0, 0, 0, 0] };
        expect({ fen, people }).toEqual(expected);
      });
    }), { numRuns: 200 });
  });
});

describe('the way to the next level', () => {
  const standing = (earned: Level, counters: Partial<Standing> = {}): Standing => ({ earned, directVip: 0, teamVip: 0, directShopkeeper: 0, directDealer: 0, ...counters });
  const step = (of: Standing, level: Level) => levelSteps(of, rules)[rankOf(level)];

  test.each<[string, Standing, Level, unknown[]]>([
    ['a newcomer buys anything for a patron', standing('registered'), 'patron', [{ kind: 'purchase', zone: 'ordinary', met: false }]],
    ['and a package for a VIP', standing('patron'), 'vip', [{ kind: 'purchase', zone: 'vip', met: false }]],
    ['a VIP with 4 of 6 and 35 of 66 misses 2 and 31', standing('vip', { directVip: 4, teamVip: 35 }), 'shopkeeper', [
      { kind: 'level', level: 'vip', met: true }, { kind: 'count', counter: 'directVip', least: 6, have: 4, missing: 2, met: false },
      { kind: 'count', counter: 'teamVip', least: 66, have: 35, missing: 31, met: false }]],
    ['more than enough misses nothing', standing('vip', { directVip: 9, teamVip: 60 }), 'shopkeeper', [
      { kind: 'level', level: 'vip', met: true }, { kind: 'count', counter: 'directVip', least: 6, have: 9, missing: 0, met: true },
      { kind: 'count', counter: 'teamVip', least: 66, have: 60, missing: 6, met: false }]],
    ['a patron who invited many still needs a package to climb', standing('patron', { directVip: 6, teamVip: 66 }), 'shopkeeper', [
      { kind: 'level', level: 'vip', met: false }, { kind: 'count', counter: 'directVip', least: 6, have: 6, missing: 0, met: true },
      { kind: 'count', counter: 'teamVip', least: 66, have: 66, missing: 0, met: true }]],
    ['a partner needs dealers among his own', standing('dealer', { directDealer: 1 }), 'partner', [
      { kind: 'level', level: 'vip', met: true }, { kind: 'count', counter: 'directDealer', least: 2, have: 1, missing: 1, met: false }]],
  ])('%s', (_name, of, level, conditions) => {
    expect(step(of, level)?.conditions).toEqual(conditions);
  });

  test('the numbers are those of the pack, not of the code', () => {
    const pack = readPack(SEED_PACK);
    const changed = rulesFrom({ ...pack, parameters: { ...pack.parameters, 'level.shopkeeper.direct_vip': { value: '11', paragraph: 'R4.3.3' }, 'level.shopkeeper.extra_rate': { value: '0.07', paragraph: 'R4.3.3' } } }, 2);
    const shopkeeper = levelSteps(standing('vip'), changed)[rankOf('shopkeeper')];
    expect(shopkeeper).toMatchObject({ extraPpm: 70_000n, directPpm: 400_000n });
    expect(shopkeeper?.conditions[1]).toMatchObject({ least: 11, missing: 11 });
  });

  test('reached is everything up to the own level; sharing begins at a patron', () => {
    expect(levelSteps(standing('vip'), rules).map(({ level, reached, mayShare }) => [level, reached, mayShare])).toEqual([
      ['registered', true, false], ['patron', true, true], ['vip', true, true], ['shopkeeper', false, true], ['dealer', false, true], ['partner', false, true]]);
  });
});
