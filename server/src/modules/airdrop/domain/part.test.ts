/** What a grant has become, against exact fractions kept grant by grant through every noon and touch (docs/adr/0011). */
import { describe, expect, test } from 'vitest';
import { ModelFund } from '#test/sim/model-fund.ts';
import { type Fraction, fraction } from '#test/sim/naive-fund.ts';
import { seeded } from '#test/sim/random-history.ts';
import { type Part, partOf, type Step } from './part.ts';
import { isEligible, valueNow } from './stake.ts';

const PRICE_SCALE = 100_000_000n;
const add = (a: Fraction, b: Fraction): Fraction => fraction(a.up * b.down + b.up * a.down, a.down * b.down);
const times = (a: Fraction, up: bigint, down = 1n): Fraction => fraction(a.up * up, a.down * down);
const over = (a: Fraction, b: Fraction): Fraction => fraction(a.up * b.down, a.down * b.up);
const floor = ({ up, down }: Fraction): bigint => up / down;
const ZERO = fraction(0n);

interface NaivePart { readonly grant: number; left: Fraction; points: Fraction }

/** The fund by hand, every grant a pot of its own. */
class NaiveParts {
  readonly members = new Map<string, { parts: NaivePart[]; until: number }>();
  noons = 0;

  of(name: string) {
    const member = this.members.get(name) ?? { parts: [], until: -1 };
    this.members.set(name, member);
    return member;
  }

  shares(name: string): Fraction {
    return this.of(name).parts.reduce((sum, { left }) => add(sum, left), ZERO);
  }

  /** A touch cuts the stake to atoms; every pot loses in proportion. */
  private touch(name: string): bigint {
    const whole = this.shares(name);
    const kept = floor(whole);
    if (whole.up > 0n) for (const part of this.of(name).parts) part.left = over(times(part.left, kept), whole);
    return kept;
  }

  earn(name: string, grant: number, amount: bigint): void {
    this.touch(name);
    this.of(name).parts.push({ grant, left: fraction(amount), points: ZERO });
  }

  spend(name: string, amount: bigint): void {
    const kept = this.touch(name);
    if (kept >= amount && kept > 0n) for (const part of this.of(name).parts) part.left = times(part.left, kept - amount, kept);
  }

  until(name: string, day: number): void {
    const member = this.of(name);
    const paused = member.until <= this.noons;
    if (day > this.noons) {
      if (paused) this.touch(name);
      member.until = day;
    } else if (!paused) member.until = this.noons;
  }

  /** Takes a pot out; its fraction of an atom stays in the stake as nobody's. */
  reclaim(name: string, grant: number): Part {
    const now = this.now(name, grant);
    this.touch(name);
    const member = this.of(name);
    member.parts = member.parts.map((part) => (part.grant === grant ? { ...part, grant: -1, left: add(part.left, fraction(0n)), points: ZERO } : part));
    const dust = member.parts.find((part) => part.grant === -1 && floor(part.left) === now.shares && part.points === ZERO);
    if (dust) dust.left = fraction(dust.left.up - now.shares * dust.left.down, dust.left.down);
    return now;
  }

  /** A pot now, after the touch that taking it back is. */
  now(name: string, grant: number): Part {
    const whole = this.shares(name);
    const part = this.of(name).parts.find((one) => one.grant === grant);
    if (!part) return { shares: 0n, points: 0n };
    const left = whole.up === 0n ? ZERO : over(times(part.left, floor(whole)), whole);
    return { shares: floor(left), points: floor(part.points) };
  }

  noon(amount: bigint, price: bigint): void {
    this.noons += 1;
    const pots = [...this.members.values()].filter(({ until }) => until >= this.noons).flatMap(({ parts }) => parts);
    const total = pots.reduce((sum, { left }) => add(sum, left), ZERO);
    if (total.up === 0n) return;
    const burnsAll = price > 0n && amount * price * total.down >= total.up * PRICE_SCALE;
    const issued = burnsAll ? times(total, PRICE_SCALE, price) : fraction(amount);
    for (const part of pots) {
      const points = over(fraction(part.left.up * issued.up, part.left.down * issued.down), total);
      part.points = add(part.points, points);
      const burned = times(points, price, PRICE_SCALE);
      part.left = burnsAll ? ZERO : fraction(part.left.up * burned.down - burned.up * part.left.down, part.left.down * burned.down);
    }
  }
}

interface Grant { readonly id: number; readonly name: string; readonly amount: bigint; readonly after: number }

/** The engine's answer: the grant's steps are the member's intervals since, and the stretch that is open. */
function partIn(model: ModelFund, { name, amount, after }: Grant): Part {
  const stake = model.stakes.get(name);
  if (!stake) throw new Error(`no stake of ${name}`);
  const open: Step = { kind: 'open', from: stake.since, to: model.fund.current.day, until: stake.until, shares: stake.shares, sharesDelta: 0n, sharesAfter: valueNow(stake, model.fund).shares };
  return partOf(amount, [...(model.intervals.get(name) ?? []).slice(after).filter(({ kind }) => kind !== 'locked'), open], model.fund);
}

function play(seed: number) {
  const random = seeded(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const amount = (): bigint => [1n + BigInt(below(5)), BigInt(1 + below(1_000)), BigInt(1 + below(1e9)) * 997n, 300n * PRICE_SCALE][below(4)] ?? 1n;
  const naive = new NaiveParts();
  const model = new ModelFund();
  const names = Array.from({ length: 1 + below(4) }, (_, index) => `m${index}`);
  let standing: Grant[] = [];
  let taken = 0;
  for (const name of names) {
    model.operate(name, { kind: 'until', day: 5 });
    naive.until(name, 5);
  }
  const take = (grant: Grant): void => {
    const part = partIn(model, grant);
    expect(part, `seed ${seed}, grant ${grant.id}`).toEqual(naive.reclaim(grant.name, grant.id));
    model.operate(grant.name, { kind: 'reclaimed', part, relocked: 0n, onAccount: 0n });
    standing = standing.filter((one) => one !== grant);
    taken += 1;
  };
  for (let step = 0; step < 45; step++) {
    const name = names[below(names.length)] ?? 'm0';
    const dice = random();
    const [victim] = standing.slice(below(Math.max(standing.length, 1)));
    if (dice < 0.35) {
      const x = amount();
      model.operate(name, { kind: 'granted', amount: x });
      naive.earn(name, step, x);
      standing.push({ id: step, name, amount: x, after: model.intervals.get(name)?.length ?? 0 });
    } else if (dice < 0.6) {
      const price = [0n, 1n, 10_000_000n, PRICE_SCALE, 7n * PRICE_SCALE][below(5)] ?? 0n;
      const wanted = dice < 0.58 ? amount() / 3n : amount() * PRICE_SCALE;
      model.noon(model.fund.current.day + 1, { amount: wanted, price });
      naive.noon(wanted, price);
    } else if (dice < 0.75) {
      const day = model.fund.current.day + below(6) - 1;
      model.operate(name, { kind: 'until', day });
      naive.until(name, day);
    } else if (dice < 0.82) {
      const x = amount() / 2n;
      model.operate(name, { kind: 'spent', amount: x });
      naive.spend(name, x);
    } else if (victim) take(victim);
  }
  return { model, naive, names, takeAll: () => [...standing].forEach(take), count: () => taken };
}

describe('the part of a stake that a grant is', () => {
  test('equals exact fractions kept grant by grant, to the atom, through noons, touches, pauses, spending and other refunds', () => {
    let taken = 0;
    let generations = 0;
    for (let seed = 1; seed <= 250; seed++) {
      const history = play(seed);
      history.takeAll();
      taken += history.count();
      generations += history.model.fund.current.generation;
    }
    expect({ taken: taken > 2_500, generations: generations > 20 }).toEqual({ taken: true, generations: true });
  });

  test('taking every grant back leaves less than an atom a grant, of share value and of points, and owes nothing that was not earned', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const history = play(seed);
      history.takeAll();
      for (const name of history.names) {
        const stake = history.model.stakes.get(name);
        if (!stake) continue;
        const grants = BigInt((history.model.intervals.get(name) ?? []).filter(({ kind }) => kind === 'reclaimed').length);
        const now = valueNow(stake, history.model.fund);
        expect(now.shares <= grants, `seed ${seed}: ${now.shares} share atoms are left of ${grants} grants`).toBe(true);
        expect(stake.earned >= 0n && stake.owed >= 0n).toBe(true);
      }
    }
  });

  test('without a noon in between, granting and taking back changes nothing but the history', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const { model, names } = play(seed);
      for (const name of names) {
        const before = model.stakes.get(name);
        if (!before) continue;
        const [held, cohorts] = [valueNow(before, model.fund), model.unitsByUntil()];
        model.operate(name, { kind: 'settled' });
        const settled = model.unitsByUntil();
        model.operate(name, { kind: 'granted', amount: 12_345n });
        const part = partIn(model, { id: 0, name, amount: 12_345n, after: model.intervals.get(name)?.length ?? 0 });
        expect(part).toEqual({ shares: 12_345n, points: 0n });
        model.operate(name, { kind: 'reclaimed', part, relocked: 0n, onAccount: 0n });
        const after = model.stakes.get(name);
        if (!after) throw new Error('the stake stays');
        expect(valueNow(after, model.fund).shares).toBe(held.shares);
        expect({ ...after, since: 0, shares: 0n, fraction: 0n, earned: after.earned, owed: after.owed }).toMatchObject({ until: before.until, locked: before.locked });
        expect(model.unitsByUntil()).toEqual(settled);
        if (!isEligible(before, model.fund.current)) expect(model.unitsByUntil()).toEqual(cohorts);
      }
    }
  });
});

describe('what a member had spent is owed', () => {
  test('what noons earn him goes to the pool until it is paid, and then to him', () => {
    const model = new ModelFund();
    for (const name of ['ann', 'bob']) {
      model.operate(name, { kind: 'granted', amount: 100n * PRICE_SCALE });
      model.operate(name, { kind: 'until', day: 50 });
    }
    const grant = { id: 1, name: 'ann', amount: 100n * PRICE_SCALE, after: model.intervals.get('ann')?.length ?? 0 };
    model.operate('ann', { kind: 'granted', amount: 100n * PRICE_SCALE });
    const late = { ...grant, after: grant.after + 1 };
    model.noon(1, { amount: 30n, price: 0n });
    const part = partIn(model, late);
    expect(part).toEqual({ shares: 100n * PRICE_SCALE, points: 10n });
    // All 20 points were spent elsewhere after they were credited.
    model.operate('ann', { kind: 'settled' });
    model.operate('ann', { kind: 'reclaimed', part, relocked: 0n, onAccount: 4n });
    expect(model.stakes.get('ann')).toMatchObject({ owed: 6n, earned: 10n });
    model.noon(2, { amount: 8n, price: 0n });
    model.operate('ann', { kind: 'settled' });
    expect(model.stakes.get('ann')).toMatchObject({ owed: 2n, earned: 14n });
    model.noon(3, { amount: 8n, price: 0n });
    model.operate('ann', { kind: 'settled' });
    expect(model.stakes.get('ann')).toMatchObject({ owed: 0n, earned: 18n });
  });
});
