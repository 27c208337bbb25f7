import type { Sql, Tx } from '#infra/sql.ts';

export interface MediaRow {
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

export async function insertMedia(tx: Tx, media: MediaRow, at: Date): Promise<void> {
  await tx.run(
    'insert into catalog.media (sha256, width, height, bytes, created_at) values ($1, $2, $3, $4, $5) on conflict (sha256) do nothing',
    [media.sha256, media.width, media.height, media.bytes, at]);
}

/** How many of the pictures exist. */
export async function countMedia(sql: Sql, sha256: readonly string[]): Promise<number> {
  return Number((await sql.one<{ count: bigint }>('select count(*) from catalog.media where sha256 = any($1::text[])', [sha256])).count);
}

/** Pictures after one, in order. */
export async function listMedia(sql: Sql, page: { after: string; limit: number }): Promise<string[]> {
  return (await sql.rows<{ sha256: string }>('select sha256 from catalog.media where sha256 > $1 order by sha256 limit $2', [page.after, page.limit])).map(({ sha256 }) => sha256);
}
