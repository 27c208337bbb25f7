/**
 * What a test database committed. A trigger on every table notes each row that really changed, in the same transaction: what is rolled back
 * leaves no note, an update to the same values is none. Reading the notes costs one small query, where checksums of all tables cost seventy;
 * those are here too, to prove the witness.
 */
import type { Sql } from '#infra/sql.ts';

export interface Witness {
  /** `schema.table insert|update|delete` for every row changed by commits since the last question; each kind once, sorted. */
  changes(): Promise<string[]>;
  /** A checksum of each table's rows, by name. */
  checksums(): Promise<Map<string, string>>;
}

/**
 * What a refusal, or a mere reading, may leave behind: a charged try, which a rolled-back one would give back to whoever guesses; when a
 * session was last used; and what goes on beside all requests.
 */
const KEPT = new Map([
  ['identity.throttle insert', 'tries are charged in their own commit, before the work that may refuse'],
  ['identity.throttle update', 'the same'],
  ['identity.sms_code update', 'a wrong code is charged to its challenge'],
  ['infra.node update', 'the lease of the process on its ids, renewed by a timer'],
  ['graphile_worker._private_jobs update', 'the worker writes down that a job failed after the draining that ran it has ended'],
  ['identity.session update', 'seen_at and idle_until: the session was used'],
]);

/** Of what changed, that which no refusal and no reading may leave behind. */
export function unexcused(changes: readonly string[]): string[] {
  return changes.filter((change) => !KEPT.has(change));
}

const TABLES = `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'witness') order by 1`;

const SETUP = `
create schema witness;
create table witness.change (id bigint generated always as identity primary key, what text not null);
create function witness.note() returns trigger language plpgsql as $$
begin
  if tg_op <> 'UPDATE' or old::text <> new::text then
    insert into witness.change (what) values (tg_table_schema || '.' || tg_table_name || ' ' || lower(tg_op));
  end if;
  return null;
end $$;`;

/** Puts the witness over the tables of a database. Units of work must not run while it is asked. */
export async function witnessOf(sql: Sql): Promise<Witness> {
  await sql.run(SETUP);
  const tables = (await sql.rows<{ name: string }>(TABLES)).map(({ name }) => name);
  for (const table of tables) await sql.run(`create trigger witness after insert or update or delete on ${table} for each row execute function witness.note()`);
  const sums = tables.map((table) => `select '${table}' as name, count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as sum from ${table} t`).join(' union all ');
  let seen = 0n;
  return {
    async changes() {
      const rows = await sql.rows<{ what: string; last: bigint }>('select what, max(id) as last from witness.change where id > $1 group by what order by what', [seen]);
      for (const { last } of rows) if (last > seen) seen = last;
      return rows.map(({ what }) => what);
    },
    async checksums() {
      return new Map((await sql.rows<{ name: string; sum: string }>(sums)).map(({ name, sum }) => [name, sum]));
    },
  };
}
