/** SQL of sheets of goods that were uploaded. */
import type { Sql, Tx } from '#infra/sql.ts';
import type { Proposed } from '#modules/catalog/domain.ts';
import type { Problem } from '#modules/catalog/sheet.ts';

export interface Import {
  readonly id: bigint;
  readonly supplierId: bigint;
  readonly madeBy: bigint;
  readonly fileName: string;
  readonly state: 'checked' | 'running' | 'done';
  /** Products in the sheet, those with something wrong, and those that became drafts. */
  readonly total: number;
  readonly bad: number;
  readonly made: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface ImportItem {
  readonly number: number;
  readonly lines: readonly number[];
  readonly title: string;
  readonly state: 'ready' | 'bad' | 'made';
  readonly content: Proposed | null;
  readonly problems: readonly Problem[];
  readonly proposalId: bigint | null;
}

const IMPORT = `id, supplier_id as "supplierId", made_by as "madeBy", file_name as "fileName", state, total, bad, made, created_at as "createdAt", finished_at as "finishedAt"`;
const ITEM = 'number, lines, title, state, content, problems, proposal_id as "proposalId"';

export async function insertImport(tx: Tx, one: Import, items: readonly Omit<ImportItem, 'proposalId'>[]): Promise<void> {
  await tx.run(
    'insert into catalog.import (id, supplier_id, made_by, file_name, state, total, bad, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [one.id, one.supplierId, one.madeBy, one.fileName, one.state, one.total, one.bad, one.createdAt]);
  await tx.run(
    `insert into catalog.import_item (import_id, number, lines, title, state, content, problems)
     select $1, i.number, array(select jsonb_array_elements_text(i.lines)::int), i.title, i.state, nullif(i.content, 'null'), i.problems
     from jsonb_to_recordset($2::jsonb) as i (number int, lines jsonb, title text, state text, content jsonb, problems jsonb)`,
    [one.id, JSON.stringify(items)]);
}

export function findImport(sql: Sql, id: bigint): Promise<Import | undefined> {
  return sql.maybe<Import>(`select ${IMPORT} from catalog.import where id = $1`, [id]);
}

/** The same with its row locked: one worker at a time. */
export function lockImport(tx: Tx, id: bigint): Promise<Import | undefined> {
  return tx.maybe<Import>(`select ${IMPORT} from catalog.import where id = $1 for update`, [id]);
}

/** Imports, newest first; of one supplier or of all. */
export function listImports(sql: Sql, query: { supplierId: bigint | null; beforeId: bigint; limit: number }): Promise<Import[]> {
  return sql.rows<Import>(
    `select ${IMPORT} from catalog.import where ($1::bigint is null or supplier_id = $1) and id < $2 order by id desc limit $3`, [query.supplierId, query.beforeId, query.limit]);
}

/** Items of an import after a number, in order. */
export function listItems(sql: Sql, query: { importId: bigint; state: ImportItem['state'] | null; after: number; limit: number }): Promise<ImportItem[]> {
  return sql.rows<ImportItem>(
    `select ${ITEM} from catalog.import_item where import_id = $1 and ($2::text is null or state = $2) and number > $3 order by number limit $4`, [query.importId, query.state, query.after, query.limit]);
}

export async function markMade(tx: Tx, made: { importId: bigint; items: readonly { number: number; proposalId: bigint }[] }): Promise<void> {
  await tx.run(
    `update catalog.import_item i set state = 'made', proposal_id = m.proposal_id from unnest($2::int[], $3::bigint[]) as m (number, proposal_id)
     where i.import_id = $1 and i.number = m.number`, [made.importId, made.items.map(({ number }) => number), made.items.map(({ proposalId }) => proposalId)]);
}

export async function updateImport(tx: Tx, one: Pick<Import, 'id' | 'state' | 'made' | 'finishedAt'>): Promise<void> {
  await tx.run('update catalog.import set state = $2, made = $3, finished_at = $4 where id = $1', [one.id, one.state, one.made, one.finishedAt]);
}
