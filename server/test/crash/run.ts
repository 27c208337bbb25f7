/** A day's machines: a database server, a process of the app on a wire to it, a gateway; and who brings them back when they die. */
import { createServer } from 'node:net';
import { rm } from 'node:fs/promises';
import { vi } from 'vitest';
import { makeSimulators, type Simulators } from '@coshop/simulators/src/server.ts';
import { openDatabase } from '#infra/database.ts';
import { findPostgres, urlOfDatabase } from '#infra/postgres.ts';
import { findRunning, PORT, ROLE } from '#infra/postgres-process.ts';
import type { Sql } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import { TEST_SECRET_KEY } from '#test/app.ts';
import { type Life, LOST, startLife } from './life.ts';
import { type Stage, startServerOf } from './stage.ts';
import { STEPS } from './steps.ts';
import { openWire, type Trap, type Wire } from './wire.ts';

/**
 * Who dies at a point: the process by kill -9; the database server by kill -9 of its first process, or at once with all its processes; both, as when
 * the machine loses power; or only the connection, when what the process asked for may stand and it never hears.
 */
export const VICTIMS = ['server', 'postgres', 'postgres at once', 'machine', 'connection'] as const;
export type Victim = (typeof VICTIMS)[number];

export interface Point {
  readonly step: string;
  readonly when: Trap['when'];
  readonly victim: Victim;
  /** Strikes when the step was committed at least this often in the day. */
  readonly after: number;
}

/** What a strike left: what was committed when the dead were dead and the database could be read again. */
export interface Death { readonly point: Point; readonly stood: string }

export interface Run {
  readonly sql: Sql;
  readonly wire: Wire;
  /** Nobody reaches it until it is opened. */
  readonly gateway: Gateway;
  readonly deaths: readonly Death[];
  /** Points at which nobody has died. */
  readonly waiting: ReadonlySet<Point>;
  /** The process that lives now, once it listens. */
  origin(): Promise<string>;
  /** Resolves when whoever died has been replaced. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A database server of its own on a copy of the stage. */
export interface Copy {
  readonly dataDir: string;
  readonly directory: string;
  readonly socket: string;
  /** For looking on, past every wire. */
  readonly sql: Sql;
  urlOn(wire: Wire): string;
  close(): Promise<void>;
}

/** Copies the stage and starts the copy's server. */
export async function openCopy(stage: Stage): Promise<Copy> {
  const dataDir = await stage.copy();
  const { url, directory } = await startServerOf(dataDir);
  const database = openDatabase({ url: `${urlOfDatabase(url, stage.database)}&application_name=onlooker`, max: 3 });
  return {
    dataDir, directory, sql: database.sql, socket: `${findRunning(directory)?.socketDir}/.s.PGSQL.${PORT}`,
    urlOn: (wire) => `postgresql://${ROLE}@127.0.0.1:${wire.port}/${stage.database}`,
    async close() {
      await database.close();
      await findPostgres(dataDir)?.stop('immediate');
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Waiting is polling; a wait that ends here has failed. Many may die while one waits. */
export const WAIT = { interval: 25, timeout: 150_000 };
/** A process that cannot reach the database ends when its lease of a node number does, and may try to start in vain before that. */
const OUTAGE_MS = 20_000;

/** Starts a day's machines on a copy of the stage. A process may end only by our hand, or because the database was away while it started. */
export async function startRun(stage: Stage, points: readonly Point[]): Promise<Run> {
  const copy = await openCopy(stage);
  const gateway = await startGateway();
  const keeper = makeKeeper(copy);
  const trapOf = new Map(points.map((point) => [toTrap(point), point]));
  const waiting = new Set(points);
  const wire = await openWire({
    socket: copy.socket, baits: STEPS.map(({ bait }) => bait), traps: [...trapOf.keys()],
    strike(trap) {
      const point = trapOf.get(trap);
      assert(point, 'a trap is a point');
      waiting.delete(point);
      if (point.victim !== 'connection') wire.cut();
      keeper.strike(point);
    },
  });
  keeper.begin(() => startLife(copy.urlOn(wire), gateway.port));
  return {
    sql: copy.sql, wire, gateway, deaths: keeper.deaths, waiting, origin: () => keeper.origin(), settled: () => keeper.settled(),
    async close() {
      await keeper.close();
      await wire.close();
      await gateway.close();
      await copy.close();
    },
  };
}

function toTrap({ step, when, after }: Point): Trap {
  const found = STEPS.find(({ name }) => name === step);
  assert(found !== undefined && found.whens.includes(when), `"${step}" is a step and has the moment ${when}`);
  return { bait: found.bait, when, after };
}

export interface Gateway {
  readonly port: number;
  readonly simulators: Simulators;
  open(): void;
  close(): Promise<void>;
}

/** The demo's gateway behind a port of ours, which hangs up on everybody until it is opened. */
async function startGateway(): Promise<Gateway> {
  const simulators = await makeSimulators({ secret: TEST_SECRET_KEY, serverUrl: 'http://127.0.0.1:1' });
  let isOpen = false;
  const door = createServer((socket) => void (isOpen ? simulators.http.server.emit('connection', socket) : socket.destroy()));
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const address = door.address();
  assert(address !== null && typeof address === 'object', 'a listener has a port');
  return {
    port: address.port, simulators,
    open() {
      isOpen = true;
    },
    async close() {
      door.close();
      await simulators.close();
    },
  };
}

interface Keeper {
  readonly deaths: Death[];
  begin(start: () => Life): void;
  strike(point: Point): void;
  origin(): Promise<string>;
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Kills at once and brings back what was killed, one after the other. */
function makeKeeper(at: Copy): Keeper {
  const deaths: Death[] = [];
  let start: (() => Life) | undefined;
  let life: Life | undefined;
  let recovering: Promise<void> = Promise.resolve();
  // A line of its own: who looks at what stood after one death must not be waited for by the database, which the next death has taken away.
  let restarting: Promise<void> = Promise.resolve();
  let closing = false;
  let failure: Error | undefined;
  let outages = 0;
  let lastOutageEndedAt = -Infinity;

  const fail = (error: unknown): void => {
    failure ??= error instanceof Error ? error : new Error(String(error));
  };
  const live = (): void => {
    assert(start, 'the keeper knows how to start a process');
    const mine = start();
    life = mine;
    void mine.ended.then((how) => {
      if (closing || mine !== life || how === 'SIGKILL') return;
      // It ended by itself: when it had lost the database or begun without one, or on a machine so busy that it could not renew its lease; never else.
      const hadDatabase = outages === 0 && performance.now() - lastOutageEndedAt > OUTAGE_MS;
      if (how !== LOST && hadDatabase) failure = new Error(`a process ended by itself with ${how}`);
      else live();
    });
  };
  const restart = async (): Promise<void> => {
    // It may be taken away once more while it starts.
    await vi.waitFor(() => startServerOf(at.dataDir), WAIT);
    outages -= 1;
    lastOutageEndedAt = performance.now();
  };
  const recover = async (point: Point, dead: Life | undefined): Promise<void> => {
    await restarting;
    if (point.victim === 'server' || point.victim === 'machine') await dead?.ended;
    deaths.push({ point, stood: await vi.waitFor(() => look(at.sql), WAIT) });
    // Whoever held a job is gone or has lost it. Minutes pass, after which it counts as abandoned.
    if (point.victim !== 'connection') await vi.waitFor(() => at.sql.run(`update graphile_worker._private_jobs set locked_at = locked_at - interval '1 hour'`), WAIT);
    if (dead && dead === life && dead.child.signalCode === 'SIGKILL' && !closing) live();
  };
  return {
    deaths,
    begin(how) {
      start = how;
      live();
    },
    strike(point) {
      const dead = life;
      if (point.victim === 'server' || point.victim === 'machine') dead?.child.kill('SIGKILL');
      if (point.victim !== 'server' && point.victim !== 'connection') {
        outages += 1;
        const running = findRunning(at.directory);
        if (running) process.kill(running.pid, point.victim === 'postgres at once' ? 'SIGQUIT' : 'SIGKILL');
        restarting = restarting.then(restart);
        restarting.catch(fail);
      }
      const before = recovering;
      recovering = before.then(() => recover(point, dead)).catch(fail);
    },
    async origin() {
      if (failure) throw failure;
      assert(life, 'a process was started');
      const answer = await Promise.race([life.ready, life.ended]);
      assert(typeof answer === 'object', 'it died before it listened');
      return answer.origin;
    },
    async settled() {
      await recovering;
      if (failure) throw failure;
    },
    async close() {
      closing = true;
      life?.child.kill('SIGKILL');
      await life?.ended;
      await recovering;
    },
  };
}

/** What of orders, money, rewards and noon is committed, in a line. */
async function look(sql: Sql): Promise<string> {
  const found = await sql.one<Record<string, string | number>>(
    `select (select count(*) filter (where state in ('placing', 'releasing')) || '/' || count(*) filter (where state = 'awaitingPayment') || '/' || count(*) filter (where state = 'paid')
         || '/' || count(*) filter (where state = 'closed') from orders.checkout) as "checkouts placing/open/paid/closed",
       (select count(*)::int from infra.event_inbox) as inbox, (select position::int from infra.sequencer) as log,
       (select count(*)::int from rewards.frozen) as frozen, (select count(*)::int from rewards.grant) as grants,
       (select count(*)::int from ledger.transfer where memo = 'settlement.paid') as received, (select count(*)::int from settlement.payable) as payables,
       (select string_agg(state, ',') from payments.refund) as refunds, (select count(*)::int from airdrop.day) as noons`);
  return Object.entries(found).map(([name, value]) => `${name} ${value ?? '–'}`).join(', ');
}
