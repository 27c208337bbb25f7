import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digest, makeKeys, newBucket, newToken, newWord, sameText } from './secrets.ts';

const KEY = 'ab'.repeat(32);

test('a box opens for its owner, with its key and purpose, unchanged; anything else throws', () => {
  const keys = makeKeys(KEY, 'test');
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
    expect(keys.open(keys.seal(plain, 'a'), 'a')).toBe(plain);
  }));
  const box = keys.seal('secret', 'a');
  expect(keys.seal('secret', 'a')).not.toBe(box);
  expect(() => keys.open(box, 'b')).toThrow();
  expect(() => makeKeys(KEY, 'other').open(box, 'a')).toThrow();
  expect(() => makeKeys('cd'.repeat(32), 'test').open(box, 'a')).toThrow();
  const bytes = Buffer.from(box, 'base64url');
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => keys.open(changed.toString('base64url'), 'a')).toThrow();
  }
  expect(() => keys.open('', 'a')).toThrow();
});

test('keys of different purposes have nothing in common, and none is made without the secret key', () => {
  const [a, b] = [makeKeys(KEY, 'a'), makeKeys(KEY, 'b')];
  expect(a.mac('x')).toBe(makeKeys(KEY, 'a').mac('x'));
  expect(a.mac('x')).not.toBe(b.mac('x'));
  expect(a.signingKey).not.toBe(b.signingKey);
  expect(() => makeKeys(undefined, 'a')).toThrow('the secret key is set');
  expect(() => makeKeys('short', 'a')).toThrow('the secret key is set');
});

test('tokens, words and buckets have their form', () => {
  expect(newToken()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(newWord(8)).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
  for (let round = 0; round < 100; round++) expect(newBucket()).toSatisfy((bucket: number) => Number.isInteger(bucket) && bucket >= 0 && bucket < 1024);
  expect(digest('')).toBe('47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
});

test('texts are compared whole', () => {
  expect(sameText('123456', '123456')).toBe(true);
  for (const other of ['123457', '12345', '1234567', '']) expect(sameText('123456', other)).toBe(false);
});
