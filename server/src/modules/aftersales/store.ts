/** All SQL of after-sales. Whoever changes a case has locked its order: that lock is the only one. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { CaseKind, CaseState, Party, Reason, StepAct, Turn } from './domain.ts';

export interface CaseRow {
  readonly caseId: bigint;
  readonly orderId: bigint;
  readonly memberId: bigint;
  readonly supplierId: bigint | null;
  readonly kind: CaseKind;
  readonly reason: Reason;
  readonly message: string;
  readonly pictures: readonly string[];
  readonly amountFen: bigint;
  readonly state: CaseState;
  readonly turn: Turn | null;
  readonly dueAt: Date | null;
  readonly returnTo: string | null;
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

export interface Step {
  readonly party: Party;
  readonly accountId: bigint | null;
  readonly act: StepAct;
  readonly message: string;
  readonly at: Date;
}

const CASE = `c.id as "caseId", c.order_id as "orderId", c.member_id as "memberId", c.supplier_id as "supplierId", c.kind, c.reason, c.message, c.pictures,
  c.amount_fen as "amountFen", c.state, c.turn, c.due_at as "dueAt", c.return_to as "returnTo", c.carrier, c.tracking_number as "trackingNumber",
  c.opened_at as "openedAt", c.closed_at as "closedAt"`;

/** A case by id. */
export function findCase(sql: Sql, caseId: bigint): Promise<CaseRow | undefined> {
  return sql.maybe(`select ${CASE} from aftersales.cases c where c.id = $1`, [caseId]);
}

/** The open case of an order. */
export function findOpenCase(sql: Sql, orderId: bigint): Promise<CaseRow | undefined> {
  return sql.maybe(`select ${CASE} from aftersales.cases c where c.order_id = $1 and c.closed_at is null`, [orderId]);
}

/** How many cases an order has had, open ones included. */
export async function countCases(sql: Sql, orderId: bigint): Promise<number> {
  return Number((await sql.one<{ count: bigint }>('select count(*) as count from aftersales.cases where order_id = $1', [orderId])).count);
}

/** Writes a new case. */
export async function insertCase(tx: Tx, row: CaseRow): Promise<void> {
  await tx.run(
    `insert into aftersales.cases (id, order_id, member_id, supplier_id, kind, reason, message, pictures, amount_fen, state, turn, due_at, opened_at, closed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [row.caseId, row.orderId, row.memberId, row.supplierId, row.kind, row.reason, row.message, row.pictures, row.amountFen, row.state, row.turn, row.dueAt, row.openedAt, row.closedAt]);
}

/** Writes what may change of a case. */
export async function updateCase(tx: Tx, row: CaseRow): Promise<void> {
  await tx.run(
    `update aftersales.cases set state = $2, turn = $3, due_at = $4, return_to = $5, carrier = $6, tracking_number = $7, closed_at = $8 where id = $1`,
    [row.caseId, row.state, row.turn, row.dueAt, row.returnTo, row.carrier, row.trackingNumber, row.closedAt]);
}

/** Adds a step to a case. */
export async function insertStep(tx: Tx, caseId: bigint, step: Step): Promise<void> {
  await tx.run(
    `insert into aftersales.step (case_id, number, at, party, account_id, act, message)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 from aftersales.step where case_id = $1`,
    [caseId, step.at, step.party, step.accountId, step.act, step.message]);
}

/** What happened in a case, oldest first. */
export function listSteps(sql: Sql, caseId: bigint): Promise<Step[]> {
  return sql.rows('select at, party, account_id as "accountId", act, message from aftersales.step where case_id = $1 order by number limit 100', [caseId]);
}

export interface CaseQuery {
  readonly memberId?: bigint | undefined;
  readonly supplierId?: bigint | undefined;
  readonly orderId?: bigint | undefined;
  /** Whose turn it is; `nobody`: the case has ended. */
  readonly turn?: Turn | 'nobody' | undefined;
  readonly before: bigint | undefined;
  readonly limit: number;
}

/** A page of cases, newest first. */
export function listCases(sql: Sql, query: CaseQuery): Promise<CaseRow[]> {
  return sql.rows(
    `select ${CASE} from aftersales.cases c where ($1::bigint is null or c.member_id = $1) and ($2::bigint is null or c.supplier_id = $2)
       and ($3::bigint is null or c.order_id = $3) and ($4::text is null or coalesce(c.turn, 'nobody') = $4) and ($5::bigint is null or c.id < $5)
     order by c.id desc limit $6`,
    [query.memberId ?? null, query.supplierId ?? null, query.orderId ?? null, query.turn ?? null, query.before ?? null, query.limit]);
}

/** How many open cases wait for whom; of one supplier or of all. */
export function countTurns(sql: Sql, supplierId: bigint | null): Promise<Record<Turn, bigint>> {
  return sql.one(
    `select count(*) filter (where turn = 'member') as member, count(*) filter (where turn = 'supplier') as supplier, count(*) filter (where turn = 'platform') as platform
     from aftersales.cases where turn is not null and ($1::bigint is null or supplier_id = $1)`, [supplierId]);
}

/** Cases whose deadline is over, oldest deadline first. */
export async function dueCases(sql: Sql, input: { now: Date; limit: number }): Promise<bigint[]> {
  const rows = await sql.rows<{ id: bigint }>('select id from aftersales.cases where due_at <= $1 order by due_at, id limit $2', [input.now, input.limit]);
  return rows.map(({ id }) => id);
}

/** Open cases, and those of them whose deadline was over by `before`. */
export function countLate(sql: Sql, before: Date): Promise<{ open: bigint; late: bigint }> {
  return sql.one('select count(*) as open, count(*) filter (where due_at <= $1) as late from aftersales.cases where closed_at is null', [before]);
}

export async function hasOpenCase(sql: Sql, memberId: bigint): Promise<boolean> {
  return (await sql.maybe('select 1 from aftersales.cases where member_id = $1 and closed_at is null limit 1', [memberId])) !== undefined;
}

/** Takes away what a member wrote and showed in his cases; what was decided stays. */
export async function eraseWords(tx: Tx, memberId: bigint): Promise<void> {
  await tx.run("update aftersales.cases set message = '', pictures = '{}' where member_id = $1", [memberId]);
  await tx.run("update aftersales.step s set message = '' from aftersales.cases c where c.id = s.case_id and c.member_id = $1 and s.party = 'member'", [memberId]);
}

/** Every case of a member, oldest first. */
export function casesOf(sql: Sql, memberId: bigint): Promise<CaseRow[]> {
  return sql.rows<CaseRow>(`select ${CASE} from aftersales.cases c where c.member_id = $1 order by c.id`, [memberId]);
}
