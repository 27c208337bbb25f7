/** What a module does when a member asks for his data, or for having them erased (adr/0016). */
import type { Ctx } from './context.ts';
import type { Sql } from './sql.ts';
import type { Locale } from './texts.ts';

/** What must be over before an account can be closed; each has a text of its own in the front ends, with the way on. */
export const BLOCKERS = ['openOrders', 'returnPeriod', 'openCase', 'refund', 'openComplaint', 'staffRole', 'payoutHold'] as const;
export type Blocker = (typeof BLOCKERS)[number];

/** Values of an export: instants become times in Shanghai, ids text; amounts are given as decimal text with their unit. */
export type Exported = string | number | boolean | null | bigint | Date | readonly Exported[] | { readonly [name: string]: Exported };

/** For whom a copy is made. */
export interface CopyFor {
  readonly memberId: bigint;
  readonly locale: Locale;
  /** Business time. */
  readonly now: Date;
  /** A text of any module in his language, with its {placeholders} filled; a key that has none stays as it is. */
  readonly say: (key: string, params?: Readonly<Record<string, string>>) => string;
}

export interface Personal {
  /** What the module keeps of the member, by file: all of it, in words that stand in the table of the guide. Secrets stay out. */
  export?(sql: Sql, copy: CopyFor): Promise<Readonly<Record<string, Exported>>>;
  /** What stands against erasing the member at `erasedAt`, as far as it is known at `now` (both business time; wall time where a module keeps that). */
  blockers?(sql: Sql, closing: { readonly memberId: bigint; readonly now: Date; readonly erasedAt: Date }): Promise<readonly Blocker[]>;
  /** Erases what the module keeps of him beyond what the law and the books need. Takes part in the one unit of work that erases him everywhere. */
  erase?(ctx: Ctx, memberId: bigint): Promise<void>;
  /** Drops what this process remembers of him; called after the commit. */
  forget?(memberId: bigint): void;
}
