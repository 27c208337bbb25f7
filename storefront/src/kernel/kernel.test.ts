import { createHash } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fill } from './fill';
import { phoneIsPlausible } from './phone';
import { base64, solve } from './proof';
import { sha256 } from './sha256';
import { dayOf, momentOf, timeOf } from './time';
import { shownParam, stepText } from './why';

describe('time is always that of Shanghai', () => {
  test.each([['2026-11-23T03:59:59Z', '2026-11-23', '11:59'], ['2026-11-23T16:00:00Z', '2026-11-24', '00:00'], ['2026-12-31T20:30:00.123Z', '2027-01-01', '04:30']])('%s is %s %s', (instant, day, time) => {
    expect([dayOf(instant), timeOf(instant), momentOf(instant)]).toEqual([day, time, `${day} ${time}`]);
  });
});

test.each([['13800000001', true], [' 13800000001 ', true], ['12800000001', false], ['1380000000', false], ['+8613800000001', false]])('%s as a mobile number: %s', (phone, plausible) => {
  expect(phoneIsPlausible(phone)).toBe(plausible);
});

test('sha256 equals Node\'s for messages of every length up to three blocks, and random ones', () => {
  for (let length = 0; length <= 192; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
    expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
    expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  }));
});
test('base64 equals Node\'s for ASCII', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 100 }), (text) => {
    expect(base64(text)).toBe(Buffer.from(text).toString('base64'));
  }));
});
test('the work done here is accepted by the library the server checks with, and rests on the way', async () => {
  const hmacSignatureSecret = 'a secret of at least thirty-two characters';
  const challenge = await createChallenge({ algorithm: 'SHA-256', cost: 1, keyPrefix: '000', deriveKey, hmacSignatureSecret });
  let rests = 0;
  const proof = await solve(JSON.parse(JSON.stringify(challenge)), async () => { rests += 1; });
  const { solution } = JSON.parse(Buffer.from(proof, 'base64').toString()) as { solution: { counter: number; derivedKey: string; time: number } };
  const result = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret });
  expect(result.verified).toBe(true);
  expect(rests).toBe(Math.floor((solution.counter + 1) / 2000));
});
test('a challenge of another kind is refused and not worked on', async () => {
  for (const wrong of [null, {}, { parameters: { algorithm: 'SCRYPT', cost: 1 }, signature: '' }, { parameters: { algorithm: 'SHA-256', cost: 9 }, signature: '' }]) {
    await expect(solve(wrong, async () => undefined)).rejects.toThrow(TypeError);
  }
});

test('a placeholder without a value stays visible', () => {
  expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}');
});

describe('the steps of an explanation', () => {
  test.each([
    ['amountSv', '79800000000', '798'], ['pointsPts', '412345678', '4.12345678'], ['paidFen', '39900', '399'], ['guidePrice', '10000000', '0.1'], ['ratePpm', '400000', '40%'],
    ['quantity', 2, '2'], ['after', '1097.58765400', '1,097.587654'], ['change', '-0.50000000', '-0.5'], ['total', '266281.00000000', '266,281'], ['day', '2026-11-23', '2026-11-23'],
  ])('%s %s is shown as %s', (name, value, shown) => {
    expect(shownParam(name, value)).toBe(shown);
  });
  test('a step is told in the text of its key, levels by their names', () => {
    const texts: Record<string, string> = { 'rewards.step.direct': '{sv}: {directPpm} as {level}', 'name.vip': 'VIP' };
    expect(stepText({ text: 'rewards.step.direct', params: { directPpm: '400000', level: 'vip' } }, (key) => texts[key], { sv: 'share value' })).toBe('share value: 40% as VIP');
  });
  test('an unknown step still shows what it is made of', () => {
    expect(stepText({ text: 'new.step', params: { amountSv: '100000000' } }, () => undefined, {})).toBe('new.step · amountSv 1');
  });
});
