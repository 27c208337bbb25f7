/** Randomness, hashes and encryption. Modules never touch node:crypto: what may be random and how secrets rest is decided here. */
import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { assert } from '#kernel/assert.ts';
import { BUCKETS } from '#kernel/id.ts';

/** Letters and digits that are not mistaken for one another when read aloud or printed. */
const READABLE = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `bytes` random bytes in base64url: 32 make 43 characters. */
export function newToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** A random word of `length` readable characters, 4.95 bits each. */
export function newWord(length: number): string {
  let word = '';
  while (word.length < length) word += READABLE.charAt(randomInt(READABLE.length));
  return word;
}

/** A random bucket (0…1023) for a row that belongs to nothing yet. */
export function newBucket(): number {
  return randomInt(BUCKETS);
}

/** SHA-256 in base64url, one shot: 0.3 µs for a token. */
export function digest(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** Whether two texts are the same, in a time that tells nothing about where they differ. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What one secret key can do for one purpose; keys of different purposes are independent (HKDF). */
export interface Keys {
  /** The first 64 bits of HMAC-SHA-256 over the text. */
  mac(text: string): bigint;
  /** Encrypts with AES-256-GCM; the result is base64url. `owner` is authenticated: a box moved to another owner's row does not open. */
  seal(plain: string, owner: string): string;
  /** The text in a box; throws when box or owner were changed. */
  open(box: string, owner: string): string;
  /** A text key for libraries that sign by themselves. */
  readonly signingKey: string;
}

/** The keys of `purpose` from the deployment's secret key (64 hex digits). */
export function makeKeys(secretKey: string | undefined, purpose: string): Keys {
  assert(secretKey !== undefined && /^[0-9a-f]{64}$/.test(secretKey), 'the secret key is set before keys are derived from it');
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', Buffer.from(secretKey, 'hex'), 'coshop', `${purpose}/${use}`, 32));
  const macKey = derive('mac');
  const boxKey = derive('box');
  return {
    signingKey: derive('sign').toString('hex'),
    mac: (text) => createHmac('sha256', macKey).update(text).digest().readBigUInt64BE(0),
    seal(plain, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', boxKey, nonce).setAAD(Buffer.from(owner));
      return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    open(box, owner) {
      const bytes = Buffer.from(box, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', boxKey, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    },
  };
}
