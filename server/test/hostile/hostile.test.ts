/**
 * Hostile input: every route of the OpenAPI document, called by everybody, as meant and bent. Nothing fails, nothing leaks, every refusal is one
 * of the documented ones and leaves nothing behind; and the mall that lived through it is whole.
 * HOSTILE_SEED and HOSTILE_CALLS choose another run; a failing call is printed so that it can be made again.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { verifyBucket } from '#modules/ledger/index.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { seeded } from '#test/sim/random-history.ts';
import { type Witness, witnessOf } from '#test/witness.ts';
import { type Call, injected, makeCall, type Route, routesOf } from './calls.ts';
import { type Answer, problemsOf } from './judge.ts';
import { unbounded } from './schema.ts';
import { type Dice, diceOf } from './values.ts';
import { openWorld, type Player, type World } from './world.ts';

const SEED = Number(process.env['HOSTILE_SEED'] ?? 1);
const CALLS = Number(process.env['HOSTILE_CALLS'] ?? 6_000);
const ENOUGH = 20_000;
const CHUNK = 500;
const MOST_SHOWN = 20;
/** The part of the routes that are also answered well: the calls get behind the checks. Others wait for what never happens here, as a stopped subscriber. */
const REACHED = 0.8;
const READS = /^\s*(select|begin|rollback|commit)\b/i;

let db: TestDatabase;
let world: World;
let witness: Witness;
const queries = vi.spyOn(pg.Client.prototype, 'query');

beforeAll(async () => {
  db = await testDatabase();
  world = await openWorld(db);
  witness = await witnessOf(db.sql);
  await witness.changes();
}, 180_000);
afterAll(async () => {
  queries.mockRestore();
  await world.close();
  await db.close();
});

interface Made {
  readonly number: number;
  readonly route: string;
  readonly player: Player;
  readonly call: Call;
  readonly answer: Answer;
  readonly problems: readonly string[];
}

/** A call as it can be made again, and what came of it. */
function report({ number, player, call, answer, problems }: Made): string {
  const payload = call.payload === undefined ? '' : Buffer.isBuffer(call.payload) ? `base64 ${call.payload.toString('base64').slice(0, 2_000)}` : call.payload.slice(0, 2_000);
  return [
    `call ${number} of seed ${SEED} by ${player.name}: ${problems.join('; ')}`, `  ${call.method} ${call.url.slice(0, 2_000)}`, `  ${JSON.stringify(call.headers).slice(0, 1_000)}`, `  ${payload}`,
    `  → ${answer.status} ${answer.text.slice(0, 500)}`, answer.status >= 500 ? world.failure().slice(0, 1_500) : '',
  ].join('\n');
}

async function send(player: Player, call: Call, dice: Dice): Promise<Answer> {
  const cookie = player.account?.level === 'staff' ? 'coshop_staff' : 'coshop_member';
  const proof: Record<string, string> = player.token === undefined ? {} : dice.once(8) ? { cookie: `${cookie}=${player.token}`, origin: world.mall.infra.config.publicUrl } : { authorization: `Bearer ${player.token}` };
  const response = await world.mall.app.http.inject({ ...injected(call), headers: { ...proof, ...call.headers } });
  return { status: response.statusCode, headers: response.headers, text: response.payload };
}

/** Who gets past the guard of a route: found out, so that a new route needs no word here. */
async function admittedTo(route: Route): Promise<Player[]> {
  const admitted: Player[] = [];
  for (const player of world.players) {
    const answer = await send(player, { method: route.method, url: route.url.replaceAll(/\{\w+\}/g, '1'), headers: { 'content-type': 'application/json' }, payload: '{' }, diceOf(() => 0.99));
    if (answer.status !== 401 && answer.status !== 403) admitted.push(player);
  }
  return admitted;
}

/** What was committed since the last question. Nobody asks the database when only reading statements were sent to it. */
async function changesSince(): Promise<readonly string[]> {
  const wrote = queries.mock.calls.some(([query]) => !READS.test(typeof query === 'string' ? query : (query as { text: string }).text));
  queries.mockClear();
  return wrote ? witness.changes() : [];
}

/** A minute later: the witness has told of every change that checksums show, and everybody is signed in anew. */
async function turn(sums: ReadonlyMap<string, string>, changed: Set<string>): Promise<Map<string, string>> {
  const told = (table: string): boolean => table === 'infra.node' || [...changed].some((change) => change.startsWith(`${table} `) || change.startsWith(`${table}_`));
  const unseen = [...(await witness.checksums())].filter(([table, sum]) => sums.get(table) !== sum && !told(table));
  expect(unseen, 'the witness tells of every change that checksums show').toEqual([]);
  await world.settle();
  await world.signInAll();
  await witness.changes();
  changed.clear();
  return witness.checksums();
}

async function makeOne(dice: Dice, { route, players, number }: { route: Route; players: readonly Player[]; number: number }): Promise<Made & { changes: readonly string[] }> {
  const name = `${route.method} ${route.url}`;
  const [first, ...others] = players;
  const player = dice.pick([first ?? (world.players[0] as Player), ...others]);
  const call = makeCall(dice, { route, known: world.known, rehearsed: dice.once(3) ? undefined : world.rehearse(name, dice) });
  queries.mockClear();
  const begun = performance.now();
  const answer = await send(player, call, dice);
  const tookMs = performance.now() - begun;
  const changes = await changesSince();
  const secrets = player.account?.level === 'staff' ? [] : world.players.flatMap(({ secret }) => (secret === undefined || secret === player.secret ? [] : [secret]));
  if (answer.status < 300 && String(answer.headers['content-type']).startsWith('application/json') && answer.text !== '') world.learn(route.url, JSON.parse(answer.text));
  return { number, route: name, player, call, answer, changes, problems: problemsOf({ call, answer, tookMs, changes, secrets }) };
}

test(`${CALLS} calls of seed ${SEED}: no failure, no leak, no refusal that changes anything`, async () => {
  const dice = diceOf(seeded(SEED));
  const routes = routesOf(world.mall.app.http.swagger());
  const admitted = new Map<Route, Player[]>();
  for (const route of routes) admitted.set(route, await admittedTo(route));
  await witness.changes();
  const failed: Made[] = [];
  const reached = new Set<string>();
  const changed = new Set<string>();
  let sums = await witness.checksums();
  for (let number = 1; number <= CALLS && failed.length < MOST_SHOWN * 5; number++) {
    if (number % CHUNK === 1) sums = await turn(sums, changed);
    const route = dice.pick(routes as [Route, ...Route[]]);
    const before = world.mall.infra.clock.wall().getTime();
    const made = await makeOne(dice, { route, number, players: dice.once(5) ? world.players : (admitted.get(route) ?? []) });
    for (const change of made.changes) changed.add(change);
    if (made.problems.length > 0) failed.push(made);
    if (made.answer.status < 300) reached.add(made.route);
    // Sessions end when the demo goes to the next noon.
    if (world.mall.infra.clock.wall().getTime() !== before) {
      await world.signInAll();
      for (const change of await witness.changes()) changed.add(change);
    }
  }
  const ways = new Map(failed.map((made) => [`${made.route} ${made.problems.join().replaceAll(/[“'{].*/gs, '')}`, report(made)]));
  expect([...ways.values()].slice(0, MOST_SHOWN).join('\n\n'), `${failed.length} calls went wrong, in ${ways.size} ways`).toBe('');
  const unreached = routes.map(({ method, url }) => `${method} ${url}`).filter((name) => !reached.has(name));
  // Fewer calls than those of CI may miss what needs several things at once.
  if (CALLS >= ENOUGH) expect(reached.size / routes.length, `never answered well: ${unreached.join(', ')}`).toBeGreaterThan(REACHED);
}, 900_000);

test('the mall that lived through it is whole', async () => {
  await world.mall.drain();
  const states = await world.mall.infra.events.states(db.sql);
  expect(states.filter(({ state, lag }) => state !== 'running' || lag !== 0n), 'no subscriber stopped').toEqual([]);
  expect(await db.sql.rows('select subscriber, position, error from infra.parked_event')).toEqual([]);
  expect(await db.sql.rows('select k.asset, sum(a.balance) as off from ledger.account a join ledger.account_kind k on k.number = a.kind group by 1 having sum(a.balance) <> 0')).toEqual([]);
  const buckets = await db.sql.rows<{ bucket: number }>('select distinct bucket from ledger.account');
  expect(buckets.length).toBeGreaterThan(1);
  for (const { bucket } of buckets) expect(await verifyBucket(db.sql, bucket)).toMatchObject({ difference: null });
  const pictures = new Set((await db.sql.rows<{ sha256: string }>('select sha256 from catalog.media')).map(({ sha256 }) => sha256));
  const media = join(world.mall.infra.config.dataDir, 'media');
  const files = existsSync(media) ? readdirSync(media) : [];
  expect(files.filter((file) => !pictures.has(file.slice(0, 64)) || !file.endsWith('.webp')), 'a refused upload leaves no file').toEqual([]);
});

test('every number that a request may hold has bounds', () => {
  const schemas = routesOf(world.mall.app.http.swagger()).flatMap(({ method, url, path, query, body }) =>
    [...Object.entries(path), ...Object.entries(query), ...(body ? [['body', body] as const] : [])].map(([name, schema]) => ({ name: `${method} ${url} ${name}`, schema })));
  expect(schemas.filter(({ schema }) => unbounded(schema)).map(({ name }) => name), 'give it a minimum and a maximum: Infinity passes without').toEqual([]);
});
