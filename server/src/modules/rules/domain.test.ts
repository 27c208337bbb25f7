import { describe, expect, test } from 'vitest';
import { Refusal } from '#kernel/errors.ts';
import { LEVELS } from '#kernel/level.ts';
import { PARAMETER_KEYS, rulesFrom, topRatePpm } from './domain.ts';
import { DEMO_PACK, SEED_2500_PACK, SEED_PART4_PACK } from './index.ts';
import { readPack } from './pack.ts';
import seed from './packs/seed.json' with { type: 'json' };
import texts from './texts.json' with { type: 'json' };

type Draft = { name: string; parameters: Record<string, { value: string; paragraph: string }>; names: Record<string, Record<string, string>> };
const draft = (): Draft => structuredClone(seed);
const problemsOf = (value: unknown): string => {
  try {
    readPack(value);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'rules.invalidPack') return String(error.details['problems']);
    throw error;
  }
  return '';
};

describe('the seed pack is the source document to the digit', () => {
  const rules = rulesFrom(readPack(seed), 7);

  test('register, share, zones', () => {
    expect(rules.version).toBe(7);
    expect(rules.registerBonusSv).toBe(300_00000000n);
    expect(rules.share).toEqual({ minLevel: 'patron', activationBonusSv: 100_00000000n });
    expect(rules.zones).toEqual({ ordinary: { svMultiplePpm: 1_000_000n, level: 'patron' }, vip: { svMultiplePpm: 2_000_000n, level: 'vip' } });
  });

  test.each([
    ['registered', 0n, 0n, {}],
    ['patron', 400_000n, 0n, {}],
    ['vip', 400_000n, 0n, {}],
    ['shopkeeper', 400_000n, 100_000n, { directVip: 6, teamVip: 66 }],
    ['dealer', 400_000n, 150_000n, { directShopkeeper: 2 }],
    ['partner', 400_000n, 200_000n, { directDealer: 2 }],
  ] as const)('level %s', (level, directPpm, extraPpm, requires) => {
    expect(rules.levels[level]).toEqual({ directPpm, extraPpm, requires });
  });

  test('all referrers together earn at most 60 %', () => expect(topRatePpm(rules)).toBe(600_000n));

  test('supply, plan, noon', () => {
    expect(rules.supply).toEqual({ totalPts: 2_500_000_00000000n, foundersPts: 675_000_00000000n });
    expect(rules.plan).toEqual({ budgetFen: 10_000_000_000_00n, consumedPpm: 300_000n });
    expect(rules.airdrop).toEqual({ noonMs: 43_200_000, closeMs: 86_340_000, dailyPts: 1_000_00000000n, days: 1825, halveDays: 0, maxDailyYieldPpm: 1_000_000n, carry: 'tail' });
    expect(rules.repurchase).toEqual({
      noons: 30, mostNoons: 90, thresholdFen: { registered: null, patron: null, vip: null, shopkeeper: null, dealer: null, partner: null },
    });
    expect(rules.yield).toEqual({ lowPpm: 500n, highPpm: 1_000n });
    expect(rules.price).toEqual({ initialAtoms: 10_000_000n, monotone: 'enforce' });
    expect(rules.controlThresholdSv).toBe(20_000_000_00000000n);
    expect(rules.faceValueFen).toBe(100n);
  });

  test('the ceiling that follows is 5,714 yuan (N2)', () => {
    const { plan, supply } = rules;
    expect((plan.budgetFen * 100_000_000n * 1_000_000n) / (supply.totalPts * (1_000_000n - plan.consumedPpm)) / 100n).toBe(5714n);
  });
});

describe('the presets beside the seed', () => {
  test('ten times the supply sums to 25,000,000, with a planned ceiling of 571 yuan (N2)', () => {
    const { airdrop, supply, plan } = rulesFrom(readPack(SEED_2500_PACK), 1);
    expect([airdrop.dailyPts * BigInt(airdrop.days), supply.foundersPts, supply.totalPts]).toEqual([18_250_000_00000000n, 6_750_000_00000000n, 25_000_000_00000000n]);
    expect((plan.budgetFen * 100_000_000n * 1_000_000n) / (supply.totalPts * (1_000_000n - plan.consumedPpm)) / 100n).toBe(571n);
  });

  test('100 a day halving every 30 days comes to 6,000; a halving schedule that leaves more than a day of it, or less than nothing, is refused (N2)', () => {
    const { airdrop, supply } = rulesFrom(readPack(SEED_PART4_PACK), 1);
    expect([airdrop.dailyPts, airdrop.halveDays, supply.totalPts]).toEqual([100_00000000n, 30, 6_000_00000000n]);
    for (const [key, value] of [['airdrop.days', '60'], ['supply.total', '5999'], ['airdrop.halve_days', '31'], ['airdrop.halve_days', '0']] as const) {
      const pack = structuredClone(SEED_PART4_PACK) as Draft;
      pack.parameters[key] = { value, paragraph: 'N2' };
      expect(problemsOf(pack), key).toMatch(/supply\.total/);
    }
  });

  test('the demo states the repurchase amounts that the source leaves open, and nothing else', () => {
    const { name: _, parameters, ...rest } = readPack(DEMO_PACK);
    const { name: __, parameters: source, ...same } = readPack(seed);
    expect(rest).toEqual(same);
    expect(PARAMETER_KEYS.filter((key) => parameters[key].value !== source[key].value)).toEqual(PARAMETER_KEYS.filter((key) => source[key].value === 'unset'));
    expect(rulesFrom(readPack(DEMO_PACK), 1).repurchase.thresholdFen).toEqual({ registered: 10_000n, patron: 10_000n, vip: 10_000n, shopkeeper: 20_000n, dealer: 30_000n, partner: 50_000n });
  });

  test.each(['0', '-1', '0.001', 'none', ''])('a repurchase amount of "%s" is refused', (value) => {
    const pack = draft();
    pack.parameters['repurchase.vip.amount'] = { value, paragraph: 'R4.8.1' };
    expect(problemsOf(pack)).toMatch(/repurchase\.vip\.amount/);
  });

  test('a window that no extension fits into is refused', () => {
    const pack = draft();
    pack.parameters['repurchase.max_days'] = { value: '29', paragraph: 'N7' };
    expect(problemsOf(pack)).toMatch(/max_days is below/);
  });
});

const spoiled = (key: string, change: Partial<Draft['parameters'][string]>) => (pack: Draft): void => {
  pack.parameters[key] = { value: '', paragraph: '', ...pack.parameters[key], ...change };
};

describe('a pack that is not sound is refused', () => {
  test.each<[string, (pack: Draft) => unknown, RegExp]>([
    ['a parameter is missing', (p) => delete p.parameters['register.sv_bonus'], /register\.sv_bonus/],
    ['a parameter is unknown', spoiled('register.bonus', { value: '1', paragraph: 'R1' }), /parameters/],
    ['an amount is negative', spoiled('register.sv_bonus', { value: '-300' }), /register\.sv_bonus/],
    ['an amount is finer than an atom', spoiled('register.sv_bonus', { value: '0.000000001' }), /register\.sv_bonus/],
    ['a rate is above one', spoiled('yield.high', { value: '1.1' }), /yield\.high/],
    ['a level is unknown', spoiled('share.min_level', { value: 'owner' }), /share\.min_level/],
    ['a time does not exist', spoiled('airdrop.time', { value: '24:00' }), /airdrop\.time/],
    ['a paragraph is not cited', spoiled('airdrop.time', { paragraph: '' }), /airdrop\.time/],
    ['a name is missing', (p) => delete p.names['en']?.['vip'], /names\/en/],
    ['the schedule does not sum to the pool', spoiled('airdrop.daily', { value: '10000' }), /supply\.total/],
    ['a higher level earns less', spoiled('level.dealer.extra_rate', { value: '0.05' }), /dealer earns less/],
    ['referrers earn more than the purchase', spoiled('level.partner.extra_rate', { value: '0.7' }), /more than the purchase/],
    ['the yield band is upside down', spoiled('yield.low', { value: '0.01' }), /yield\.low/],
    ['the day closes before noon', spoiled('airdrop.close_time', { value: '11:00' }), /close_time/],
  ])('%s', (_name, spoil, problem) => {
    const pack = draft();
    spoil(pack);
    expect(problemsOf(pack)).toMatch(problem);
  });

  test.each([null, undefined, 3, [], {}, 'seed'])('%j is no pack', (value) => expect(problemsOf(value)).not.toBe(''));
});

test('every parameter has a title in both languages, every level and asset a name', () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    expect(Object.keys(texts[locale])).toEqual(expect.arrayContaining(PARAMETER_KEYS.map((key) => `rules.parameter.${key}`)));
    for (const name of ['SV', 'PTS', ...LEVELS]) expect(Object.keys(seed.names[locale])).toContain(name);
  }
});
