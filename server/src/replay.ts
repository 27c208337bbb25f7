/**
 * `npm run --silent replay -- PATH` plays a history of the fund through the very services that run the mall, on a database made for the
 * purpose and thrown away, and prints every member's balances as one JSON object. Anyone can check the engine with it (ENGINE D.2).
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HistoryError, readHistory, type ReplayEvent } from '#app/replay-history.ts';
import { loadConfig } from '#infra/config.ts';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { makeLogger } from '#infra/log.ts';
import { makeInfra } from '#infra/make-infra.ts';
import { migrate } from '#infra/migrate.ts';
import { findPostgres, startPostgres } from '#infra/postgres.ts';
import { formatAtoms } from '#kernel/amount.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOfWord } from '#kernel/id.ts';
import { begin, change, type Change, noon, type Operation, positionsOf } from '#modules/airdrop/index.ts';

/** Events in one transaction: large enough that commits cost nothing, short enough for any machine. */
const UNIT = 100;
/** A day beyond any noon that a history can reach. */
const FAR_DAY = 2_000_000_000;
const DECIMALS = 8;

export interface ReplayBalance {
  readonly shares: string;
  readonly points: string;
  readonly frozen: string;
}

/** Plays a history on a migrated, empty database and returns every member's balances, cut to 8 decimals. */
export async function playHistory(infra: Infra, events: readonly ReplayEvent[]): Promise<Record<string, ReplayBalance>> {
  const unit = <Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result> =>
    infra.unit({ actor: { kind: 'system', name: 'replay' }, requestId: 'replay' }, work);
  const ids = new Map(events.filter((event) => event.e === 'reg').map(({ m }) => [m, infra.ids.next<'member'>(bucketOfWord(m))]));
  const posted = fitsLedger(events);
  await unit((ctx) => begin(ctx, 0));
  for (let start = 0; start < events.length; start += UNIT) await unit((ctx) => playSome(ctx, { events: events.slice(start, start + UNIT), ids, posted }));
  const positions = await positionsOf(infra.sql, [...ids.values()]);
  return Object.fromEntries([...ids].map(([name, id]) => {
    const position = positions.get(id);
    assert(position !== undefined, 'every member has a position');
    const text = (atoms: bigint): string => formatAtoms(atoms, DECIMALS);
    return [name, { shares: text(position.shares), points: text(position.earned), frozen: text(position.locked) }];
  }));
}

/** Whether every posting of the history fits a transfer of the ledger; where not, the stakes alone are played. */
function fitsLedger(events: readonly ReplayEvent[]): boolean {
  const total = events.reduce((sum, event) => sum + (event.e === 'reg' ? event.frozen : event.e === 'earn' ? event.x : event.e === 'noon' ? event.A : 0n), 0n);
  return total < 1n << 63n;
}

/** Plays events in order; what lies between two noons is one call. */
async function playSome(ctx: Ctx, part: { events: readonly ReplayEvent[]; ids: ReadonlyMap<string, bigint>; posted: boolean }): Promise<void> {
  const { events, ids, posted } = part;
  let changes: Change[] = [];
  for (const event of events) {
    if (event.e !== 'noon') {
      const memberId = ids.get(event.m);
      assert(memberId !== undefined, 'the history was checked: every member is registered');
      changes.push({ memberId, operation: operationOf(event) });
      continue;
    }
    await change(ctx, changes, { posted });
    changes = [];
    await noon(ctx, { day: event.day, amount: event.A, price: event.price, posted });
  }
  await change(ctx, changes, { posted });
}

function operationOf(event: Exclude<ReplayEvent, { e: 'noon' }>): Operation {
  switch (event.e) {
    case 'reg': return { kind: 'locked', amount: event.frozen };
    case 'activate': return { kind: 'activated' };
    case 'earn': return { kind: 'granted', amount: event.x };
    case 'spend': return { kind: 'spent', amount: event.x };
    case 'until': return { kind: 'until', day: Math.max(-FAR_DAY, Math.min(FAR_DAY, event.day)) };
  }
}

/** Runs `work` on a migrated scratch database, and removes every trace of it however that ends. */
async function onScratchDatabase<Result>(env: Readonly<Record<string, string | undefined>>, work: (infra: Infra) => Promise<Result>): Promise<Result> {
  const dataDir = mkdtempSync(join(tmpdir(), 'coshop-replay-'));
  const remove = async (): Promise<void> => {
    const postgres = findPostgres(dataDir);
    await postgres?.stop('immediate');
    if (postgres) rmSync(postgres.directory, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  };
  const interrupted = (): void => void remove().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    chmodSync(dataDir, 0o711); // As root the server runs as another user, who must get through.
    const log = makeLogger({ level: 'silent', name: 'replay' });
    const { url } = await startPostgres({ dataDir, fsync: false, binDir: env['PG_BIN_DIR'], log });
    await migrate(url);
    const config = loadConfig({ env: { DATA_DIR: dataDir, POOL_SIZE: '4' }, args: [], cwd: dataDir });
    let lost: (error: Error) => void = () => undefined;
    const failed = new Promise<never>((_, reject) => { lost = reject; });
    const infra = await makeInfra({ config, url, log, lost: (error) => lost(error) });
    try {
      return await Promise.race([work(infra), failed]);
    } finally {
      await infra.close();
    }
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await remove();
  }
}

/**
 * The command: `argv` is the path, absolute or relative to the caller's folder. Returns the exit code. Errors go to standard error, and
 * then nothing is printed on standard output.
 */
export async function replay(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<number> {
  try {
    const [path, ...rest] = argv;
    if (path === undefined || rest.length > 0) throw new HistoryError('Usage: npm run --silent replay -- PATH');
    const events = readHistory(readText(resolve(env['INIT_CWD'] ?? process.cwd(), path)));
    const balances = await onScratchDatabase(env, (infra) => playHistory(infra, events));
    await new Promise<void>((done) => process.stdout.write(`${JSON.stringify(balances)}\n`, () => done()));
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof HistoryError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new HistoryError(`The history cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
