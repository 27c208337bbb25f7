/** SQL of the rules: versions are appended and never changed. */
import type { Sql, Tx } from '#infra/sql.ts';

export interface VersionRow {
  readonly version: number;
  readonly pack: string;
  readonly hash: string;
  readonly effectiveFrom: Date;
  readonly installedAt: Date;
  readonly installedBy: bigint | null;
}

const COLUMNS = 'version, pack, hash, effective_from as "effectiveFrom", installed_at as "installedAt", installed_by as "installedBy"';

/** All versions, oldest first. There are a handful in the life of a deployment. */
export function listVersions(sql: Sql): Promise<VersionRow[]> {
  return sql.rows<VersionRow>(`select ${COLUMNS} from rules.version order by version limit 1000`);
}

/** The pack of a version as it was stored. */
export async function readBody(sql: Sql, version: number): Promise<unknown> {
  const row = await sql.one<{ body: unknown }>('select body from rules.version where version = $1', [version]);
  return row.body;
}

/** Serialises installations, so that version numbers are dense. */
export async function lockVersions(tx: Tx): Promise<void> {
  await tx.run('lock table rules.version in share row exclusive mode');
}

/** Appends a version. */
export async function insertVersion(tx: Tx, row: VersionRow & { readonly body: string }): Promise<void> {
  await tx.run(
    `insert into rules.version (version, pack, body, hash, effective_from, installed_at, installed_by)
     values ($1, $2, $3::jsonb, $4, $5, $6, $7)`,
    [row.version, row.pack, row.body, row.hash, row.effectiveFrom, row.installedAt, row.installedBy]);
}
