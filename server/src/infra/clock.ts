/**
 * Two clocks. Wall time dates ids, sessions, codes and signatures. Business time (due dates, noon, rules) is wall time plus an
 * offset kept in the database that only grows: demo and tests move it, live databases keep it at zero.
 */
import { assert } from '#kernel/assert.ts';
import type { Sql } from './sql.ts';

export interface Clock {
  /** Business time. */
  now(): Date;
  /** Wall time. */
  wall(): Date;
  /** Moves business time forward by `ms` ≥ 0 for every process of this database; returns the new business time. */
  advance(ms: number): Promise<Date>;
  /** Reads the offset again: another process may have moved it. */
  refresh(): Promise<void>;
}

/** Wall time for commands that have no process-wide clock. */
export const wallTime = (): Date => new Date();

/** The clock of a process; `wallMs` is injected by tests. */
export async function makeClock(sql: Sql, wallMs: () => number = Date.now): Promise<Clock> {
  let offsetMs = 0;
  const clock: Clock = {
    now: () => new Date(wallMs() + offsetMs),
    wall: () => new Date(wallMs()),
    async advance(ms) {
      assert(Number.isSafeInteger(ms) && ms >= 0, 'business time only moves forward');
      const row = await sql.one<{ offsetMs: bigint }>(
        'update infra.clock set offset_ms = offset_ms + $1 where only_row returning offset_ms as "offsetMs"', [ms]);
      offsetMs = Number(row.offsetMs);
      return clock.now();
    },
    async refresh() {
      const row = await sql.one<{ offsetMs: bigint }>('select offset_ms as "offsetMs" from infra.clock where only_row');
      offsetMs = Number(row.offsetMs);
    },
  };
  await clock.refresh();
  return clock;
}

/** Sets the offset of a newborn demo database, whose history begins in the past; refused once any event was logged. */
export async function setBirthOffset(sql: Sql, offsetMs: number): Promise<void> {
  const changed = await sql.run(
    'update infra.clock set offset_ms = $1 where only_row and offset_ms = 0 and not exists (select 1 from infra.event_log)', [offsetMs]);
  assert(changed === 1, 'the birth offset is set before the first event');
}
