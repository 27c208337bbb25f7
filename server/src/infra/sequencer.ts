/**
 * The sequencer: one process of the deployment, chosen by an advisory lock, moves events from the inbox to the log with dense positions.
 * Lock and work share one session, so whoever loses it has lost both, and two can never write. A leader that stands still, or whose network fails,
 * would keep its session until PostgreSQL notices, which may take hours. Therefore candidates watch: a leader asks for work every 50 ms, and one whose
 * session has done nothing for SILENT_MS is silent; a candidate ends that session and leads (ADR 0008).
 */
import pg from 'pg';
import type { Database } from './database.ts';
import type { Logger } from './log.ts';
import { type Tx, types } from './sql.ts';

const SEQUENCER_LOCK = 4_201;
const SEQUENCE_BATCH = 2_000;
const PARTITION = 10_000_000n;
const CANDIDACY_MS = 500;
const SILENT_MS = 2_000;

interface InboxRow { bucket: number; seq: bigint; type: string; version: number; payload: unknown; at: Date }

/**
 * Makes the range from `from` part of the log. A table is made and attached: creating it as a partition would lock the whole log against every reader and
 * wait for those that read it now, a backup of hours among them, while all subscribers queue behind.
 */
async function addPartition(tx: Tx, from: bigint): Promise<void> {
  const table = `infra.event_log_${from / PARTITION}`;
  await tx.run(`create table ${table} (like infra.event_log including all)`);
  await tx.run(`alter table infra.event_log attach partition ${table} for values from (${from}) to (${from + PARTITION})`);
  await tx.run('update infra.sequencer set next_partition = $1 where only_row', [from + PARTITION]);
}

/** Makes the ranges of the log that the row of the sequencer counts on, as in a restored database. */
export async function completePartitions(run: (statement: string) => Promise<unknown>, next: bigint): Promise<void> {
  for (let from = 0n; from < next; from += PARTITION) {
    await run(`create table if not exists infra.event_log_${from / PARTITION} partition of infra.event_log for values from (${from}) to (${from + PARTITION})`);
  }
}

/** Moves what is visible to the log; returns how many events it moved. Only the holder of the sequencer lock may call it. */
async function sequence(tx: Tx): Promise<number> {
  const rows = await tx.rows<InboxRow>('select bucket, seq, type, version, payload, at from infra.event_inbox order by seq limit $1', [SEQUENCE_BATCH]);
  if (rows.length === 0) return 0;
  const state = await tx.one<{ position: bigint; nextPartition: bigint }>(
    'update infra.sequencer set position = position + $1 where only_row returning position, next_partition as "nextPartition"', [rows.length]);
  if (state.position + PARTITION / 2n > state.nextPartition) await addPartition(tx, state.nextPartition);
  await tx.run(
    `insert into infra.event_log (position, bucket, type, version, payload, at)
     select $1::bigint + e.n, e.bucket, e.type, e.version, e.payload::jsonb, e.at
     from unnest($2::int[], $3::text[], $4::int[], $5::text[], $6::timestamptz[]) with ordinality as e (bucket, type, version, payload, at, n)`,
    [state.position - BigInt(rows.length), rows.map((r) => r.bucket), rows.map((r) => r.type), rows.map((r) => r.version),
      rows.map((r) => JSON.stringify(r.payload)), rows.map((r) => r.at)]);
  await tx.run('delete from infra.event_inbox i using unnest($1::int[], $2::bigint[]) as d (bucket, seq) where i.bucket = d.bucket and i.seq = d.seq',
    [rows.map((r) => r.bucket), rows.map((r) => r.seq)]);
  return rows.length;
}

export interface Sequencer {
  /** Moves a batch if this process leads or can take the lead; says whether it moved anything. */
  step(): Promise<boolean>;
  close(): Promise<void>;
}

/** The leader's session as a candidate sees it: `sign` changes with every statement, and is null when it may not be seen. */
const LEADER = `select l.pid, a.state_change::text as sign, a.state = 'active' as busy from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.locktype = 'advisory' and l.classid = 0 and l.objid = $1 and l.objsubid = 1 and l.granted and a.datname = current_database()`;

interface Sight { readonly pid: number; readonly sign: string; readonly sinceMs: number }

/** Looks at the leader and ends its session when it has been silent for too long. Returns what was seen; `before` is what the last look returned. */
async function watchLeader(client: pg.Client, before: Sight | undefined, log: Logger): Promise<Sight | undefined> {
  const [leader] = (await client.query<{ pid: number; sign: string | null; busy: boolean }>(LEADER, [SEQUENCER_LOCK])).rows;
  // A statement that runs is work, however long it takes; when its asker is gone it ends, and then there is silence.
  if (!leader || leader.sign === null || leader.busy) return undefined;
  const nowMs = performance.now();
  if (before?.pid !== leader.pid || before.sign !== leader.sign) return { pid: leader.pid, sign: leader.sign, sinceMs: nowMs };
  if (nowMs - before.sinceMs < SILENT_MS) return before;
  log.warn({ pid: leader.pid }, 'the leading sequencer is silent: its session is ended');
  await client.query('select pg_terminate_backend($1)', [leader.pid]);
  return undefined;
}

/** A candidate for the lead. The lock lives on a connection of its own, and so does the work: when it is lost, both are. */
export function makeSequencer(options: { url: string; log: Logger; moved: () => void }): Sequencer {
  const { url, log } = options;
  let session: pg.Client | undefined;
  let leads = false;
  let sight: Sight | undefined;

  const leave = async (client: pg.Client): Promise<void> => {
    if (session === client) {
      session = undefined;
      leads = false;
    }
    await client.end().catch(() => log.warn('the connection of the sequencer was already gone'));
  };
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url, types, application_name: 'coshop-sequencer', keepAlive: true });
    client.on('error', () => void leave(client));
    await client.connect();
    session = client;
    return client;
  };
  const stand = async (client: pg.Client): Promise<void> => {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [SEQUENCER_LOCK]);
    leads = rows[0]?.locked === true;
    sight = leads ? undefined : await watchLeader(client, sight, log);
  };
  const work = async (client: pg.Client): Promise<boolean> => {
    await client.query('begin');
    const count = await sequence(onClient(client));
    await client.query('commit');
    if (count > 0) options.moved();
    // What came meanwhile has woken us; only a full batch says that more was there.
    return count === SEQUENCE_BATCH;
  };

  return {
    async step() {
      try {
        const client = session ?? await connect();
        if (leads) return await work(client);
        await stand(client);
        if (leads) return true;
      } catch (error) {
        log.error({ error }, leads ? 'the sequencer failed and gives up its lead' : 'the sequencer could not reach the database');
        if (session) await leave(session);
      }
      await new Promise((resolve) => setTimeout(resolve, CANDIDACY_MS).unref());
      return false;
    },
    async close() {
      if (session) await leave(session);
    },
  };
}

/** Moves one batch in a transaction of its own, waiting for a leader to finish; for drain. Says whether it moved anything. */
export function sequenceOnce(database: Database): Promise<boolean> {
  return database.transaction(async (tx) => {
    await tx.run('select pg_advisory_xact_lock($1)', [SEQUENCER_LOCK]);
    return (await sequence(tx)) > 0;
  });
}

function onClient(client: pg.Client): Tx {
  const rows = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> => (await client.query(text, [...values])).rows as Row[];
  return {
    transaction: true,
    rows,
    maybe: async <Row>(text: string, values?: readonly unknown[]) => (await rows<Row>(text, values))[0],
    async one<Row>(text: string, values?: readonly unknown[]) {
      const [row] = await rows<Row>(text, values);
      if (row === undefined) throw new Error('the sequencer row is missing');
      return row;
    },
    run: async (text, values = []) => (await client.query(text, [...values])).rowCount ?? 0,
  };
}
