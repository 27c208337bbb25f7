import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase, type TestInfra } from '#test/database.ts';

const SYSTEM = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
let db: TestDatabase;
let infra: TestInfra;
const ran: unknown[] = [];
beforeAll(async () => {
  db = await testDatabase();
  infra = await db.infra();
  await infra.mount({ jobs: [{ name: 'test.call', run: async (input) => void ran.push(input) }] });
});
afterAll(() => db.close());

test('a job of a unit that rolls back is never run, one of a unit that commits is run once', async () => {
  await expect(infra.unit(SYSTEM, async (ctx) => {
    await infra.jobs.add(ctx, { name: 'test.call', input: { n: 1 } });
    throw new Error('changed my mind');
  })).rejects.toThrow('changed my mind');
  await infra.unit(SYSTEM, (ctx) => infra.jobs.add(ctx, { name: 'test.call', input: { n: 2 } }));
  await infra.jobs.drain();
  await infra.jobs.drain();
  expect(ran).toEqual([{ n: 2 }]);
});

test('a job held by a killed process is free again after two minutes, not before', async () => {
  await infra.unit(SYSTEM, (ctx) => infra.jobs.add(ctx, { name: 'test.call', input: { n: 3 } }));
  const hold = (secondsAgo: number): Promise<number> => db.sql.run(
    `update graphile_worker._private_jobs set locked_by = 'worker-killed', locked_at = $1`, [new Date(infra.clock.wall().getTime() - secondsAgo * 1_000)]);
  ran.length = 0;
  await hold(100);
  await infra.jobs.freeAbandoned();
  await infra.jobs.drain();
  expect(ran).toEqual([]);
  await hold(121);
  await infra.jobs.freeAbandoned();
  await infra.jobs.drain();
  expect(ran).toEqual([{ n: 3 }]);
});

test('a job that fails just when the connections of the queue are cut is recorded as failed and tried again, and the process lives', async () => {
  const other = await db.infra();
  let tries = 0;
  await other.mount({ jobs: [{ name: 'test.cut', async run() {
    tries += 1;
    if (tries > 1) return;
    await db.sql.run(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'coshop-jobs'`);
    throw new Error('the gateway does not answer');
  } }] });
  await other.jobs.start();
  await other.unit(SYSTEM, (ctx) => other.jobs.add(ctx, { name: 'test.cut', input: {} }));
  const errorOf = async () => (await db.sql.maybe<{ error: string | null }>(`select last_error as error from graphile_worker._private_jobs`))?.error;
  await expect.poll(errorOf, { timeout: 15_000 }).toContain('the gateway does not answer');
  await db.sql.run('update graphile_worker._private_jobs set run_at = $1', [new Date(0)]);
  await expect.poll(() => tries, { timeout: 15_000 }).toBe(2);
  await other.close();
});
