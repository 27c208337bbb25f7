/**
 * The worked and the decided examples of the design, copied as they are: every one is tested against the code, or its subject is not built yet.
 * There a shopkeeper is called owner, a partner provider, and "registered" is no level that earns.
 */
import { expect, test } from 'vitest';
import { readProject } from '#test/tidy/project.ts';
import decided from './decided-examples.json' with { type: 'json' };
import worked from './worked-examples.json' with { type: 'json' };

/** What cannot be tested before tips, merchants' rewards and decaying schedules are built. */
const NOT_BUILT: Readonly<Record<string, string>> = {
  'worked.tip': 'tips', 'worked.tip_max_payout': 'tips', 'worked.merchant_chain': 'merchants’ rewards', 'worked.wash_tip_payback_days': 'tips',
  'decided.tip_rounding': 'tips', 'decided.wash_tip_payback_days': 'tips',
};
/** Of these examples some are about what is not built: the geometric schedule and its preset, the merchant's chain (those in points). */
const IN_PART = ['worked.schedule', 'decided.presets', 'decided.differential'];

test('every example is used by a test, or names what is not built yet', () => {
  const tests = [...readProject({}).files].filter(([path]) => path.startsWith('server/src/') && path.endsWith('.test.ts')).map(([, text]) => text).join('\n');
  const names = [...Object.keys(worked).map((name) => `worked.${name}`), ...Object.keys(decided).map((name) => `decided.${name}`)].filter((name) => !name.endsWith('.units'));
  const used = names.filter((name) => new RegExp(`\\b${name.replace('.', '\\.')}\\b`).test(tests));
  expect(names.filter((name) => !used.includes(name)).toSorted()).toEqual(Object.keys(NOT_BUILT).toSorted());
  expect(used).toEqual(expect.arrayContaining(IN_PART));
});
