/** Time-based codes of staff. otpauth itself accepts a code again within its window; the step that was used is kept against that. */
import { Secret, TOTP } from 'otpauth';
import { toString } from 'qrcode';
import type { Infra } from '#infra/infra.ts';
import type { AccountId } from '#modules/identity/store/accounts.ts';
import { stateOf } from './state.ts';

const PERIOD_MS = 30_000;
/** Clocks differ: the step before and the one after count as well. */
const WINDOW = 1;

function owner(accountId: AccountId): string {
  return `totp:${accountId}`;
}

/** A new secret in base32, 160 bits. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The secret as it rests; it opens only for this account. */
export function sealTotp(infra: Infra, accountId: AccountId, secret: string): string {
  return stateOf(infra).keys().seal(secret, owner(accountId));
}

/** The secret in a box. */
export function openTotp(infra: Infra, accountId: AccountId, box: string): string {
  return stateOf(infra).keys().open(box, owner(accountId));
}

const TICKET_MS = 10 * 60_000;

/** A secret that was shown and not yet confirmed, sealed to its account for ten minutes. */
export function sealTicket(infra: Infra, accountId: AccountId, secret: string): string {
  return stateOf(infra).keys().seal(JSON.stringify({ secret, until: infra.clock.wall().getTime() + TICKET_MS }), `ticket:${accountId}`);
}

/** The secret in a ticket; undefined when it is another's, altered or too old. */
export function openTicket(infra: Infra, accountId: AccountId, ticket: string): string | undefined {
  try {
    const { secret, until } = JSON.parse(stateOf(infra).keys().open(ticket, `ticket:${accountId}`)) as { secret: string; until: number };
    return infra.clock.wall().getTime() < until ? secret : undefined;
  } catch {
    return undefined; // The library says no more than that the box does not fit.
  }
}

export interface TotpOffer {
  /** Base32, for whoever cannot scan. */
  readonly secret: string;
  /** A square picture (SVG) of what an authenticator scans. */
  readonly svg: string;
}

/** What a person scans to have the secret in his authenticator, under his name and the shop's. */
export async function showTotp(secret: string, label: { issuer: string; name: string }): Promise<TotpOffer> {
  const uri = new TOTP({ issuer: label.issuer, label: label.name, secret: Secret.fromBase32(secret) }).toString();
  return { secret, svg: await toString(uri, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }) };
}

/** The code of a step (30 seconds since 1970). */
export function totpOf(secret: string, step: number): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: step * PERIOD_MS });
}

/** The present step. */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / PERIOD_MS);
}

/** The step for which the code is right at `now`, or undefined. Whether it was used before is for the row to say. */
export function matchStep(secret: string, code: string, now: Date): bigint | undefined {
  const delta = TOTP.validate({ token: code, secret: Secret.fromBase32(secret), timestamp: now.getTime(), window: WINDOW });
  return delta === null ? undefined : BigInt(stepAt(now) + delta);
}

/** The next code that has not been used, and when it becomes valid: what a demo shows beside the sign-in. */
export function nextTotp(secret: string, lastStep: bigint, now: Date): { code: string; waitMs: number } {
  const step = Math.max(stepAt(now), Number(lastStep) + 1);
  return { code: totpOf(secret, step), waitMs: Math.max(0, (step - WINDOW) * PERIOD_MS - now.getTime()) };
}
