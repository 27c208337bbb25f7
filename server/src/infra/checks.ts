/** What must hold of the mechanisms that all modules share. */
import { type Check, doubtful, failed, fine } from './check.ts';
import type { Infra } from './infra.ts';

/** The newest events that are counted one by one. */
const COUNTED = 1_000_000n;
const LATE_MS = 60_000;
const BEHIND = 10_000n;
const MINUTE_MS = 60_000;

/** Subscribers, log, jobs, clock. */
export function infraChecks(infra: Infra): readonly Check[] {
  return [subscribers(infra), log, inbox(infra), jobs, clock(infra)];
}

function subscribers(infra: Infra): Check {
  return {
    name: 'subscribers',
    async run(sql) {
      const states = await infra.events.states(sql);
      const stopped = states.filter(({ state }) => state === 'stopped');
      if (stopped.length > 0) {
        return failed(stopped.map(({ name, failedPosition, error }) => `${name} stopped at event ${failedPosition}: ${error}`).join('; '), 'Mend what the error says, then let it go on at the console (Events).');
      }
      const parked = await sql.one<{ count: bigint }>('select count(*) as count from infra.parked_event');
      if (parked.count > 0n) return doubtful(`${parked.count} events are parked`, 'Look at them at the console (Events) and apply them again.');
      const behind = states.filter(({ lag }) => lag > BEHIND);
      if (behind.length > 0) return doubtful(behind.map(({ name, lag }) => `${name} is ${lag} events behind`).join('; '), 'It catches up while the shop runs; look again in some minutes.');
      return fine(`${states.length}, none stopped, at most ${states.reduce((most, { lag }) => (lag > most ? lag : most), 0n)} events behind`);
    },
  };
}

const log: Check = {
  name: 'event log',
  async run(sql) {
    const row = await sql.one<{ head: bigint; first: bigint | null; last: bigint | null; count: bigint }>(
      `select q.position as head, l.first, l.last, l.count from infra.sequencer q cross join lateral (
         select min(position) as first, max(position) as last, count(*) as count from infra.event_log where position > q.position - $1) l`, [COUNTED]);
    const expected = row.first === null ? 0n : row.head - row.first + 1n;
    if (row.count === expected && (row.last === null || row.last === row.head)) return fine(`the newest ${row.count} positions, up to ${row.head}, stand without a gap`);
    return failed(`${row.count} events where ${expected} positions were given, the last ${row.last} of ${row.head}`, 'Events are lost or doubled. Stop the shop and restore the last backup.');
  },
};

function inbox(infra: Infra): Check {
  return {
    name: 'event inbox',
    async run(sql) {
      const { count, oldest } = await sql.one<{ count: bigint; oldest: Date | null }>('select count(*) as count, min(at) as oldest from infra.event_inbox');
      const late = oldest !== null && infra.clock.now().getTime() - oldest.getTime() > LATE_MS;
      return late ? doubtful(`${count} events wait, the oldest since ${oldest.toISOString()}`, 'They are sequenced as soon as the shop runs; if it runs, its log says what the sequencer lacks.') : fine(`${count} events wait`);
    },
  };
}

const jobs: Check = {
  name: 'jobs',
  async run(sql) {
    const row = await sql.one<{ waiting: bigint; given: bigint; names: string | null }>(
      `select count(*) filter (where attempts < max_attempts) as waiting, count(*) filter (where attempts >= max_attempts) as given,
         string_agg(distinct task_identifier || ': ' || coalesce(last_error, ''), '; ') filter (where attempts >= max_attempts) as names from graphile_worker.jobs`);
    if (row.given === 0n) return fine(`${row.waiting} wait, none was given up`);
    return failed(`${row.given} were given up after their last try (${row.names?.slice(0, 300)})`, 'Mend what the error says; then they can be tried again: select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where attempts >= max_attempts), attempts := 0).');
  },
};

function clock(infra: Infra): Check {
  return {
    name: 'clock',
    async run(sql) {
      const { ahead, offset } = await sql.one<{ ahead: bigint | null; offset: bigint }>(
        'select max(n.leased_until_ms) - $1::bigint as ahead, (select offset_ms from infra.clock where only_row) as offset from infra.node n', [infra.clock.wall().getTime()]);
      if (ahead !== null && ahead > MINUTE_MS) return failed(`this machine's clock is ${ahead / 1000n} s behind that of whoever wrote last`, 'Set the clock (NTP) before you start the shop.');
      if (offset !== 0n && infra.config.mode === 'live') return failed(`business time is ${offset} ms away from wall time`, 'A live shop never moves its clock: restore the last backup.');
      return fine(offset === 0n ? 'business time is wall time' : `business time is wall time ${offset < 0n ? '−' : '+'} ${(offset < 0n ? -offset : offset) / 1000n} s, as a demo may`);
    },
  };
}
