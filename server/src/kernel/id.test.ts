import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketOf, bucketOfWord, BUCKETS, composeId, ID_EPOCH_MS, leastIdAt, msOf, parseId, SHELVES, shelfOf } from './id.ts';

const parts = fc.record({
  ms: fc.integer({ min: ID_EPOCH_MS, max: ID_EPOCH_MS + 2 ** 41 - 1 }), bucket: fc.integer({ min: 0, max: 1023 }),
  node: fc.integer({ min: 0, max: 63 }), sequence: fc.integer({ min: 0, max: 63 }),
});

test('time and bucket can be read off an id, and an id fits 63 bits', () => {
  fc.assert(fc.property(parts, (p) => {
    const id = composeId(p);
    expect(bucketOf(id)).toBe(p.bucket);
    expect(msOf(id)).toBe(p.ms);
    expect(id < 1n << 63n && id >= leastIdAt(p.ms)).toBe(true);
    if (id > 0n) expect(parseId(id.toString())).toBe(id);
  }));
});

test('ids differ when any part differs and sort by time', () => {
  fc.assert(fc.property(parts, parts, (a, b) => {
    const same = a.ms === b.ms && a.bucket === b.bucket && a.node === b.node && a.sequence === b.sequence;
    expect(composeId(a) === composeId(b)).toBe(same);
    if (a.ms < b.ms) expect(composeId(a) < composeId(b)).toBe(true);
  }));
});

test.each(['0', '-1', '01', '1.0', '9223372036854775808', '99999999999999999999', 'abc', ''])('"%s" is not an id', (text) => {
  expect(parseId(text)).toBeUndefined();
});

test('words and products spread over all buckets and shelves', () => {
  const buckets = new Set(Array.from({ length: 20_000 }, (_, i) => bucketOfWord(`1380000${i}`)));
  const shelves = new Set(Array.from({ length: 2_000 }, (_, i) => shelfOf(composeId({ ms: ID_EPOCH_MS + i * 977, bucket: 0, node: 0, sequence: 0 }))));
  expect(buckets.size).toBe(BUCKETS);
  expect(shelves.size).toBe(SHELVES);
});
