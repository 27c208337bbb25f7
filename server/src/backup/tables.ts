/** What of the database belongs into a backup, and how its rows go out and come in: plain text of COPY, which every release of PostgreSQL reads. */
import { createHash } from 'node:crypto';
import { type Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { MODULES } from '#app/modules.ts';
import { assert } from '#kernel/assert.ts';
import type { TableData } from './format.ts';

/** Modules that keep nothing. */
const WITHOUT_DATA: readonly string[] = ['poster'];
/** Every schema that holds data of ours; a test compares it with a migrated database. */
export const SCHEMAS: readonly string[] = ['infra', ...Object.keys(MODULES).filter((name) => !WITHOUT_DATA.includes(name)), 'demo', 'graphile_worker'];
/** What the program writes about the schema itself, when it migrates. */
const NOT_DATA: readonly string[] = ['graphile_worker.migrations'];
const NEW_LINE = 0x0a;

export interface Table extends Pick<TableData, 'name' | 'columns'> {
  /** The primary key as ORDER BY takes it. */
  readonly order: string;
}

const quoted = (name: string): string => name.split('.').map(pg.escapeIdentifier).join('.');

/** A connection for a backup or a restore; no limit on time, and everything that shapes the text of a value is fixed. */
export function openClient(url: string, command: 'backup' | 'restore'): pg.Client {
  return new pg.Client({
    connectionString: url, application_name: `coshop ${command}`,
    options: '-c statement_timeout=0 -c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=postgres -c extra_float_digits=1 -c bytea_output=hex',
  });
}

/** The tables of ours, parents before those that refer to them; a partitioned one is one table. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { parents: string[] }>(
    `select n.nspname || '.' || c.relname as name,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
       (select string_agg(quote_ident(a.attname) || case when a.attcollation = 0 then '' else ' collate "C"' end, ', ' order by k.place)
        from pg_index i cross join unnest(i.indkey) with ordinality as k (number, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
        where i.indrelid = c.oid and i.indisprimary) as order,
       array(select pn.nspname || '.' || p.relname from pg_constraint k join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
             where k.contype = 'f' and k.conrelid = c.oid and k.confrelid <> c.oid) as parents
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition order by 1`, [SCHEMAS]);
  const waiting = rows.filter(({ name }) => !NOT_DATA.includes(name));
  const ordered: Table[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ parents }) => parents.every((parent) => ordered.some(({ name }) => name === parent)));
    assert(next >= 0, 'foreign keys of different tables form no ring');
    ordered.push(...waiting.splice(next, 1).map(({ name, columns, order }) => ({ name, columns, order })));
  }
  return ordered;
}

/** The sequences of ours with their last values. */
export async function listSequences(client: pg.Client): Promise<Record<string, string | null>> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select schemaname || '.' || sequencename as name, last_value::text as value from pg_sequences where schemaname = any($1) order by 1`, [SCHEMAS]);
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** Sets a sequence to the last value it gave. */
export async function setSequence(client: pg.Client, name: string, value: string): Promise<void> {
  await client.query('select setval($1::regclass, $2::bigint)', [quoted(name), value]);
}

/** Counts rows and bytes that pass, and sums them up. */
export function meter(): { through: Transform; read(): { rows: number; bytes: number; sha256: string } } {
  const hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      // Line ends within values are escaped, so every one that passes ends a row.
      for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1)) rows += 1;
      done(null, chunk);
    },
  });
  return { through, read: () => ({ rows, bytes, sha256: hash.digest('hex') }) };
}

const flow = (streams: readonly (NodeJS.ReadableStream | NodeJS.WritableStream | NodeJS.ReadWriteStream)[]): Promise<void> => pipeline(streams);
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Sends the rows of a table, in the order of its key, through `sinks`, or nowhere, and returns what they are. */
export async function exportRows(client: pg.Client, { name, columns, order }: Table, sinks: readonly (Transform | Writable)[] = [nowhere()]): Promise<TableData> {
  const content = meter();
  const rows = client.query(copyTo(`copy (select ${columns.map(pg.escapeIdentifier).join(', ')} from ${quoted(name)} order by ${order}) to stdout`));
  await flow([rows, content.through, ...sinks]);
  const { rows: count, sha256 } = content.read();
  return { name, columns, rows: count, sha256 };
}

/** Loads rows from `sources` into a table. */
export async function importRows(client: pg.Client, { name, columns }: Pick<Table, 'name' | 'columns'>, sources: readonly (Readable | Transform)[]): Promise<void> {
  await flow([...sources, client.query(copyFrom(`copy ${quoted(name)} (${columns.map(pg.escapeIdentifier).join(', ')}) from stdin`))]);
}

/** Empties tables that refer to each other. */
export async function emptyTables(client: pg.Client, tables: readonly Pick<Table, 'name'>[]): Promise<void> {
  await client.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`);
}

/** Keeps tables from being altered until the transaction ends. */
export async function lockTables(client: pg.Client, tables: readonly Pick<Table, 'name'>[]): Promise<void> {
  await client.query(`lock table ${tables.map(({ name }) => quoted(name)).join(', ')} in access share mode`);
}
