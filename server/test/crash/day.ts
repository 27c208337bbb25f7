/**
 * The day: orders in one and in several buckets, one that cannot be had, payment, shipping, confirmation, checkouts nobody pays or pays too late, noon,
 * and a week later what confirms itself. Members retry under their keys and the gateway tells again, as the real ones do; so the day ends, whoever dies.
 */
import { expect, vi } from 'vitest';
import { makeClock } from '#infra/clock.ts';
import { demoNotification } from '#infra/demo-gateway.ts';
import { assert } from '#kernel/assert.ts';
import { instantOf, NOON_MS } from '#kernel/day.ts';
import { TEST_SECRET_KEY } from '#test/app.ts';
import { expectWhole, outcomeOf } from './outcome.ts';
import { type Death, type Point, type Run, startRun, WAIT } from './run.ts';
import type { Name, Stage } from './stage.ts';
import { STEPS } from './steps.ts';

const MINUTE_MS = 60_000;
const REQUEST_MS = 10_000;

interface Answer { readonly status: number; readonly body: { readonly error?: { readonly code: string } } & Record<string, unknown> }
interface Request { readonly token?: string; readonly path: string; readonly body?: string; readonly headers?: Record<string, string> }
interface Placed { readonly checkoutId: string; readonly totalFen: string }

/** Sends until `accept` finds an answer good, whichever process gives it. */
async function insist(run: Run, request: Request, accept: (answer: Answer) => Promise<boolean> | boolean = ({ status }) => status < 300): Promise<Answer> {
  const { token, path, body, headers } = request;
  return vi.waitFor(async () => {
    const response = await fetch(`${await run.origin()}${path}`, {
      method: body === undefined ? 'GET' : 'POST', signal: AbortSignal.timeout(REQUEST_MS), ...(body === undefined ? {} : { body }),
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
    const answer: Answer = { status: response.status, body: await response.json() as Answer['body'] };
    assert(await accept(answer), `${path} answers ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }, WAIT);
}

/** Waits for the first look at which `query` finds a row. */
async function until(run: Run, query: string): Promise<void> {
  await vi.waitFor(async () => {
    await run.settled();
    expect(await run.sql.rows(query), query).not.toEqual([]);
  }, WAIT);
}

/** What is committed and not yet applied by every subscriber, in one look: who is behind and why, and what waits for the sequencer. */
const UNAPPLIED = `select s.name, s.state, s.error from infra.subscriber s, infra.sequencer q where s.position < q.position or s.state <> 'running'
  union all select type, 'waits for the sequencer', null from infra.event_inbox`;

/** Jobs that are not done. */
const JOBS = `select task_identifier as name, case when locked_at is null then 'waits' else 'is held' end as state, last_error as error from graphile_worker.jobs`;

/** Waits for the first look at which `query` finds nothing. */
async function untilNone(run: Run, query: string, meanwhile: () => Promise<unknown> = async () => undefined): Promise<void> {
  await vi.waitFor(async () => {
    await run.settled();
    await meanwhile();
    expect(await run.sql.rows(query)).toEqual([]);
  }, WAIT);
}

/** Waits until everything committed has been applied by every subscriber. */
const untilQuiet = (run: Run): Promise<void> => untilNone(run, UNAPPLIED);

/** Waits until every job is done as well. A job that failed is tried again at once, which would come seconds later by itself; such tries are not counted, for the twelve it has last for hours. */
const untilIdle = (run: Run): Promise<void> => untilNone(run, `${UNAPPLIED} union all ${JOBS}`,
  () => run.sql.run(`update graphile_worker._private_jobs set run_at = now(), attempts = 0 where run_at > now() and locked_at is null`));

/** What a day came to: its outcome, who died at which points, and where nobody came by. */
export interface Lived {
  readonly outcome: Record<string, unknown>;
  readonly deaths: readonly Death[];
  readonly waiting: readonly Point[];
  /** How often each step was committed, by name. */
  readonly times: ReadonlyMap<string, number>;
}

/** Lives a day from its own copy of the stage with deaths at `points`; throws when something of it is not whole in the end. */
export async function liveDay(stage: Stage, points: readonly Point[]): Promise<Lived> {
  const run = await startRun(stage, points);
  try {
    const roles = await liveTheDay(run, stage);
    await expectWhole(run.sql, stage);
    return {
      outcome: await outcomeOf(run.sql, stage, roles), deaths: run.deaths, waiting: [...run.waiting],
      times: new Map(STEPS.map(({ name, bait }) => [name, run.wire.count(bait)])),
    };
  } finally {
    await run.close();
  }
}

/** Lives the day; returns what orders placed in it are called, by id. */
async function liveTheDay(run: Run, stage: Stage): Promise<ReadonlyMap<bigint, string>> {
  const { day, skus, tokens } = stage;
  const clock = await makeClock(run.sql);
  const advance = (ms: number): Promise<Date> => vi.waitFor(() => clock.advance(Math.max(0, ms)), WAIT);
  const advanceTo = (at: Date): Promise<Date> => advance(at.getTime() - clock.now().getTime());
  const roles = new Map<bigint, string>();

  /** Places under a key; while an earlier try of ours is half way, time passes until it is finished or undone. */
  const place = async (name: Name, key: string, lines: Record<string, number>, refused?: string): Promise<Placed> => {
    const body = JSON.stringify({ key, contactId: stage.contacts[name], lines: Object.entries(lines).map(([skuId, quantity]) => ({ skuId, quantity })) });
    const answer = await insist(run, { token: tokens[name], path: '/api/checkouts', body }, async ({ status, body: { error } }) => {
      if (error?.code === 'orders.inProgress') await advance(MINUTE_MS);
      return refused === undefined ? status === 200 : error?.code === refused;
    });
    return answer.body as object as Placed;
  };
  const nameOrders = async (name: Name, { checkoutId }: Placed, called: string): Promise<Record<'supplier' | 'platform', string>> => {
    const { body } = await insist(run, { token: tokens[name], path: `/api/checkouts/${checkoutId}` });
    const { orders } = body as object as { orders: { orderId: string; supplierName: string | null }[] };
    const found = { supplier: '', platform: '' };
    for (const { orderId, supplierName } of orders) {
      const whose = supplierName === null ? 'platform' : 'supplier';
      found[whose] = orderId;
      roles.set(BigInt(orderId), `${called} from the ${whose}`);
    }
    return found;
  };
  const startPayment = async (name: Name, { checkoutId }: Placed): Promise<{ attemptId: string; payUrl: string }> =>
    (await insist(run, { token: tokens[name], path: `/api/checkouts/${checkoutId}/payments`, body: '{"channel":"demo"}' })).body as object as { attemptId: string; payUrl: string };
  const notify = async (attemptId: string, amountFen: string): Promise<void> => {
    for (let told = 0; told < 2; told++) {
      await insist(run, { path: '/api/payments/demo/notify', ...demoNotification(TEST_SECRET_KEY, { attemptId, transactionId: `NUMBER${attemptId}`, amountFen }, clock.wall()) });
    }
  };
  const payOnPage = async (payUrl: string): Promise<void> => {
    const link = new URL(payUrl, 'http://shop');
    const payload = new URLSearchParams([...link.searchParams, ['act', 'pay']]).toString();
    const { statusCode } = await run.gateway.simulators.http.inject({ method: 'POST', url: link.pathname, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload });
    assert(statusCode === 303, 'the gateway takes the money');
  };
  const ship = async (desk: 'supplier' | 'console', orderId: string): Promise<void> => {
    const token = desk === 'supplier' ? stage.shippers.supplier : stage.shippers.platform;
    await insist(run, { token, path: `/api/${desk}/orders/${orderId}/ship`, body: `{"carrier":"sf","trackingNumber":"SF${orderId}"}` },
      async ({ status }) => status < 300 || (await run.sql.rows(`select 1 from orders.orders where id = ${orderId} and state = 'shipped'`)).length > 0);
  };
  const confirm = (name: Name, orderId: string): Promise<Answer> => insist(run, { token: tokens[name], path: `/api/me/orders/${orderId}/confirm`, body: '{}' });

  // Morning: three who pay, two who will not in time, one who asks for more than there is.
  const both = await place('buyer', 'package and tea', { [skus.package]: 1, [skus.tea]: 2 });
  const orders = await nameOrders('buyer', both, 'both');
  const single = await place('inviter', 'only tea', { [skus.tea]: 1 });
  const singleOrder = await nameOrders('inviter', single, 'tea');
  await place('founder', 'more than there is', { [skus.tea]: 1, [skus.scarce]: 2 }, 'orders.outOfStock');
  const late = await place('cousin', 'paid too late', { [skus.tea]: 3 });
  await nameOrders('cousin', late, 'late');
  const never = await place('friend', 'never paid', { [skus.tea]: 1 });
  await nameOrders('friend', never, 'unpaid');
  for (const [name, placed] of [['buyer', both], ['inviter', single]] as const) {
    await notify((await startPayment(name, placed)).attemptId, placed.totalFen);
    await untilQuiet(run);
  }
  const lateAttempt = await startPayment('cousin', late);
  await startPayment('friend', never);
  await payOnPage(lateAttempt.payUrl);
  await ship('supplier', orders.supplier);
  await ship('console', orders.platform);
  await ship('console', singleOrder.platform);
  await confirm('buyer', orders.supplier);
  await untilQuiet(run);

  // The gateway has said nothing of the late money. Its checkout is closed like the one nobody paid; then the gateway is asked.
  await advance(31 * MINUTE_MS);
  await until(run, `select 1 where (select count(*) from orders.checkout where state = 'closed') = 2`);
  await untilQuiet(run);
  run.gateway.open();
  await untilIdle(run);

  await advanceTo(instantOf(day, NOON_MS));
  await until(run, `select 1 from airdrop.day where day = ${day}`);
  await untilQuiet(run);
  await confirm('friend', stage.friendsOrderId);
  await untilQuiet(run);

  // A week later: every noon has run, at the latest at the end of its day; then what was shipped confirms itself.
  await advanceTo(instantOf(day + 7, NOON_MS - 150 * MINUTE_MS));
  await until(run, `select 1 from airdrop.day where day = ${day + 6}`);
  await advanceTo(instantOf(day + 7, NOON_MS - 60 * MINUTE_MS));
  await until(run, `select 1 where not exists (select 1 from orders.orders where state = 'shipped')`);
  await untilIdle(run);
  return roles;
}
