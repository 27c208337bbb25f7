/**
 * Work done before a code is sent (altcha v2, SHA-256): find a counter such that SHA-256(salt, nonce, counter) begins with the
 * challenge's key prefix. It is done in chunks, so that the page stays alive; the server checks it with one hash.
 */
import { sha256 } from './sha256';

interface Challenge { readonly parameters: { readonly algorithm: string; readonly cost: number; readonly nonce: string; readonly salt: string; readonly keyPrefix: string }; readonly signature: string }

const CHUNK = 2000;
const MOST_HASHES = 20_000_000;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Base64 of ASCII text; mini programs have no btoa. */
export function base64(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i += 3) {
    const [a = 0, b = 0, c = 0] = [text.charCodeAt(i), text.charCodeAt(i + 1) || 0, text.charCodeAt(i + 2) || 0];
    const bits = (a << 16) | (b << 8) | c;
    const rest = text.length - i;
    out += BASE64.charAt(bits >> 18) + BASE64.charAt((bits >> 12) & 63) + (rest > 1 ? BASE64.charAt((bits >> 6) & 63) : '=') + (rest > 2 ? BASE64.charAt(bits & 63) : '=');
  }
  return out;
}

function isChallenge(value: unknown): value is Challenge {
  if (typeof value !== 'object' || value === null || !('parameters' in value) || !('signature' in value)) return false;
  const { parameters } = value;
  return typeof parameters === 'object' && parameters !== null && 'algorithm' in parameters && parameters.algorithm === 'SHA-256' && 'cost' in parameters && parameters.cost === 1;
}

/**
 * The proof to send: base64 of {challenge, solution}. `rest` lets the page breathe between chunks.
 * Throws when the challenge is of a kind that this storefront cannot work on.
 */
export async function solve(challenge: unknown, rest: () => Promise<void>): Promise<string> {
  if (!isChallenge(challenge)) throw new TypeError('a challenge of another kind');
  const { salt, nonce, keyPrefix } = challenge.parameters;
  const head = bytesOf(salt + nonce);
  const message = new Uint8Array(head.length + 4);
  message.set(head);
  const view = new DataView(message.buffer);
  for (let counter = 0; counter < MOST_HASHES; counter += 1) {
    if (counter % CHUNK === CHUNK - 1) await rest();
    view.setUint32(head.length, counter);
    const derived = sha256(message);
    // Comparing the first byte spares nearly all the text.
    if (derived[0] !== Number.parseInt(keyPrefix.slice(0, 2), 16) && keyPrefix.length > 1) continue;
    const derivedKey = hexOf(derived);
    if (derivedKey.startsWith(keyPrefix)) return base64(JSON.stringify({ challenge, solution: { counter, derivedKey, time: 0 } }));
  }
  throw new RangeError('no counter solves the challenge');
}
