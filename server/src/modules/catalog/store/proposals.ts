/** SQL of what suppliers propose. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { ProductId, ProposalId, ProposalState, Proposed } from '#modules/catalog/domain.ts';

export interface Proposal {
  readonly id: ProposalId;
  readonly supplierId: bigint;
  readonly productId: ProductId | null;
  readonly state: ProposalState;
  readonly content: Proposed;
  readonly revision: number;
  /** Why it was rejected. */
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: bigint | null;
}

const COLUMNS = `id, supplier_id as "supplierId", product_id as "productId", state, content, revision, reason, created_at as "createdAt", submitted_at as "submittedAt",
  decided_at as "decidedAt", decided_by as "decidedBy"`;

export function findProposal(sql: Sql, id: bigint): Promise<Proposal | undefined> {
  return sql.maybe<Proposal>(`select ${COLUMNS} from catalog.proposal where id = $1`, [id]);
}

/** The same with its row locked. */
export function lockProposal(tx: Tx, id: bigint): Promise<Proposal | undefined> {
  return tx.maybe<Proposal>(`select ${COLUMNS} from catalog.proposal where id = $1 for update`, [id]);
}

/** Writes a new proposal; false when the product has an open one. */
export async function insertProposal(tx: Tx, proposal: Proposal): Promise<boolean> {
  return (await tx.run(
    `insert into catalog.proposal (id, supplier_id, product_id, state, content, revision, created_at, submitted_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (product_id) where product_id is not null and state in ('draft', 'submitted', 'rejected') do nothing`,
    [proposal.id, proposal.supplierId, proposal.productId, proposal.state, JSON.stringify(proposal.content), proposal.revision, proposal.createdAt, proposal.submittedAt])) === 1;
}

/** Writes what may change of a proposal. */
export async function updateProposal(tx: Tx, proposal: Proposal): Promise<void> {
  await tx.run(
    `update catalog.proposal set product_id = $2, state = $3, content = $4, revision = $5, reason = $6, submitted_at = $7, decided_at = $8, decided_by = $9 where id = $1`,
    [proposal.id, proposal.productId, proposal.state, JSON.stringify(proposal.content), proposal.revision, proposal.reason, proposal.submittedAt, proposal.decidedAt, proposal.decidedBy]);
}

export interface ProposalQuery {
  /** Null: of every supplier. */
  readonly supplierId: bigint | null;
  readonly states: readonly ProposalState[];
  readonly search: string;
  readonly beforeId: bigint;
  readonly limit: number;
}

const FILTER = `($1::bigint is null or supplier_id = $1) and state = any($2::text[]) and strpos(lower(content->>'title'), lower($3)) > 0`;

/** Proposals that match, newest first. */
export function listProposals(sql: Sql, query: ProposalQuery): Promise<Proposal[]> {
  return sql.rows<Proposal>(`select ${COLUMNS} from catalog.proposal where ${FILTER} and id < $4 order by id desc limit $5`, [query.supplierId, query.states, query.search, query.beforeId, query.limit]);
}

export async function countProposals(sql: Sql, query: ProposalQuery): Promise<number> {
  return Number((await sql.one<{ count: bigint }>(`select count(*) from catalog.proposal where ${FILTER}`, [query.supplierId, query.states, query.search])).count);
}
