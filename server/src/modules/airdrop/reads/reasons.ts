/** Why lines are as they are: reasons kept when they were written, and the arithmetic of noons. */
import type { Sql } from '#infra/sql.ts';
import { DECIMALS, formatAtoms, PRICE_DECIMALS } from '#kernel/amount.ts';
import { bucketOf } from '#kernel/id.ts';
import { errors } from '#modules/airdrop/domain/stake.ts';
import type { Line, Step } from '#modules/airdrop/service/change.ts';
import { type ChangedLine, findInterval, type HistoryRow, linesOf, listLines } from '#modules/airdrop/store/history.ts';
import { keyOf } from '#modules/airdrop/store/key.ts';
import { findEntries, type PostedEntry } from '#modules/ledger/index.ts';
import { listAirdrops } from './daily.ts';

/** The reason of a line as it was kept when the line was written. */
export interface KeptReason {
  readonly title: string;
  readonly event: { readonly type: string; readonly position: string; readonly at: string } | null;
  readonly rule: { readonly version: number; readonly pack: string; readonly paragraph: string } | null;
  readonly steps: readonly Step[];
}

// The reason was written by this module from a typed value.
const reasonOf = ({ reason }: { readonly reason: string | null }): KeptReason | null => (reason === null ? null : (JSON.parse(reason) as KeptReason));
/** What a line is called: by the reason that was kept, else by its kind. */
export const titleOf = (row: HistoryRow): string => reasonOf(row)?.title ?? `airdrop.${row.kind}`;

/** Every line of a member's history, oldest first: what it changed in atoms, and why. */
export async function historyOf(sql: Sql, memberId: bigint): Promise<(Omit<ChangedLine, 'reason'> & { reason: KeptReason | null })[]> {
  return (await linesOf(sql, memberId)).map((line) => ({ ...line, reason: reasonOf(line) }));
}

/** The reasons of some lines by the id of the line. */
export async function reasonsOf(sql: Sql, lines: readonly (Line & { memberId: bigint })[]): Promise<Map<bigint, KeptReason>> {
  const rows = await listLines(sql, lines.map(({ memberId, day, id }) => ({ ...keyOf(memberId), day, id })));
  return new Map(rows.flatMap((row) => {
    const reason = reasonOf(row);
    return reason ? [[row.id, reason] as const] : [];
  }));
}

/** Why a line is as it is: what happened, under which rule, the arithmetic, and the entries in the ledger. */
export interface Explanation {
  readonly kind: string;
  readonly event: { readonly type: string; readonly position: string | null; readonly at: Date };
  readonly rule: { readonly version: number; readonly pack: string; readonly paragraph: string } | null;
  readonly steps: readonly Step[];
  readonly entries: readonly PostedEntry[];
}

const sv = (atoms: bigint): string => formatAtoms(atoms, DECIMALS.SV);
const pts = (atoms: bigint): string => formatAtoms(atoms, DECIMALS.PTS);

/** Explains the line of a noon (its day number) or of a touch (its id). Refusal: airdrop.unknownLine. */
export async function explainLine(sql: Sql, line: { memberId: bigint; id: bigint }): Promise<Explanation> {
  return line.id < 10_000_000n ? explainNoon(sql, { memberId: line.memberId, day: Number(line.id) }) : explainTouch(sql, line);
}

async function explainTouch(sql: Sql, line: { memberId: bigint; id: bigint }): Promise<Explanation> {
  const key = keyOf(line.memberId);
  const row = await findInterval(sql, { ...key, id: line.id });
  if (!row) throw errors.unknownLine();
  const reason = reasonOf(row);
  const before = row.sharesAfter - row.sharesDelta;
  const own: Step[] = [{ key: 'airdrop.step.balance', params: { before: sv(before), change: sv(row.sharesDelta), after: sv(row.sharesAfter), locked: sv(row.lockedAfter) } }];
  return {
    kind: titleOf(row),
    event: reason?.event ? { type: reason.event.type, position: reason.event.position, at: new Date(reason.event.at) } : { type: titleOf(row), position: null, at: row.at },
    rule: reason?.rule ?? null,
    steps: [...(reason?.steps ?? []), ...own],
    entries: row.entryId === null ? [] : await findEntries(sql, [{ bucket: bucketOf(row.entryId), id: row.entryId }]),
  };
}

async function explainNoon(sql: Sql, input: { memberId: bigint; day: number }): Promise<Explanation> {
  const { lines } = await listAirdrops(sql, { memberId: input.memberId, beforeDay: input.day + 1, limit: 1 });
  const line = lines.find((one) => one.day === input.day);
  if (!line) throw errors.unknownLine();
  const { row } = line;
  const price = formatAtoms(row.price, PRICE_DECIMALS);
  return {
    kind: 'airdrop.points', event: { type: 'airdrop.noonRun', position: null, at: row.runAt }, rule: null,
    steps: [
      { key: 'airdrop.step.share', params: { mine: sv(line.sharesBefore), total: sv(row.shares) } },
      { key: 'airdrop.step.points', params: { issued: pts(row.issued), mine: sv(line.sharesBefore), total: sv(row.shares), points: pts(line.points) } },
      { key: 'airdrop.step.burn', params: { points: pts(line.points), price, burned: sv(line.sharesBefore - line.sharesAfter), after: sv(line.sharesAfter) } },
    ],
    entries: row.entryId === null ? [] : await findEntries(sql, [{ bucket: 0, id: row.entryId }]),
  };
}
