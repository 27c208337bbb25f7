import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DECIMALS, formatAtoms, parseAtoms, PPM } from '#kernel/amount.ts';
import { LEVELS, type Level } from '#kernel/level.ts';
import { readPack, rulesFrom, SEED_PACK, topRatePpm } from '#modules/rules/index.ts';
import decided from '#test/vectors/decided-examples.json' with { type: 'json' };
import worked from '#test/vectors/worked-examples.json' with { type: 'json' };
import { decidePayees, gainOf, payeeGrants, shareBonusGrant, stopLevel, zonesOf } from './domain.ts';

const rules = rulesFrom(readPack(SEED_PACK), 1);
const sv = (text: string): bigint => {
  const atoms = parseAtoms(text, DECIMALS.SV);
  if (atoms === undefined) throw new Error(`${text} is no amount`);
  return atoms;
};
/** The vectors call some levels otherwise. */
const NAMES: Readonly<Record<string, Level>> = { owner: 'shopkeeper', provider: 'partner' };
const levelNamed = (name: string): Level => NAMES[name] ?? LEVELS.find((level) => level === name) ?? 'registered';
/** Ancestors 1, 2, 3 … from the direct referrer upwards. */
const line = (levels: readonly Level[]) => levels.map((level, index) => ({ memberId: BigInt(index + 1), level, distance: index + 1 }));
/** What each ancestor earns of `base`, in order. */
const earned = (levels: readonly Level[], base: bigint): bigint[] => {
  const grants = payeeGrants(decidePayees(line(levels), rules).payees, base, rules);
  return levels.map((_, index) => grants.find(({ memberId }) => memberId === BigInt(index + 1))?.amount ?? 0n);
};
const piece = (zone: 'ordinary' | 'vip', unitSv: bigint, quantity = 1) =>
  ({ productId: '1', skuId: '1', quantity, unitFen: '0', supplyFen: '0', unitSv: unitSv.toString(), zone });

describe('the worked examples', () => {
  test.each(worked.platform_chain)('chain of $chain earns $reward of $base_sv', ({ base_sv, chain, reward }) => {
    expect(earned(chain.map(levelNamed), sv(base_sv)).map((atoms) => atoms)).toEqual(reward.map(sv));
  });

  test.each(decided.differential.flatMap((example) => ('base_sv' in example ? [example] : [])))('differential of $chain is $sv', ({ base_sv, chain, sv: shares }) => {
    expect(earned(chain.map(levelNamed), sv(base_sv ?? ''))).toEqual((shares ?? []).map(sv));
  });

  test.each(worked.packages)('a package of $price makes $buyer_active_total active and gives the direct VIP $direct_vip_referrer', (example) => {
    const { gainSv } = gainOf([piece('vip', sv(example.price))], rules);
    expect(gainSv).toBe(sv(example.buyer_sv));
    expect(rules.registerBonusSv).toBe(sv(example.unlocked));
    expect(gainSv + rules.registerBonusSv).toBe(sv(example.buyer_active_total));
    const [direct] = payeeGrants(decidePayees(line(['vip']), rules).payees, gainSv, rules);
    expect(shareBonusGrant(1n, rules).amount + (direct?.amount ?? 0n)).toBe(sv(example.direct_vip_referrer));
  });

  test('the levels need what the examples say', () => {
    const { owner, dealer, provider } = worked.levels;
    expect(rules.levels.shopkeeper.requires).toEqual({ directVip: owner.direct_vip, teamVip: owner.team_vip });
    expect(rules.levels.dealer.requires).toEqual({ directShopkeeper: dealer.direct_owner });
    expect(rules.levels.partner.requires).toEqual({ directDealer: provider.direct_dealer });
  });
});

describe('payees', () => {
  test.each<[string, Level[], bigint | null, bigint[]]>([
    ['nobody above', [], null, []],
    ['a registered referrer earns nothing and his part goes to nobody', ['registered', 'vip'], null, [0n, 0n]],
    ['a patron earns the direct share', ['patron'], 1n, [400_000n]],
    ['a partner as direct referrer takes all', ['partner', 'partner'], 1n, [600_000n, 0n]],
    ['equal levels earn nothing over each other', ['shopkeeper', 'shopkeeper'], 1n, [500_000n, 0n]],
    ['whoever is below what was paid earns nothing, then the next higher earns the rest', ['vip', 'dealer', 'shopkeeper', 'partner'], 1n, [400_000n, 150_000n, 0n, 50_000n]],
    ['patrons and VIPs above earn nothing', ['vip', 'patron', 'vip', 'dealer'], 1n, [400_000n, 0n, 0n, 150_000n]],
  ])('%s', (_name, levels, sharerId, shares) => {
    const { payees, ...rest } = decidePayees(line(levels), rules);
    expect(rest.sharerId).toBe(sharerId);
    expect(levels.map((_, i) => payees.filter((p) => p.memberId === BigInt(i + 1)).reduce((sum, p) => sum + p.directPpm + p.extraPpm, 0n))).toEqual(shares);
  });

  test('nobody above the first partner is looked at', () => {
    function* ancestors() {
      yield { memberId: 1n, level: 'vip', distance: 1 } as const;
      yield { memberId: 2n, level: 'partner', distance: 2 } as const;
      throw new Error('looked too far');
    }
    expect(decidePayees(ancestors(), rules).payees).toHaveLength(2);
    expect(stopLevel(rules)).toBe('partner');
  });

  test('whatever the line, shares are within the top rate, fall on a rising staircase, and rounding loses less than an atom a payee', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...LEVELS), { maxLength: 40 }), fc.bigInt(0n, 10n ** 14n), (levels, base) => {
      const { payees } = decidePayees(line(levels), rules);
      const rate = payees.reduce((sum, payee) => sum + payee.directPpm + payee.extraPpm, 0n);
      expect(rate).toBeLessThanOrEqual(topRatePpm(rules));
      // Said differently: the direct share, plus the highest extra anywhere in the line.
      const highest = levels.reduce((top, level) => (rules.levels[level].extraPpm > top ? rules.levels[level].extraPpm : top), 0n);
      expect(rate).toBe(highest + (levels[0] === undefined || levels[0] === 'registered' ? 0n : 400_000n));
      const paid = payeeGrants(payees, base, rules).reduce((sum, grant) => sum + grant.amount, 0n);
      expect(paid * PPM).toBeLessThanOrEqual(base * rate);
      expect(paid * PPM).toBeGreaterThan(base * rate - BigInt(payees.length + 1) * PPM);
      for (const [i, payee] of payees.entries()) expect(payee.distance).toBeGreaterThan(payees[i - 1]?.distance ?? 0);
    }), { numRuns: 500 });
  });
});

describe('N5 said differently', () => {
  type Table = typeof rules;
  /** Straight from the decision: the direct part, then to each ancestor his own extra less the highest extra paid below him, until the top is reached. */
  const naive = (levels: readonly Level[], table: Table): bigint[] => {
    const top = LEVELS.reduce((most, level) => (table.levels[level].extraPpm > most ? table.levels[level].extraPpm : most), 0n);
    let isOver = false;
    return levels.map((level, index) => {
      if (isOver) return 0n;
      const below = levels.slice(0, index).reduce((most, one) => (table.levels[one].extraPpm > most ? table.levels[one].extraPpm : most), 0n);
      const own = table.levels[level].extraPpm;
      isOver = (own > below ? own : below) === top;
      return (index === 0 && LEVELS.indexOf(level) >= LEVELS.indexOf('patron') ? table.levels[level].directPpm : 0n) + (own > below ? own - below : 0n);
    });
  };
  const decidedBy = (levels: readonly Level[], table: Table): bigint[] => {
    const { payees } = decidePayees(line(levels), table);
    const rates = new Map(payees.map(({ memberId, directPpm, extraPpm }) => [memberId, directPpm + extraPpm]));
    return levels.map((_, index) => rates.get(BigInt(index + 1)) ?? 0n);
  };

  test('every chain of up to five ancestors is paid just so', () => {
    let chains = 0;
    const walk = (levels: readonly Level[]): void => {
      chains += 1;
      const [got, wanted] = [decidedBy(levels, rules), naive(levels, rules)];
      if (got.join() !== wanted.join()) expect(got, levels.join()).toEqual(wanted);
      if (levels.length < 5) for (const level of LEVELS) walk([...levels, level]);
    };
    walk([]);
    expect(chains).toBe(1 + 6 + 36 + 216 + 1_296 + 7_776);
  });

  test('so is any chain of up to twelve under any rules whose higher levels earn no less, and nobody above the top level gets anything', () => {
    const rising = fc.array(fc.bigInt(0n, 100_000n), { minLength: 5, maxLength: 5 }).map((steps) => steps.map((_, i) => steps.slice(0, i + 1).reduce((sum, one) => sum + one, 0n)));
    fc.assert(fc.property(rising, rising, fc.array(fc.constantFrom(...LEVELS), { maxLength: 12 }), (direct, extra, levels) => {
      const earning = (name: Exclude<Level, 'registered'>) => ({ ...rules.levels[name], directPpm: direct[LEVELS.indexOf(name) - 1] ?? 0n, extraPpm: extra[LEVELS.indexOf(name) - 1] ?? 0n });
      const table: Table = { ...rules, levels: {
        registered: rules.levels.registered, patron: earning('patron'), vip: earning('vip'), shopkeeper: earning('shopkeeper'), dealer: earning('dealer'), partner: earning('partner'),
      } };
      const rates = decidedBy(levels, table);
      expect(rates).toEqual(naive(levels, table));
      expect(rates.reduce((sum, rate) => sum + rate, 0n)).toBeLessThanOrEqual(topRatePpm(table));
      const top = levels.findIndex((level) => table.levels[level].extraPpm === table.levels.partner.extraPpm);
      if (top >= 0) expect(rates.slice(top + 1).every((rate) => rate === 0n)).toBe(true);
    }), { numRuns: 2_000 });
  });

  test('each payee gets the whole atoms of his exact share, and together less than an atom each is lost', () => {
    const lineage = fc.array(fc.constantFrom(...LEVELS), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(lineage, fc.bigInt(0n, 10n ** 16n), (levels, base) => {
      const { payees } = decidePayees(line(levels), rules);
      const grants = new Map(payeeGrants(payees, base, rules).map((grant) => [grant.memberId, grant.amount]));
      let exact = 0n;
      let paid = 0n;
      for (const { memberId, directPpm, extraPpm } of payees) {
        const share = base * (directPpm + extraPpm);
        const amount = grants.get(memberId) ?? 0n;
        expect(amount * PPM <= share && share < (amount + 1n) * PPM).toBe(true);
        exact += share;
        paid += amount;
      }
      expect(paid * PPM).toBeLessThanOrEqual(exact);
      if (payees.length > 0) expect(exact - paid * PPM).toBeLessThan(BigInt(payees.length) * PPM);
      expect([...grants.keys()].every((memberId) => payees.some((payee) => payee.memberId === memberId))).toBe(true);
    }));
  });
});

describe('what the buyer gains', () => {
  test('is the whole atoms of each line under any multiple, and the sum of the lines', () => {
    const bought = fc.array(fc.record({ zone: fc.constantFrom('ordinary' as const, 'vip' as const), unitSv: fc.bigInt(0n, 10n ** 15n), quantity: fc.integer({ min: 1, max: 999 }) }), { minLength: 1, maxLength: 50 });
    fc.assert(fc.property(bought, fc.bigInt(0n, 9_999_999n), (all, svMultiplePpm) => {
      const table = { ...rules, zones: { ...rules.zones, vip: { ...rules.zones.vip, svMultiplePpm } } };
      const exact = all.reduce((sum, { zone, unitSv, quantity }) => sum + unitSv * BigInt(quantity) * table.zones[zone].svMultiplePpm, 0n);
      const { gainSv } = gainOf(all.map(({ zone, unitSv, quantity }) => piece(zone, unitSv, quantity)), table);
      expect(gainSv * PPM).toBeLessThanOrEqual(exact);
      expect(exact - gainSv * PPM).toBeLessThan(BigInt(all.length) * PPM);
    }));
  });

  test.each([
    ['one piece in the ordinary zone', [piece('ordinary', sv('59.9'))], '59.90000000', 'patron', false],
    ['three pieces', [piece('ordinary', sv('0.00000001'), 3)], '0.00000003', 'patron', false],
    ['a package doubles', [piece('vip', sv('399'))], '798.00000000', 'vip', true],
    ['both zones in one order', [piece('ordinary', sv('10')), piece('vip', sv('399'), 2)], '1606.00000000', 'vip', true],
    ['goods without share value', [piece('ordinary', 0n)], '0.00000000', 'patron', false],
  ] as const)('%s', (_name, lines, gain, to, isPackage) => {
    const { gainSv, steps } = gainOf([...lines], rules);
    expect(formatAtoms(gainSv, DECIMALS.SV)).toBe(gain);
    expect(zonesOf([...lines], rules)).toEqual({ package: isPackage, to });
    expect(steps).toHaveLength(lines.length === 1 ? 1 : lines.length + 1);
  });

  test('every step of a reward carries its numbers', () => {
    const [direct] = payeeGrants(decidePayees(line(['shopkeeper']), rules).payees, sv('798'), rules);
    expect(direct).toMatchObject({ kind: 'direct', paragraph: 'R4.10.3', amount: sv('399'), steps: [
      { key: 'rewards.step.base', params: { baseSv: '79800000000' } },
      { key: 'rewards.step.direct', params: { level: 'shopkeeper', directPpm: '400000' } },
      { key: 'rewards.step.extra', params: { level: 'shopkeeper', levelPpm: '100000', paidPpm: '0', extraPpm: '100000' } },
      { key: 'rewards.step.share', params: { baseSv: '79800000000', ratePpm: '500000', amountSv: '39900000000' } },
    ] });
  });
});
