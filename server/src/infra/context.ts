/** One unit of work: everything a use case may touch, made once per request, subscriber batch, sweep step or job. */
import type { DomainEvent } from '#app/events.ts';
import type { Id } from '#kernel/id.ts';
import type { Logger } from './log.ts';
import type { Tx } from './sql.ts';

export type OrganisationKind = 'platform' | 'supplier';

/** Who acts. `system` is a subscriber, sweep or job. */
export type Actor =
  | { readonly kind: 'visitor' }
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'member'; readonly accountId: Id<'account'>; readonly sessionId: Id<'session'> }
  | {
      readonly kind: 'staff';
      readonly accountId: Id<'account'>;
      readonly sessionId: Id<'session'>;
      readonly orgId: Id<'organisation'>;
      readonly orgKind: OrganisationKind;
      readonly roles: readonly string[];
      /** The organisation is suspended: of what the roles allow, only what must not stop is left. */
      readonly suspended?: true;
    }
  /** A program with a key of an organisation; it may do what its scopes say, on routes that take keys. */
  | {
      readonly kind: 'key';
      readonly keyId: Id<'apiKey'>;
      readonly orgId: Id<'organisation'>;
      readonly orgKind: OrganisationKind;
      readonly scopes: readonly string[];
    };

export interface Ctx {
  readonly tx: Tx;
  /** Business time (due dates, noon, rules): wall time plus an offset that only grows. Fixed for the whole unit. */
  readonly now: Date;
  /** Wall time (ids, sessions, codes, signatures, rate limits). Fixed for the whole unit. */
  readonly wallNow: Date;
  readonly actor: Actor;
  readonly requestId: string;
  readonly log: Logger;
  /** A new time-sorted id in a bucket (0…1023). */
  newId<Name extends string>(bucket: number): Id<Name>;
  /** Collects an event; the last statement before COMMIT writes it to event_inbox. */
  emit(event: DomainEvent): void;
}
