/** kill -9 between payment and reward, and during noon, leaves everything complete, once: real processes, a real database, compared with a day on which nobody died. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Sql } from '#infra/sql.ts';
import { expectWhole, outcomeOf } from './outcome.ts';
import { liveTheDay, type Run, startRun, until } from './run.ts';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
let undisturbed: Record<string, unknown>;

// A day takes some seconds, on a busy machine many.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000, maxConcurrency: 3 });

beforeAll(async () => {
  stage = await setStage();
  undisturbed = await day({}, async (run) => {
    expect(run.deaths).toEqual([]);
  });
});
afterAll(() => stage.close());

/** What of payment, rewards, settlement and noon is committed. */
const look = async (sql: Sql): Promise<Record<string, number | string>> => ({ ...await sql.one<Record<string, number | string>>(
  `select (select count(*)::int from infra.event_inbox where type = 'payments.succeeded') as "inInbox",
     (select count(*)::int from infra.event_log l where l.type = 'payments.succeeded' and l.payload::text like '%${stage.buyer.checkoutId}%') as "inLog",
     (select state from orders.checkout where id = ${stage.buyer.checkoutId}) as checkout,
     (select count(*)::int from rewards.frozen where order_id = ${stage.buyer.packageId}) as frozen,
     (select state from orders.orders where id = ${stage.buyer.packageId}) as "order",
     (select count(*)::int from rewards.grant where source_id = ${stage.buyer.packageId}) as grants,
     (select count(*)::int from ledger.transfer where memo = 'settlement.paid' and amount = ${stage.buyer.totalFen}) as received,
     (select count(*)::int from settlement.payable where order_id = ${stage.buyer.packageId}) as payables,
     (select count(*)::int from airdrop.day where day = ${stage.day}) as noons`) });

/** Lives the day from its own copy of the stage, looks at what became of it, and returns the outcome. */
async function day(
  input: { points?: readonly (readonly string[])[]; before?: (run: Run) => Promise<() => Promise<void>> }, after: (run: Run) => Promise<void>,
): Promise<Record<string, unknown>> {
  const run = await startRun(stage, { points: input.points ?? [], look });
  try {
    const afterPayment = await input.before?.(run);
    await liveTheDay(run, stage, afterPayment);
    await after(run);
    await expectWhole(run.sql, stage);
    return await outcomeOf(run.sql, stage);
  } finally {
    await run.close();
  }
}

/** A life: where the process dies, and what was committed at that moment. */
type Death = readonly [points: readonly string[], committed: Record<string, number | string>];

const DAYS: readonly (readonly [what: string, deaths: readonly Death[]])[] = [
  ['in every effect between payment and reward, after its writes and before COMMIT', [
    [['orders payments.succeeded inside', 'settlement payments.succeeded held'], { inLog: 1, checkout: 'awaitingPayment', received: 0 }],
    [['settlement payments.succeeded inside', 'orders payments.succeeded held'], { inLog: 1, checkout: 'awaitingPayment', received: 0 }],
    [['engine orders.paid inside'], { checkout: 'paid', frozen: 0 }],
    [['engine orders.confirmed inside', 'settlement orders.confirmed held'], { order: 'confirmed', frozen: 1, grants: 0, payables: 0 }],
    [['settlement orders.confirmed inside', 'engine orders.confirmed held'], { order: 'confirmed', frozen: 1, grants: 0, payables: 0 }],
  ]],
  ['just after every COMMIT between payment and reward, before the next effect', [
    [['settlement payments.succeeded committed', 'orders payments.succeeded held'], { checkout: 'awaitingPayment', received: 1 }],
    [['orders payments.succeeded committed', 'engine orders.paid held'], { checkout: 'paid', frozen: 0, received: 1 }],
    [['engine orders.paid committed'], { frozen: 1, grants: 0 }],
    [['engine orders.confirmed committed', 'settlement orders.confirmed held'], { order: 'confirmed', grants: 3, payables: 0 }],
    [['settlement orders.confirmed committed'], { grants: 3, payables: 1 }],
  ]],
  ['with the supplier’s payable accrued and no reward granted, and before the first reward', [
    [['settlement orders.confirmed committed', 'engine orders.confirmed held'], { order: 'confirmed', grants: 0, payables: 1 }],
    [['engine orders.confirmed before'], { order: 'confirmed', grants: 0, payables: 1 }],
  ]],
  ['in the noon before COMMIT, and again just after COMMIT', [
    [['economy.noon - inside'], { grants: 3, payables: 1, noons: 0 }],
    [['economy.noon - committed'], { grants: 3, payables: 1, noons: 1 }],
  ]],
];

describe('processes killed', () => {
  test.concurrent.for(DAYS)('%s', async ([, deaths]) => {
    const outcome = await day({ points: deaths.map(([points]) => points) }, async (run) => {
      expect(run.deaths).toEqual(deaths.map(([, committed]) => expect.objectContaining(committed)));
    });
    expect(outcome).toEqual(undisturbed);
  });

  test.concurrent('when the gateway has its answer and nobody has read the payment, and while it moves from the inbox to the log', async () => {
    const outcome = await day({
      async before(run) {
        // Whoever sequences waits at this row before he writes.
        const brake = await hold(run, 'select 1 from infra.sequencer for update');
        return async () => {
          await run.kill();
          const second = await hold(run, 'select 1 from infra.event_inbox for update');
          await brake.release();
          // The payment is in the log, uncommitted; deleting it from the inbox waits for us.
          await until(run, `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'delete from infra.event_inbox%'`);
          await run.kill();
          await second.release();
        };
      },
    }, async (run) => {
      const unread = expect.objectContaining({ inInbox: 1, inLog: 0, checkout: 'awaitingPayment', received: 0 });
      expect(run.deaths).toEqual([unread, unread]);
    });
    expect(outcome).toEqual(undisturbed);
  });
});

describe('a process whose connections the database cuts', () => {
  test.concurrent('in the freezing of payees, in the rewards and in the noon, before COMMIT, lives on and does each again', async () => {
    const points = ['engine orders.paid severed', 'engine orders.confirmed severed', 'economy.noon - severed'];
    const outcome = await day({ points: [points] }, async (run) => {
      expect(run.severed()).toBe(points.length);
      expect(run.deaths).toEqual([]);
    });
    expect(outcome).toEqual(undisturbed);
  });

  test.concurrent('during COMMIT, of the engine and of the noon, learns what stands and does the rest', async () => {
    const counts: (() => Promise<bigint>)[] = [];
    const outcome = await day({
      async before(run) {
        counts.push(
          await cutCommits(run, { name: 'cut_engine', times: 2, statement: `after update on infra.subscriber deferrable initially deferred for each row when (new.name = 'engine')` }),
          await cutCommits(run, { name: 'cut_noon', times: 1, statement: 'after insert on airdrop.day deferrable initially deferred for each row' }),
        );
        return async () => undefined;
      },
    }, async (run) => {
      const [engine, noon] = await Promise.all(counts.map((count) => count()));
      expect(engine).toBeGreaterThan(2n);
      expect(noon).toBe(2n);
      expect(run.deaths).toEqual([]);
    });
    expect(outcome).toEqual(undisturbed);
  });
});

/** Makes the database end the connection of the first `times` transactions that ran `statement`, while they COMMIT; counted in a sequence, which no rollback takes back. */
async function cutCommits(run: Run, cut: { name: string; statement: string; times: number }): Promise<() => Promise<bigint>> {
  const { name, statement, times } = cut;
  await run.sql.run(`
    create sequence ${name};
    create function ${name}() returns trigger language plpgsql as $$ begin
      if nextval('${name}') <= ${times} then
        perform pg_terminate_backend(pg_backend_pid());
        perform pg_sleep(60);
      end if;
      return null;
    end $$;
    create constraint trigger ${name} ${statement} execute function ${name}();`);
  return async () => (await run.sql.one<{ commits: bigint }>(`select last_value as commits from ${name}`)).commits;
}

/** Holds row locks from a connection of its own until released. */
async function hold(run: Run, query: string): Promise<{ release(): Promise<void> }> {
  const client = new pg.Client({ connectionString: run.copy.url });
  await client.connect();
  await client.query('begin');
  await client.query(query);
  return { release: () => client.end() };
}
