/** Server processes die of kill -9 while 64 buyers order over two suppliers; others take over on the same database: sold + left stays what was put on the shelf. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Clock, makeClock } from '#infra/clock.ts';
import { demoNotification } from '#infra/demo-gateway.ts';
import { assert } from '#kernel/assert.ts';
import { catalogOf, createCategory, createProduct, recordMedia } from '#modules/catalog/index.ts';
import { addContact } from '#modules/members/index.ts';
import { setStock } from '#modules/orders/index.ts';
import { installPack, SEED_PACK } from '#modules/rules/index.ts';
import { createSupplier } from '#modules/suppliers/index.ts';
import { TEST_SECRET_KEY, testApp, type TestApp } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { seeded } from '#test/sim/random-history.ts';
import { expectExact, watchStock } from './onlooker.ts';

const BUYERS = 64;
const ROUNDS = 2;
const PICTURE = { sha256: 'a'.repeat(64), width: 600, height: 600, bytes: 1 };
const WORKER = fileURLToPath(new URL('../crash/worker.ts', import.meta.url));
const CACHED = `data:text/javascript,import module from 'node:module'; module.enableCompileCache(${JSON.stringify(fileURLToPath(new URL('../../../node_modules/.cache/node', import.meta.url)))})`;
const WAIT = { interval: 50, timeout: 120_000 };
/** How long a buyer waits before he sends again. */
const AGAIN = { interval: 250, timeout: 120_000 };

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

interface Life {
  readonly origin: string;
  /** kill -9; resolves when it is dead. */
  kill(): Promise<void>;
}
interface Buyer { readonly token: string; readonly contactId: string }

let db: TestDatabase;
let clock: Clock;
let buyers: Buyer[];
let goods: bigint[];
let shelf: Map<bigint, number>;
const lives = new Set<Life>();
beforeAll(async () => {
  db = await testDatabase();
  const { wall } = await db.sql.one<{ wall: Date }>('select clock_timestamp() as wall');
  const mall = await testApp(db, { at: wall });
  await furnish(mall);
  await mall.close();
  clock = await makeClock(db.sql);
});
afterAll(async () => {
  await Promise.all([...lives].map((life) => life.kill()));
  await db.close();
});

/** Two suppliers with a SKU each, one of the platform's own, and 64 buyers with an address. */
async function furnish(mall: TestApp): Promise<void> {
  await mall.unit((ctx) => installPack(mall.infra, ctx, SEED_PACK));
  const suppliers = [await mall.unit((ctx) => createSupplier(ctx, { name: 'One' })), await mall.unit((ctx) => createSupplier(ctx, { name: 'Two' })), null];
  const products = await mall.unit(async (ctx) => {
    await recordMedia(ctx, PICTURE);
    const facts = { categoryId: await createCategory(ctx, { name: 'Goods' }), subtitle: '', description: '', images: [PICTURE.sha256], listed: true };
    const made = [];
    for (const [index, supplier] of suppliers.entries()) {
      const skus = [{ name: 'One', priceFen: BigInt(1_000 + 37 * index), supplyFen: supplier === null ? 0n : 500n }];
      made.push(await createProduct(ctx, { ...facts, supplier, zone: 'ordinary', title: `Goods ${index}`, skus }));
    }
    return made;
  });
  // In the order in which flows take them.
  goods = products.toSorted((a, b) => a.bucket - b.bucket).flatMap(({ skus }) => skus.map(({ id }) => id));
  shelf = new Map(goods.map((skuId, index) => [skuId, [120, 100, 90][index] ?? 0]));
  await mall.unit((ctx) => setStock(ctx, products.flatMap(({ bucket, skus }) => skus.map(({ id }) => ({ bucket, skuId: id, available: shelf.get(id) ?? 0 })))));
  await catalogOf(mall.infra).refresh();
  buyers = await Promise.all(Array.from({ length: BUYERS }, async () => {
    const { memberId, token } = await mall.member();
    const contact = await mall.unit((ctx) => addContact(ctx, { memberId, replaces: undefined, name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C' }));
    return { token, contactId: String(contact.id) };
  }));
}

/** Starts a server process on the database and waits until it listens. */
async function start(): Promise<Life> {
  const child: ChildProcess = fork(WORKER, [db.url], { execArgv: ['--import', CACHED], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const dead = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('message', (message: { origin: string }) => resolve(message.origin));
    child.once('exit', (code) => reject(new Error(`a process ended with ${String(code)} before it listened`)));
  });
  const life: Life = {
    origin,
    async kill() {
      lives.delete(life);
      child.kill('SIGKILL');
      await dead;
    },
  };
  lives.add(life);
  return life;
}

interface Reply { readonly status: number; readonly body: { readonly [name: string]: unknown } }

/** Sends to any living process until one answers; what it answered is lost when it dies before, and the request is sent again with the same key. */
async function insist(path: string, request: { body: string; headers: Record<string, string> }, random: () => number): Promise<Reply> {
  return vi.waitFor(async () => {
    const living = [...lives];
    const life = living[Math.floor(random() * living.length)];
    assert(life, 'some process lives');
    const response = await fetch(`${life.origin}${path}`, { method: 'POST', ...request });
    const body = await response.json() as Reply['body'] & { error?: { code: string } };
    // A key that is being placed may belong to a try that died: whoever waits learns what became of it.
    assert(response.status < 500 && body.error?.code !== 'orders.inProgress', `${response.status} ${JSON.stringify(body)}`);
    return { status: response.status, body };
  }, AGAIN);
}

interface Bought { readonly skuIds: readonly bigint[]; readonly checkoutId: string | undefined; readonly paid: boolean }

/** Orders these goods and pays two of three times. */
async function buy(buyer: Buyer, { key, skuIds }: { key: string; skuIds: readonly bigint[] }, random: () => number): Promise<Bought> {
  const send = (path: string, body: object): Promise<Reply> =>
    insist(path, { body: JSON.stringify(body), headers: { authorization: `Bearer ${buyer.token}`, 'content-type': 'application/json' } }, random);
  const placed = await send('/api/checkouts', { key, contactId: buyer.contactId, lines: skuIds.map((skuId) => ({ skuId: String(skuId), quantity: 1 + Math.floor(random() * 2) })) });
  if (placed.status !== 200) {
    expect(placed).toMatchObject({ status: 409, body: { error: { code: 'orders.outOfStock' } } });
    return { skuIds, checkoutId: undefined, paid: false };
  }
  const { checkoutId, totalFen } = placed.body as { checkoutId: string; totalFen: string };
  if (random() < 0.33) return { skuIds, checkoutId, paid: false };
  const begun = await send(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' });
  expect(begun.status, JSON.stringify(begun.body)).toBe(200);
  const { attemptId } = begun.body as { attemptId: string };
  const told = await insist('/api/payments/demo/notify', demoNotification(TEST_SECRET_KEY, { attemptId, transactionId: `NUMBER${attemptId}`, amountFen: totalFen }, clock.wall()), random);
  expect(told).toEqual({ status: 200, body: { received: true } });
  return { skuIds, checkoutId, paid: true };
}

const until = (what: string): Promise<void> => vi.waitFor(async () => expect(await db.sql.rows(what), what).not.toEqual([]), WAIT);
const UNQUIET = `infra.subscriber s, infra.sequencer q where s.position < q.position or s.state <> 'running'`;
const untilQuiet = (): Promise<void> => until(`select 1 where not exists (select 1 from infra.event_inbox) and not exists (select 1 from ${UNQUIET})`);

test('all processes are killed with flows between their lanes, and two of their three successors under load; whoever is left leaves nothing half way', async () => {
  await Promise.all([start(), start()]);
  const watch = watchStock(db.sql, shelf);
  // Nobody gets the goods that flows take last: the first to ask for them stands there with the rest of his orders placed, and all others queue behind him.
  const brake = new pg.Client({ connectionString: db.url });
  await brake.connect();
  await brake.query('begin');
  await brake.query(`select 1 from orders.stock where sku_id = $1 for update`, [goods.at(-1)]);
  let answered = 0;
  const buying = buyers.map(async (buyer, index) => {
    const random = seeded(7_000 + index);
    const bought: Bought[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const some = goods.filter(() => random() < 0.7);
      bought.push(await buy(buyer, { key: `takeover-${index}-${round}`, skuIds: round === 0 || some.length === 0 ? goods : some }, random));
      answered += 1;
    }
    return bought;
  });
  await until(`select 1 from orders.checkout c where c.state = 'placing' having count(*) > ${BUYERS / 2} and count(*) filter (where exists (
    select 1 from orders.orders o where o.checkout_id = c.id)) > 1`);
  await Promise.all([...lives].map((life) => life.kill()));
  await brake.end();
  await Promise.all([start(), start(), start()]);
  // What the dead left half way falls due; the living finish or undo it. Then all but one of them die as well.
  await clock.advance(60_000);
  const random = seeded(7);
  for (const least of [BUYERS / 4, BUYERS]) {
    await vi.waitFor(() => expect(answered).toBeGreaterThanOrEqual(least), WAIT);
    const [victim] = [...lives].sort(() => random() - 0.5);
    assert(victim, 'a process lives');
    await victim.kill();
    await clock.advance(60_000);
  }
  const bought = (await Promise.all(buying)).flat();
  // The last of those who died half way fall due, and then the time to pay of those who never did.
  await clock.advance(60_000);
  await until(`select 1 where not exists (select 1 from orders.checkout where state in ('placing', 'releasing'))`);
  await untilQuiet();
  await clock.advance(30 * 60_000);
  await until(`select 1 where not exists (select 1 from orders.checkout where state = 'awaitingPayment')`);
  await untilQuiet();

  const { looks, halfWay } = await watch.stop();
  expect({ looks: looks > 10, halfWay: halfWay > 0 }).toEqual({ looks: true, halfWay: true });
  await expectExact(db.sql, shelf);
  const states = await db.sql.rows<{ id: bigint; state: string }>('select id, state from orders.checkout');
  // Every buyer has what he was told, no more: one checkout a key, paid where he paid, closed where he did not.
  expect(new Map(bought.flatMap(({ checkoutId, paid }) => (checkoutId === undefined ? [] : [[checkoutId, paid ? 'paid' : 'closed']]))))
    .toEqual(new Map(states.map(({ id, state }) => [String(id), state])));
  expect(bought.filter(({ paid }) => paid).length).toBeGreaterThan(10);
  expect(bought.filter(({ checkoutId }) => checkoutId === undefined).length).toBeGreaterThan(0);
});
