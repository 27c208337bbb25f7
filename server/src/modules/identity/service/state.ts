/** What identity keeps in memory for one process: keys, limits and the sessions seen lately. One for each Infra. */
import { LRUCache } from 'lru-cache';
import type { Actor } from '#infra/context.ts';
import type { Infra, Origin } from '#infra/infra.ts';
import { type Keys, makeKeys } from '#infra/secrets.ts';
import { type Limits, LIMITS } from '#modules/identity/domain/limits.ts';

/** A member's session as the hot path needs it; instants in wall milliseconds. */
export interface CachedSession {
  readonly actor: Actor;
  /** It ends here, by idleness or for good. */
  readonly untilMs: number;
  /** After this it is read again: another process may have ended it. */
  readonly freshUntilMs: number;
}

const CACHED_SESSIONS = 100_000;
const CACHED_KEYS = 10_000;

export interface State {
  readonly limits: Limits;
  /** What the sign-in page of a demo shows as its staff's password; made from the secret key unless given. */
  readonly demoPassword: string | undefined;
  readonly sessions: LRUCache<string, CachedSession>;
  /** Requests of each API key in the minute that began at `sinceMs`. */
  readonly keyUses: LRUCache<bigint, { sinceMs: number; count: number }>;
  /** Grows with every ended session, so that a read that began before does not put it back. */
  generation: number;
  /** Derived when first needed: tests of modules that never sign anything need no key. */
  keys(): Keys;
}

const states = new WeakMap<Infra, State>();

/** The state of a process. */
export function stateOf(infra: Infra): State {
  return states.get(infra) ?? resetState(infra);
}

/** What a test, a bench or the demo sets otherwise. */
export interface IdentityOptions {
  readonly limits?: Partial<Limits>;
  readonly demoPassword?: string;
}

/** Begins the state of a process anew. */
export function resetState(infra: Infra, options: IdentityOptions = {}): State {
  let keys: Keys | undefined;
  const state: State = {
    limits: { ...LIMITS, smsTotal: { ...LIMITS.smsTotal, limit: infra.config.smsHourlyBudget }, ...options.limits },
    demoPassword: options.demoPassword,
    sessions: new LRUCache({ max: CACHED_SESSIONS }),
    keyUses: new LRUCache({ max: CACHED_KEYS }),
    generation: 0,
    keys: () => (keys ??= makeKeys(infra.config.secretKey, 'identity')),
  };
  states.set(infra, state);
  return state;
}

/** Who asks, and from where: what the edge knows before anybody is signed in. */
export interface Caller extends Origin {
  readonly ip: string;
  /** The browser or app, as it calls itself. */
  readonly client: string;
  /** What this browser keeps for itself from its last sign-in on, or would from now on. */
  readonly device?: string;
}
