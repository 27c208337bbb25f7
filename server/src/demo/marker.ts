/** Whether the history is complete, and how an interrupted one is wiped so that it can start over. Only ever in a demo that nobody has used yet. */
import type { Infra } from '#infra/infra.ts';
import { migrate } from '#infra/migrate.ts';
import { assert } from '#kernel/assert.ts';
import { catalogOf } from '#modules/catalog/index.ts';
import { MODULES } from '#app/modules.ts';

/** The first migration that is not of infra. */
const FIRST_MODULE_MIGRATION = 10;

/** Whether this demo has its whole history; 'interrupted' when a start was stopped in the middle of it. */
export async function historyState(infra: Infra): Promise<'none' | 'interrupted' | 'complete'> {
  const row = await infra.sql.maybe<{ finishedAt: Date | null }>('select finished_at as "finishedAt" from demo.history where only_row');
  if (!row) return 'none';
  return row.finishedAt === null ? 'interrupted' : 'complete';
}

/** Marks the beginning. From here to the end commits of a server of our own are not waited for: an interrupted history starts over, whatever of it was kept. */
export async function beginHistory(infra: Infra): Promise<void> {
  await setWaiting(infra, 'alter system set synchronous_commit = off');
  await infra.sql.run('insert into demo.history (begun_at) values ($1)', [infra.clock.wall()]);
}

/** Marks the end: from now on the demo is used, and never wiped by a start. */
export async function finishHistory(infra: Infra): Promise<void> {
  await setWaiting(infra, 'alter system reset synchronous_commit');
  await infra.database.transaction(async (tx) => {
    // Backends hear of a setting a moment later; this commit is waited for, and with it everything before it.
    await tx.run('set local synchronous_commit = on');
    const changed = await tx.run('update demo.history set finished_at = $1 where only_row and finished_at is null', [infra.clock.wall()]);
    assert(changed === 1, 'a history is finished once');
  });
}

async function setWaiting({ config, sql }: Infra, setting: string): Promise<void> {
  if (config.databaseUrl !== undefined) return;
  await sql.run(setting);
  await sql.run('select pg_reload_conf()');
}

/**
 * Empties an interrupted demo: every module's schema is dropped and made anew, the event log and the queue are emptied, business time goes back. Positions of
 * the log go on, since memory may remember them; what the app has read of the goods is read again. Asserts that the database was born demo and its history
 * is not complete.
 */
export async function startOver(infra: Infra): Promise<void> {
  const { mode } = await infra.sql.one<{ mode: string }>('select mode from infra.birth where only_row');
  assert(mode === 'demo' && (await historyState(infra)) === 'interrupted', 'only a demo whose history was interrupted is emptied');
  await infra.database.transaction(async (tx) => {
    for (const schema of [...Object.keys(MODULES), 'demo']) await tx.run(`drop schema if exists ${schema} cascade`);
    await tx.run('delete from migration.applied where number >= $1', [FIRST_MODULE_MIGRATION]);
    await tx.run('truncate infra.event_log, infra.event_inbox, infra.parked_event');
    await tx.run(`update infra.subscriber s set position = q.position, state = 'running', failed_position = null, failed_at = null, error = null from infra.sequencer q`);
    await tx.run('update infra.clock set offset_ms = 0 where only_row');
    await tx.run('delete from graphile_worker._private_jobs');
  });
  const url = infra.database.pool.options.connectionString;
  assert(url !== undefined, 'the pool knows its address');
  await migrate(url);
  await infra.clock.refresh();
  await catalogOf(infra).refresh();
}
