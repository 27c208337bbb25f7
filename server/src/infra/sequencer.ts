/** The sequencer: one process of the deployment, chosen by an advisory lock, moves events from the inbox to the log with dense positions. */
import pg from 'pg';
import type { Database } from './database.ts';
import type { Logger } from './log.ts';
import { type Tx, types } from './sql.ts';

const SEQUENCER_LOCK = 4_201;
const SEQUENCE_BATCH = 2_000;
const PARTITION = 10_000_000n;
const CANDIDACY_MS = 1_000;

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

/** A candidate for the lead. The lock lives on a connection of its own, and so does the work: when it is lost, both are. */
export function makeSequencer(options: { url: string; log: Logger; moved: () => void }): Sequencer {
  const { url, log } = options;
  let leader: pg.Client | undefined;

  const lead = async (): Promise<pg.Client | undefined> => {
    if (leader) return leader;
    const client = new pg.Client({ connectionString: url, types, application_name: 'coshop-sequencer' });
    client.on('error', () => {
      leader = undefined;
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [SEQUENCER_LOCK]);
      if (rows[0]?.locked) {
        leader = client;
        return client;
      }
      await client.end();
    } catch (error) {
      log.warn({ error }, 'the sequencer could not reach the database');
    }
    await new Promise((resolve) => setTimeout(resolve, CANDIDACY_MS).unref());
    return undefined;
  };

  return {
    async step() {
      const client = await lead();
      if (!client) return false;
      try {
        await client.query('begin');
        const count = await sequence(onClient(client));
        await client.query('commit');
        if (count > 0) options.moved();
        // What came meanwhile has woken us; only a full batch says that more was there.
        return count === SEQUENCE_BATCH;
      } catch (error) {
        log.error({ error }, 'the sequencer failed and gives up its lead');
        leader = undefined;
        await client.end().catch(() => log.warn('the connection of the sequencer was already gone'));
        return false;
      }
    },
    async close() {
      await leader?.end();
      leader = undefined;
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
