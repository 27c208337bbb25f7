import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay } from '#kernel/day.ts';
import { allows } from '#kernel/state-machine.ts';
import { type ApplicationContent, EMPTY_CONTENT, faultsOf, isCreditCode, licenceStateOf, normaliseCreditCode, refuseOpenBusiness, tidyContent, TRANSITIONS } from './domain.ts';

const DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const body = fc.tuple(fc.constantFrom('91', '52', '12', 'N1', '93'), fc.stringMatching(/^\d{6}$/), fc.string({ unit: fc.constantFrom(...Array.from(DIGITS)), minLength: 9, maxLength: 9 })).map((parts) => parts.join(''));
const withCheck = (text: string): string => text + Array.from(DIGITS).filter((digit) => isCreditCode(text + digit)).join('');
const valid = body.map(withCheck);

describe('unified social credit codes (GB 32100)', () => {
  // The first is the standard's own example; the others are public codes of listed companies.
  test.each([
    ['91350100M000100Y43', true], ['91110000802100433B', true], ['91440300708461136T', true], ['91330100799655058B', true],
    ['91350100M000100Y44', false], ['91110000802100433C', false], ['91350100M000100Y4', false], ['91350100M000100Y430', false], ['', false],
    ['9135010OM000100Y43', false], ['9A350100M000100Y43', false], ['91ABCDEFM000100Y43', false],
  ])('%s: %s', (code, good) => expect(isCreditCode(code)).toBe(good));

  test('every body has exactly one check character', () => fc.assert(fc.property(body, (text) => {
    expect(withCheck(text)).toHaveLength(18);
  })));

  test('one wrong character is always found', () => {
    fc.assert(fc.property(valid, fc.nat(17), fc.constantFrom(...Array.from(DIGITS)), (code, at, digit) => {
      const wrong = code.slice(0, at) + digit + code.slice(at + 1);
      expect(isCreditCode(wrong)).toBe(wrong === code);
    }));
  });

  test('two neighbours that changed places are always found', () => {
    fc.assert(fc.property(valid, fc.nat(16), (code, at) => {
      const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2);
      expect(isCreditCode(swapped)).toBe(swapped === code);
    }));
  });

  test('are kept in capitals without spaces, also from wide letters', () => expect(normaliseCreditCode(' 9135 0100 m000100\uff5943 ')).toBe('91350100M000100Y43'));
});

test('the life of a supplier knows these steps and no others', () => {
  const states = Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[];
  const steps = states.flatMap((from) => states.filter((to) => allows(TRANSITIONS, { from, to })).map((to) => `${from} → ${to}`));
  expect(steps).toEqual([
    'draft → submitted', 'submitted → rejected', 'submitted → approved', 'rejected → submitted', 'approved → suspended', 'approved → exited', 'suspended → approved', 'suspended → exited',
  ]);
});

describe('an application', () => {
  const FULL: ApplicationContent = {
    companyName: 'Tea Hill Ltd', creditCode: '91350100M000100Y43', legalPerson: 'Lin', contactName: 'Mei', categoryIds: ['7'], regionCode: '330106', detail: 'Tea Road 1', licenceUntil: '2026-03-03', consentVersion: '1',
  };
  const FACTS = { pictures: [{ kind: 'licence' }], regionKnown: true, today: '2026-03-03' } as const;

  test.each<[string, Partial<ApplicationContent>, object, string[]]>([
    ['whole', {}, {}, []],
    ['on the last day of its licence', { licenceUntil: '2026-03-03' }, {}, []],
    ['with a licence without end', { licenceUntil: 'unlimited' }, {}, []],
    ['a day after its licence ended', { licenceUntil: '2026-03-02' }, {}, ['licenceUntil']],
    ['with a day that is none', { licenceUntil: '2027-02-30' }, {}, ['licenceUntil']],
    ['with a code mistyped', { creditCode: '91350100M000100Y44' }, {}, ['creditCode']],
    ['without a picture of the licence', {}, { pictures: [{ kind: 'permit' }] }, ['licence']],
    ['with a region that no address may end at', {}, { regionKnown: false }, ['regionCode']],
    ['without consent', { consentVersion: '' }, {}, ['consentVersion']],
    ['without anything', EMPTY_CONTENT, { pictures: [], regionKnown: false },
      ['companyName', 'creditCode', 'legalPerson', 'contactName', 'categoryIds', 'licenceUntil', 'licence', 'regionCode', 'detail', 'consentVersion']],
  ])('%s', (_name, content, facts, fields) => expect(faultsOf({ ...FULL, ...content }, { ...FACTS, ...facts })).toEqual(fields));

  test('is kept tidy', () => {
    expect(tidyContent({ ...FULL, companyName: '  Tea   Hill\u3000Ltd ', creditCode: '9135 0100 m000 100y 43', categoryIds: ['7', '7'] })).toEqual(FULL);
  });
});

test.each([[0n, 0n, 0, false], [1n, 0n, 0, true], [0n, 1n, 0, true], [0n, 0n, 1, true]])('an exit with %s orders, %s fen owed, %s goods on sale is refused: %s', (orders, payableFen, onSale, refused) => {
  const leave = (): void => refuseOpenBusiness({ orders, payableFen, onSale });
  if (refused) expect(leave).toThrow('suppliers.stillOpen');
  else expect(leave).not.toThrow();
});

test.each([
  ['unlimited', 'valid'], ['2026-03-03', 'valid'], ['2026-03-02', 'ending'], ['2026-01-31', 'ending'], ['2026-01-30', 'ended'], ['', 'ended'],
] as const)('a licence until "%s" is %s on 2026-01-31', (until, state) => expect(licenceStateOf(until, parseDay('2026-01-31'))).toBe(state));
