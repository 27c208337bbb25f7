/** The lines of statements that changes of stakes leave, with their reasons, and the entries that they make in the ledger. */
import type { Ctx } from '#infra/context.ts';
import type { Operation, Outcome, Reclaim } from '#modules/airdrop/domain/stake.ts';
import { insertIntervals, type IntervalRow, intervalValues } from '#modules/airdrop/store/history.ts';
import { type Account, type Entry, markSettled, type Payer, post, type Transfer } from '#modules/ledger/index.ts';
import type { Line, Reason, Step } from './change.ts';
import { stepsOf } from './undoing.ts';

/** Lines of statements that one INSERT writes. */
const LINES_AT_ONCE = 1_000;

/** The account of the fund of a kind; only their sums over all buckets have meaning (ARCHITECTURE 4.4). */
export const system = <Kind extends string>(kind: Kind): { kind: Kind; holder: bigint } => ({ kind, holder: 0n });

/** An operation with what it came to. */
export interface Decided {
  readonly memberId: bigint;
  readonly operation: Operation | Reclaim;
  readonly reason?: Reason;
  readonly bucket: number;
  readonly outcome: Outcome;
  /** What the member owes more than before, but for what his noons have paid of it. */
  readonly owed: bigint;
}

type Posted = Entry & { id: bigint };
type SharedEntry = Omit<Posted, 'transfers'> & { transfers: { debit: Payer; credit: Account; amount: bigint }[] };

/**
 * The entry of each outcome; none where nothing moves. Share value has totals only, so what one event moves under one version of the rules is one
 * entry, in the bucket of the first member concerned; whoever is credited points has an entry of his own (docs/adr/0005).
 */
export function postings(ctx: Ctx, outcomes: readonly Decided[]): (Posted | undefined)[] {
  const shared = new Map<string, SharedEntry>();
  return outcomes.map(({ memberId, bucket, outcome, operation, reason }) => {
    const transfers = transfersOf(memberId, outcome);
    if (transfers.length === 0) return undefined;
    const eventPosition = reason?.event?.position ?? null;
    const ruleVersion = reason?.rule?.version ?? null;
    const alone = reason?.event === undefined || reason.event === null || outcome.credited > 0n || outcome.reclaimed > 0n;
    if (alone) return { id: ctx.newId<'entry'>(bucket), bucket, eventPosition, ruleVersion, memo: reason?.title ?? `airdrop.${operation.kind}`, transfers };
    const key = `${eventPosition}/${ruleVersion}`;
    const entry: SharedEntry = shared.get(key) ?? { id: ctx.newId<'entry'>(bucket), bucket, eventPosition, ruleVersion, memo: reason?.event?.type ?? '', transfers: [] };
    shared.set(key, entry);
    for (const { debit, credit, amount } of transfers) {
      const same = entry.transfers.find((one) => one.debit.kind === debit.kind && one.credit.kind === credit.kind);
      if (same) same.amount += amount;
      else entry.transfers.push({ debit, credit, amount });
    }
    return entry;
  });
}

/** Writes history and entries; returns the line of each outcome that has one. While the database writes some lines the next are made ready. */
export async function saveLines(ctx: Ctx, outcomes: readonly Decided[], entries: readonly (Posted | undefined)[]): Promise<(Line | null)[]> {
  const lines: (Line | null)[] = [];
  let writing: Promise<void> = Promise.resolve();
  for (let from = 0; from < outcomes.length; from += LINES_AT_ONCE) {
    const intervals: IntervalRow[] = [];
    for (const [offset, one] of outcomes.slice(from, from + LINES_AT_ONCE).entries()) {
      const { memberId, bucket, outcome: { interval }, reason } = one;
      const id = interval ? ctx.newId<'interval'>(bucket) : null;
      lines.push(interval && id !== null ? { day: interval.to, id } : null);
      if (interval && id !== null) intervals.push({ ...interval, bucket, memberId, id, entryId: entries[from + offset]?.id ?? null, reason: reason ? reasonJson(reason, stepsOf(one)) : null });
    }
    const values = intervalValues({ at: ctx.now, rows: intervals });
    await writing;
    if (intervals.length > 0) writing = insertIntervals(ctx.tx, values);
  }
  await writing;
  await post(ctx, [...new Set(entries)].filter((entry) => entry !== undefined));
  return lines;
}

function transfersOf(memberId: bigint, outcome: Outcome): Transfer[] {
  const points: Transfer[] = [
    { debit: system('unclaimed'), credit: { kind: 'memberPoints', holder: memberId }, amount: outcome.credited - outcome.netted },
    { debit: system('unclaimed'), credit: system('pool'), amount: outcome.netted },
    { debit: markSettled(memberId), credit: system('pool'), amount: outcome.reclaimed },
  ];
  const moves = outcome.moves.map((move): Transfer => ({ debit: system(move.from), credit: system(move.to), amount: move.amount }));
  return [...points, ...moves].filter((transfer) => transfer.amount > 0n);
}

/** JSON of events by the object itself: all reasons of one event are given the same. */
const eventTexts = new WeakMap<NonNullable<Reason['event']>, string>();

function eventJson(event: NonNullable<Reason['event']>): string {
  const known = eventTexts.get(event);
  if (known !== undefined) return known;
  const text = JSON.stringify({ type: event.type, position: event.position.toString(), at: event.at.toISOString() });
  eventTexts.set(event, text);
  return text;
}

function reasonJson({ title, event, rule, steps }: Reason, own: readonly Step[]): string {
  return `{"title":${JSON.stringify(title)},"event":${event === null ? 'null' : eventJson(event)},"rule":${JSON.stringify(rule)},"steps":${JSON.stringify(own.length > 0 ? [...steps, ...own] : steps)}}`;
}
