/** Two servers on one database: everything once, stock exact, one sequencer; and when the leader dies, stands still or is cut off, the other leads within 5 s and no id is made twice. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeClock } from '#infra/clock.ts';
import { demoNotification } from '#infra/demo-gateway.ts';
import type { Sql } from '#infra/sql.ts';
import { assert } from '#kernel/assert.ts';
import { instantOf, NOON_MS } from '#kernel/day.ts';
import { msOf } from '#kernel/id.ts';
import { TEST_SECRET_KEY } from '#test/app.ts';
import { type Life, LOST, startLife } from './life.ts';
import { expectWhole } from './outcome.ts';
import { type Copy, openCopy, WAIT } from './run.ts';
import { type Name, setStage, type Stage } from './stage.ts';
import { type Bait, openWire, type Wire } from './wire.ts';

const FAIL_OVER_MS = 5_000;
const LEASE_MS = 10_000;
const NOON_IN_MS = 3_500;
const CLOCK_MS = 1_500;
const NOBODY = 1; // No gateway listens at this port.
/** What the leader asks 20 times a second, and nobody else. */
const SEQUENCING: Bait = { statement: /from infra\.event_inbox order by seq/ };
const NAMES: readonly Name[] = ['founder', 'inviter', 'friend', 'cousin', 'buyer'];

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000, maxConcurrency: 2 });
let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

interface Server {
  readonly life: Life;
  readonly wire: Wire;
  readonly origin: string;
  readonly node: number;
}

interface Mall {
  readonly sql: Sql;
  /** Starts one more server. */
  start(): Promise<Server>;
}

/** A copy of the stage with servers that `work` starts; they are gone afterwards. */
async function withMall(work: (mall: Mall) => Promise<void>): Promise<void> {
  const copy: Copy = await openCopy(stage);
  const servers: { life: Life; wire: Wire }[] = [];
  try {
    await copy.sql.run('update orders.stock set available = available + 300 where available > 1');
    await work({
      sql: copy.sql,
      async start() {
        const wire = await openWire({ socket: copy.socket, baits: [SEQUENCING], traps: [], strike: () => undefined });
        const life = startLife(copy.urlOn(wire), NOBODY);
        servers.push({ life, wire });
        return { life, wire, ...(await life.ready) };
      },
    });
  } finally {
    for (const { life, wire } of servers) {
      life.child.kill('SIGKILL');
      await life.ended;
      await wire.close();
    }
    await copy.close();
  }
}

interface AnswerBody { readonly checkoutId: string; readonly totalFen: string; readonly attemptId: string; readonly error?: { readonly code: string } }

/** A POST; undefined when nobody answers in time. */
async function post(server: Server, request: { path: string; body: object | string; token?: string; headers?: Record<string, string>; withinMs?: number }): Promise<{ status: number; body: AnswerBody } | undefined> {
  const { path, body, token, headers, withinMs = 20_000 } = request;
  try {
    const response = await fetch(`${server.origin}${path}`, {
      method: 'POST', signal: AbortSignal.timeout(withinMs), body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
    return { status: response.status, body: await response.json() as AnswerBody };
  } catch (error) {
    assert(error instanceof Error, 'what fetch throws is an error');
    return undefined; // Dead, or silent: the caller says which of them may be.
  }
}

const memberOf = (index: number): Name => NAMES[index % NAMES.length] ?? 'founder';
const linesOf = (quantities: Record<string, number>): object[] => Object.entries(quantities).map(([skuId, quantity]) => ({ skuId, quantity }));

function place(server: Server, order: { member: Name; key: string; lines: Record<string, number>; withinMs?: number }): Promise<{ status: number; body: AnswerBody } | undefined> {
  return post(server, {
    path: '/api/checkouts', token: stage.tokens[order.member], body: { key: order.key, contactId: stage.contacts[order.member], lines: linesOf(order.lines) },
    ...(order.withinMs === undefined ? {} : { withinMs: order.withinMs }),
  });
}

async function untilApplied(sql: Sql): Promise<void> {
  await vi.waitFor(async () => expect(await sql.rows(
    `select 1 where not exists (select 1 from infra.event_inbox)
       and not exists (select 1 from infra.subscriber s, infra.sequencer q where s.position < q.position or s.state <> 'running')`)).not.toEqual([]), WAIT);
}

/** One order from placing to payment, at both servers at once wherever both may be asked; returns the ids of its orders once it is paid, [] when it was refused. */
async function buy(servers: readonly [Server, Server], sql: Sql, index: number): Promise<void> {
  const { skus, tokens } = stage;
  const member = memberOf(index);
  const lines: Record<string, number> = index % 7 === 0 ? { [skus.tea]: 1, [skus.package]: 1 } : index % 3 === 0 ? { [skus.scarce]: 1 } : { [skus.tea]: 1 + (index % 2) };
  const [here, there] = index % 2 === 0 ? servers : [servers[1], servers[0]];
  const key = `under-load-${index}`;
  const answers = await Promise.all((index % 5 === 0 ? [here, there] : [here]).map((server) => place(server, { member, key, lines })));
  const placed = answers.filter((answer) => answer?.status === 200);
  for (const answer of answers) if (answer?.status !== 200) expect(['orders.outOfStock', 'orders.inProgress']).toContain(answer?.body.error?.code);
  const [first] = placed;
  if (!first) {
    expect(answers.map((answer) => answer?.body.error?.code)).toContain('orders.outOfStock');
    return;
  }
  const { checkoutId, totalFen } = first.body;
  for (const other of placed) expect(other?.body.checkoutId).toBe(checkoutId);
  const started = await Promise.all([there, here].map((server) => post(server, { path: `/api/checkouts/${checkoutId}/payments`, token: tokens[member], body: { channel: 'demo' } })));
  const attemptId = started[0]?.body.attemptId;
  assert(attemptId !== undefined && started[1]?.body.attemptId === attemptId, `paying a checkout at two servers at once is one attempt: ${JSON.stringify(started)}`);
  const { wall } = await sql.one<{ wall: Date }>('select clock_timestamp() as wall');
  const notification = demoNotification(TEST_SECRET_KEY, { attemptId, transactionId: `NUMBER${attemptId}`, amountFen: totalFen }, wall);
  const told = await Promise.all([here, there, here].map((server) => post(server, { path: '/api/payments/demo/notify', ...notification })));
  expect(told.map((answer) => answer?.status)).toEqual([200, 200, 200]);
}

/** Everybody who works through a list of tasks, `width` at a time. */
async function crowd(width: number, tasks: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    for (let index = next++; index < tasks; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: width }, one));
}

/** How many sessions hold the lead while `work` runs, look by look. */
async function watching(sql: Sql, work: () => Promise<void>): Promise<number[]> {
  const looks: number[] = [];
  let done = false;
  const look = async (): Promise<void> => {
    while (!done) {
      looks.push(Number((await sql.one<{ n: bigint }>(`select count(*) as n from pg_locks where locktype = 'advisory' and objid = 4201 and granted`)).n));
      await pause(20);
    }
  };
  await Promise.all([look(), work().finally(() => {
    done = true;
  })]);
  return looks;
}

test('under load everything happens once: orders, stock, payments, grants, payables, the noon, events and ids', async () => {
  await withMall(async ({ sql, start }) => {
    const servers = await Promise.all([start(), start()]);
    const clock = await makeClock(sql);
    const stockBefore = await sql.rows<{ skuId: bigint; available: number }>('select sku_id as "skuId", available from orders.stock order by 1');
    const ordersBefore = await sql.rows<{ id: bigint }>('select id from orders.orders');
    await crowd(16, 40, (index) => buy(servers, sql, index));
    await untilApplied(sql);
    // Noon falls due in the middle of the rest. The jump is done before it begins: a server learns of it within a second, and would close what is unpaid.
    await clock.advance(instantOf(stage.day, NOON_MS).getTime() - clock.now().getTime() - NOON_IN_MS);
    await pause(CLOCK_MS);
    const leaders = await watching(sql, () => crowd(16, 80, (index) => buy(servers, sql, 40 + index)));
    await untilApplied(sql);
    // Parcels and confirmations, each told to both servers at once.
    const paid = await sql.rows<{ id: bigint; name: bigint; mine: boolean }>(`select id, member_id as name, supplier_id is null as mine from orders.orders where state = 'paid' order by id limit 30`);
    await crowd(12, paid.length, async (index) => {
      const order = paid[index];
      assert(order, 'the crowd stays within its tasks');
      const desk = order.mine ? 'console' : 'supplier';
      const parcel = { path: `/api/${desk}/orders/${order.id}/ship`, token: order.mine ? stage.shippers.platform : stage.shippers.supplier, body: { carrier: 'sf', trackingNumber: `SF${order.id}` } };
      expect((await Promise.all(servers.map((server) => post(server, parcel)))).filter((answer) => answer?.status === 200)).toHaveLength(1);
      const token = stage.tokens[stage.roles.get(order.name) as Name];
      const confirmed = await Promise.all(servers.map((server) => post(server, { path: `/api/me/orders/${order.id}/confirm`, token, body: {} })));
      expect(confirmed.map((answer) => answer?.status)).toEqual([200, 200]);
    });
    await vi.waitFor(async () => expect(await sql.rows(`select 1 from airdrop.day where day = ${stage.day}`)).toHaveLength(1), WAIT);
    await untilApplied(sql);

    await expectWhole(sql, stage);
    expect(Math.max(...leaders)).toBe(1);
    await expectOnce(sql);
    const sold = new Map((await sql.rows<{ skuId: bigint; pieces: bigint }>(
      'select sku_id as "skuId", sum(quantity) as pieces from orders.order_line where not (order_id = any($1)) group by 1', [ordersBefore.map(({ id }) => id)])).map(({ skuId, pieces }) => [skuId, Number(pieces)]));
    for (const { skuId, available } of await sql.rows<{ skuId: bigint; available: number }>('select sku_id as "skuId", available from orders.stock order by 1')) {
      expect(available + (sold.get(skuId) ?? 0)).toBe(stockBefore.find((row) => row.skuId === skuId)?.available);
    }
    expect(sold.get(BigInt(stage.skus.scarce))).toBe(1);
    const fresh = (await sql.rows<{ id: bigint }>('select id from orders.orders')).map(({ id }) => id).filter((id) => !ordersBefore.some((before) => before.id === id));
    expect(fresh.length).toBeGreaterThan(90);
    expect(new Set(fresh.map((id) => Number((id >> 6n) & 63n)))).toEqual(new Set(servers.map(({ node }) => node)));
    expect(servers[0].node).not.toBe(servers[1].node);
  });
});

/** Nothing twice: what an event tells, what a payment moved, what an order granted. */
async function expectOnce(sql: Sql): Promise<void> {
  const told = (type: string, list: string, id: string): Promise<unknown[]> => sql.rows(
    `select item ->> '${id}' as id from infra.event_log, jsonb_array_elements(payload -> '${list}') as item where type = $1 group by 1 having count(*) > 1`, [type]);
  expect(await sql.rows(`select item from infra.event_log, jsonb_array_elements(payload -> 'orderIds') as item where type = 'orders.placed' group by 1 having count(*) > 1`)).toEqual([]);
  expect(await told('payments.succeeded', 'payments', 'attemptId')).toEqual([]);
  for (const type of ['orders.paid', 'orders.shipped', 'orders.confirmed']) expect(await told(type, 'orders', 'orderId')).toEqual([]);
  expect(await sql.one(
    `select (select count(*) from payments.payment_attempt where state = 'succeeded') - (select count(*) from ledger.transfer where memo = 'settlement.paid') as "paidButNotTaken",
       (select sum(amount_fen) from payments.payment_attempt where state = 'succeeded') - (select sum(amount) from ledger.transfer where memo = 'settlement.paid') as "fenOff",
       (select count(*) from orders.orders where state in ('paid', 'shipped', 'confirmed')) - (select count(*) from orders.orders o join orders.checkout c on c.id = o.checkout_id where c.state = 'paid') as "ordersOff",
       (select count(*) from orders.orders where state = 'confirmed' and supplier_id is not null) - (select count(*) from settlement.payable) as "payablesOff",
       (select count(*) from orders.orders where state = 'confirmed') - (select count(*) from settlement.shared_order) as "sharedOff",
       (select count(*) from payments.refund) as refunds`)).toEqual({ paidButNotTaken: 0n, fenOff: 0n, ordersOff: 0n, payablesOff: 0n, sharedOff: 0n, refunds: 0n });
}

/** Which of the servers asks for events to sequence now. */
async function leaderAmong(servers: readonly Server[]): Promise<Server> {
  const asked = () => servers.map(({ wire }) => wire.count(SEQUENCING));
  return vi.waitFor(async () => {
    const before = asked();
    await pause(300);
    const leading = servers.filter(({ wire }, index) => wire.count(SEQUENCING) > (before[index] ?? 0));
    assert(leading.length === 1 && leading[0], `one of them leads, not ${leading.length}`);
    return leading[0];
  }, WAIT);
}

const LOSSES = {
  'is killed': ({ life }) => life.child.kill('SIGKILL'),
  'stands still': ({ life }) => life.child.kill('SIGSTOP'),
  'is cut off from the database': ({ wire }) => wire.silence(),
} as const satisfies Record<string, (leader: Server) => unknown>;

test.concurrent.for(Object.entries(LOSSES))('when the leading server %s the other sequences within 5 s', async ([loss, lose]) => {
  await withMall(async ({ sql, start }) => {
    const servers = await Promise.all([start(), start()]);
    const leader = await leaderAmong(servers);
    const survivor = servers.find((server) => server !== leader);
    assert(survivor, 'there are two');
    let orders = 0;
    const order = (server: Server, withinMs: number) => {
      orders += 1;
      return place(server, { member: memberOf(orders), key: `order-${loss}-${orders}`, lines: { [stage.skus.tea]: 1 }, withinMs });
    };
    const byLeader = await order(leader, 20_000);
    assert(byLeader?.status === 200, 'the leader serves');
    lose(leader);
    const lostAt = performance.now();
    // Somebody still asks the lost one, as a load balancer does for a while; what he asked may be answered when it wakes.
    const asked = Array.from({ length: 5 }, () => order(leader, 60_000));
    const placed = await order(survivor, 20_000);
    assert(placed?.status === 200, 'the survivor serves');
    const inLog = `select 1 from infra.event_log l, orders.orders o where l.type = 'orders.placed' and o.checkout_id = ${placed.body.checkoutId} and l.payload -> 'orderIds' ? o.id::text`;
    await vi.waitFor(async () => expect(await sql.rows(inLog)).toHaveLength(1), { interval: 20, timeout: 30_000 });
    expect(performance.now() - lostAt).toBeLessThan(FAIL_OVER_MS);
    expect(await leaderAmong([survivor])).toBe(survivor);

    const third = await takeOver({ sql, start, leader });
    const byThird = await order(third, 20_000);
    assert(byThird?.status === 200, 'the third serves');
    if (loss === 'stands still') leader.life.child.kill('SIGCONT');
    // Killed it is dead; else it finds out that its node number is another's, or that nobody answers, and ends.
    expect(await leader.life.ended).toBe(loss === 'is killed' ? 'SIGKILL' : LOST);
    const { until } = await sql.one<{ until: bigint }>('select previous_until_ms as until from infra.node where node = $1', [leader.node]);
    const made = (answer: typeof byLeader): number => msOf(BigInt(answer?.body.checkoutId ?? '0'));
    for (const answer of [byLeader, ...await Promise.all(asked)]) if (answer?.status === 200) expect(made(answer)).toBeLessThanOrEqual(Number(until));
    expect(made(byThird)).toBeGreaterThan(Number(until));
    await untilApplied(sql);
    expect(await sql.one('select count(*) = max(position) and min(position) = 1 as dense from infra.event_log')).toEqual({ dense: true });
    await expectOnce(sql);
  });
});

/** Starts a third server once the number of the lost one is free; it gets that number. */
async function takeOver({ sql, start, leader }: { sql: Sql; start: Mall['start']; leader: Server }): Promise<Server> {
  await vi.waitFor(async () => expect(await sql.rows(
    'select 1 from infra.node where node = $1 and leased_until_ms < extract(epoch from clock_timestamp()) * 1000', [leader.node])).toHaveLength(1), { interval: 100, timeout: 3 * LEASE_MS });
  const third = await start();
  // Numbers are given from below: the lowest that is free.
  expect(third.node).toBe(leader.node);
  return third;
}
