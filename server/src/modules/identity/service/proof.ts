/**
 * Proof of work before a message is sent (altcha v2): the client looks for a counter whose SHA-256 over salt, nonce and counter begins with
 * the key prefix. About 65,000 hashes: half a second on a phone, dear for whoever sends thousands. The challenge is signed, not stored.
 */
import { type Challenge, createChallenge, type Payload, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import type { Infra } from '#infra/infra.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { PROOF_LIFE_MS } from '#modules/identity/domain/limits.ts';
import { stateOf } from './state.ts';

const ALGORITHM = 'SHA-256';
const KEY_PREFIX = '0000';

/** A signed challenge to work on. */
export function newProofChallenge(infra: Infra): Promise<Challenge> {
  return createChallenge({
    algorithm: ALGORITHM, cost: 1, keyPrefix: KEY_PREFIX, deriveKey,
    expiresAt: new Date(infra.clock.wall().getTime() + PROOF_LIFE_MS), hmacSignatureSecret: stateOf(infra).keys().signingKey,
  });
}

/** The signature of the challenge that `proof` (base64 of {challenge, solution}) solves, to be spent once. Throws badProof. */
export async function checkProof(infra: Infra, proof: string | undefined): Promise<string> {
  const payload = parsePayload(proof);
  if (!payload) throw errors.badProof();
  const { challenge, solution } = payload;
  const { parameters, signature } = challenge;
  // What is signed is ours; the rest is a stranger's, so nothing in it may cost us work.
  if (typeof signature !== 'string' || parameters?.algorithm !== ALGORITHM || parameters.cost !== 1 || parameters.keyPrefix !== KEY_PREFIX) throw errors.badProof();
  const result = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret: stateOf(infra).keys().signingKey }).catch(() => undefined);
  if (!result?.verified) throw errors.badProof();
  return signature;
}

function parsePayload(proof: string | undefined): Payload | undefined {
  if (proof === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(proof, 'base64').toString('utf8'));
    const isPayload = typeof value === 'object' && value !== null && 'challenge' in value && typeof value.challenge === 'object' && value.challenge !== null && 'solution' in value;
    return isPayload ? (value as Payload) : undefined;
  } catch {
    return undefined;
  }
}
