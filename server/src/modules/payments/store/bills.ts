/** SQL of reconciliation. */
import type { Sql, Tx } from '#infra/sql.ts';
import { bucketOf } from '#kernel/id.ts';
import type { Difference, DifferenceKind, OurLine } from '#modules/payments/domain.ts';

export type StatementState = 'waiting' | 'matched' | 'different' | 'explained';

/** Counts and sums of one side. */
export interface Totals {
  readonly payments: number;
  readonly paidFen: bigint;
  readonly refunds: number;
  readonly refundedFen: bigint;
}

/** What we have recorded of a channel between two instants of the gateway's clock. */
export function linesOfDay(sql: Sql, input: { channel: string; from: Date; to: Date }): Promise<OurLine[]> {
  return sql.rows(
    `select 'payment' as subject, t.attempt_id::text as "ourNumber", t.number as "gatewayNumber", a.amount_fen as "amountFen", true as "isRecorded", true as "isOfDay"
     from payments.channel_transaction t join payments.payment_attempt a on a.bucket = ((t.attempt_id >> 12) & 1023)::int and a.id = t.attempt_id
     where t.channel = $1 and t.paid_at >= $2 and t.paid_at < $3
     union all
     select 'refund', r.id || case when r.round > 1 then '-' || r.round else '' end, coalesce(r.refund_number, ''), r.amount_fen, r.state in ('processing', 'succeeded') or r.failure = 'abnormal', true
     from payments.refund r where r.channel = $1 and r.taken_at >= $2 and r.taken_at < $3`, [input.channel, input.from, input.to]);
}

/** Attempts by id, whatever day they are of. */
export function attemptLines(sql: Sql, input: { channel: string; ids: readonly bigint[] }): Promise<OurLine[]> {
  return sql.rows(
    `select 'payment' as subject, a.id::text as "ourNumber", coalesce(a.transaction_number, '') as "gatewayNumber", a.amount_fen as "amountFen", a.state = 'succeeded' as "isRecorded", false as "isOfDay"
     from unnest($1::int[], $2::bigint[]) as k (bucket, id) join payments.payment_attempt a on a.bucket = k.bucket and a.id = k.id where a.channel = $3`,
    [input.ids.map(bucketOf), input.ids, input.channel]);
}

/** Refunds by id and round, whatever day they are of; a round before the present one was given up. */
export function refundLines(sql: Sql, input: { channel: string; refunds: readonly { refundId: bigint; round: number }[] }): Promise<OurLine[]> {
  return sql.rows(
    `select 'refund' as subject, r.id || case when k.round > 1 then '-' || k.round else '' end as "ourNumber", coalesce(r.refund_number, '') as "gatewayNumber", r.amount_fen as "amountFen",
       k.round = r.round and (r.state in ('processing', 'succeeded') or r.failure = 'abnormal') as "isRecorded", false as "isOfDay"
     from unnest($1::int[], $2::bigint[], $3::int[]) as k (bucket, id, round) join payments.refund r on r.bucket = k.bucket and r.id = k.id where r.channel = $4 and k.round <= r.round`,
    [input.refunds.map(({ refundId }) => bucketOf(refundId)), input.refunds.map(({ refundId }) => refundId), input.refunds.map(({ round }) => round), input.channel]);
}

/** Notes that the bill of a day is not there yet; a result that stands is left alone. */
export async function noteWaiting(tx: Tx, key: { channel: string; day: string; now: Date }): Promise<void> {
  await tx.run(
    `insert into payments.statement (channel, day, state, tried_at) values ($1, $2::date, 'waiting', $3)
     on conflict (channel, day) do update set tried_at = $3, tries = statement.tries + 1`, [key.channel, key.day, key.now]);
}

/** Writes the result of a comparison over an earlier one. */
export async function writeStatement(tx: Tx, input: { channel: string; day: string; now: Date; sha1: string; feeFen: bigint; theirs: Totals; ours: Totals; state: StatementState }): Promise<void> {
  const { theirs, ours } = input;
  await tx.run(
    `insert into payments.statement (channel, day, state, tried_at, sha1, fee_fen, their_payments, their_paid_fen, their_refunds, their_refunded_fen, our_payments, our_paid_fen, our_refunds, our_refunded_fen)
     values ($1, $2::date, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (channel, day) do update set state = $3, tried_at = $4, tries = statement.tries + 1, sha1 = $5, fee_fen = $6, their_payments = $7, their_paid_fen = $8, their_refunds = $9,
       their_refunded_fen = $10, our_payments = $11, our_paid_fen = $12, our_refunds = $13, our_refunded_fen = $14`,
    [input.channel, input.day, input.state, input.now, input.sha1, input.feeFen, theirs.payments, theirs.paidFen, theirs.refunds, theirs.refundedFen, ours.payments, ours.paidFen, ours.refunds, ours.refundedFen]);
}

/** Writes the differences of a run: those found before keep their note, those not found again are gone. */
export async function writeDifferences(tx: Tx, input: { channel: string; day: string; now: Date; found: readonly (Difference & { id: bigint })[] }): Promise<void> {
  const { channel, day, now, found } = input;
  await tx.run(
    `update payments.difference set gone_at = $3 where channel = $1 and day = $2::date and gone_at is null and not (subject || ' ' || our_number = any($4::text[]))`,
    [channel, day, now, found.map(({ subject, ourNumber }) => `${subject} ${ourNumber}`)]);
  await tx.run(
    `insert into payments.difference (id, channel, day, subject, kind, our_number, gateway_number, ours_fen, theirs_fen, found_at)
     select f.id, $1, $2::date, f.subject, f.kind, f.our_number, f.gateway_number, f.ours_fen, f.theirs_fen, $3
     from unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::bigint[]) as f (id, subject, kind, our_number, gateway_number, ours_fen, theirs_fen)
     on conflict (channel, day, subject, our_number) do update set kind = excluded.kind, gateway_number = excluded.gateway_number, ours_fen = excluded.ours_fen, theirs_fen = excluded.theirs_fen, gone_at = null`,
    [channel, day, now, found.map((one) => one.id), found.map((one) => one.subject), found.map((one) => one.kind), found.map((one) => one.ourNumber), found.map((one) => one.gatewayNumber),
      found.map((one) => one.oursFen), found.map((one) => one.theirsFen)]);
}

/** What a comparison came to, undefined before the first. */
export async function statementState(sql: Sql, key: { channel: string; day: string }): Promise<StatementState | undefined> {
  return (await sql.maybe<{ state: StatementState }>('select state from payments.statement where channel = $1 and day = $2::date', [key.channel, key.day]))?.state;
}

/** Marks a statement by what is left of its differences; one that waits for its bill stays so. */
export async function judgeStatement(tx: Tx, key: { channel: string; day: string }): Promise<void> {
  await tx.run(
    `update payments.statement s set state = (select case when count(*) = 0 then 'matched' when bool_and(d.note is not null) then 'explained' else 'different' end from payments.difference d
       where d.channel = s.channel and d.day = s.day and d.gone_at is null) where s.channel = $1 and s.day = $2::date and s.state <> 'waiting'`, [key.channel, key.day]);
}

export interface DifferenceRow {
  readonly id: bigint;
  readonly channel: string;
  readonly day: string;
  readonly subject: 'payment' | 'refund';
  readonly kind: DifferenceKind;
  readonly ourNumber: string;
  readonly gatewayNumber: string;
  readonly oursFen: bigint | null;
  readonly theirsFen: bigint | null;
  readonly foundAt: Date;
  readonly goneAt: Date | null;
  readonly note: string | null;
  readonly explainedBy: bigint | null;
  readonly explainedAt: Date | null;
}

/** Differences of a day, those that stand first; at most `limit`. */
export function listDifferences(sql: Sql, key: { channel: string; day: string; limit: number }): Promise<DifferenceRow[]> {
  return sql.rows(
    `select id, channel, day::text as day, subject, kind, our_number as "ourNumber", gateway_number as "gatewayNumber", ours_fen as "oursFen", theirs_fen as "theirsFen", found_at as "foundAt",
       gone_at as "goneAt", note, explained_by as "explainedBy", explained_at as "explainedAt" from payments.difference
     where channel = $1 and day = $2::date order by gone_at is not null, note is not null, id limit $3`, [key.channel, key.day, key.limit]);
}

/** Writes why a difference is as it is. Returns its statement and what was noted before, undefined when it does not stand. */
export function explain(tx: Tx, input: { id: bigint; note: string; by: bigint; now: Date }): Promise<{ channel: string; day: string; before: string | null } | undefined> {
  return tx.maybe(
    `update payments.difference d set note = $2, explained_by = $3, explained_at = $4
     from (select id, note from payments.difference where id = $1 and gone_at is null for update) as was where d.id = was.id returning d.channel, d.day::text as day, was.note as before`,
    [input.id, input.note, input.by, input.now]);
}

export interface StatementRow {
  readonly channel: string;
  readonly day: string;
  readonly state: StatementState;
  readonly triedAt: Date;
  readonly feeFen: bigint;
  readonly theirPayments: number;
  readonly theirPaidFen: bigint;
  readonly theirRefunds: number;
  readonly theirRefundedFen: bigint;
  readonly ourPayments: number;
  readonly ourPaidFen: bigint;
  readonly ourRefunds: number;
  readonly ourRefundedFen: bigint;
  /** Differences that stand. */
  readonly differences: number;
  /** Those of them that nobody has explained. */
  readonly unexplained: number;
}

/** Statements before a day, newest first. */
export function listStatements(sql: Sql, input: { before: string; limit: number }): Promise<StatementRow[]> {
  return sql.rows(
    `select s.channel, s.day::text as day, s.state, s.tried_at as "triedAt", s.fee_fen as "feeFen", s.their_payments as "theirPayments", s.their_paid_fen as "theirPaidFen",
       s.their_refunds as "theirRefunds", s.their_refunded_fen as "theirRefundedFen", s.our_payments as "ourPayments", s.our_paid_fen as "ourPaidFen", s.our_refunds as "ourRefunds",
       s.our_refunded_fen as "ourRefundedFen", d.differences, d.unexplained
     from payments.statement s cross join lateral (
       select count(*)::int as differences, (count(*) filter (where note is null))::int as unexplained from payments.difference d
       where d.channel = s.channel and d.day = s.day and d.gone_at is null) d
     where s.day < $1::date order by s.day desc, s.channel limit $2`, [input.before, input.limit]);
}

/** The latest day of a channel that was compared or tried, its state, and when it was tried. */
export function latestStatement(sql: Sql, channel: string): Promise<{ day: string; state: StatementState; triedAt: Date } | undefined> {
  return sql.maybe(`select day::text as day, state, tried_at as "triedAt" from payments.statement where channel = $1 order by day desc limit 1`, [channel]);
}

/** Days of a channel whose bill was not there when it was last asked for. */
export async function waitingDays(sql: Sql, input: { channel: string; triedBefore: Date; limit: number }): Promise<string[]> {
  const rows = await sql.rows<{ day: string }>(
    `select day::text as day from payments.statement where channel = $1 and state = 'waiting' and tried_at <= $2 order by day limit $3`, [input.channel, input.triedBefore, input.limit]);
  return rows.map(({ day }) => day);
}

/** The first day on which a channel took money; undefined when it never did. */
export async function firstDay(sql: Sql, channel: string): Promise<Date | null> {
  return (await sql.one<{ at: Date | null }>('select min(paid_at) as at from payments.channel_transaction where channel = $1', [channel])).at;
}
