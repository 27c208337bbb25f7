import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '#kernel/errors.ts';
import { type Act, askApproval, decideApproval, listApprovals } from '#modules/identity/index.ts';
import { testApp, type TestApp, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';

let db: TestDatabase;
let t: TestApp;
let operator: TestStaff;
const INPUT = { day: '2026-03-03', priceAtoms: '10000000', amountPts: '100000000000' };
const MINUTE = 60_000;

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: () => [] });
  operator = await t.staff('operator');
});
afterAll(async () => {
  await t.close();
  await db.close();
});

const ask = (asker: TestStaff = operator) => t.infra.unit({ actor: asker.actor, requestId: 'test' }, (ctx) => askApproval(ctx, { act: 'economy.approve', input: INPUT }));
const decide = (by: TestStaff, approvalId: bigint, more: { decision?: 'approve' | 'reject'; act?: Act } = {}) =>
  t.infra.unit({ actor: by.actor, requestId: 'test' }, (ctx) => decideApproval(ctx, { approvalId, act: more.act ?? 'economy.approve', decision: more.decision ?? 'approve' }));
const codeOf = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.code : String(error)));
const rowOf = (id: bigint) => t.infra.sql.one('select state, decided_by, decided_at, done_at from identity.approval where id = $1', [id]);
const PENDING = { state: 'pending', decided_by: null, decided_at: null, done_at: null };

describe('a second person', () => {
  test('gets exactly the stored input back, once', async () => {
    const { approvalId } = await ask();
    const strategist = await t.staff('strategist');
    expect(await decide(strategist, approvalId)).toMatchObject({ approved: true, input: INPUT, askedBy: operator.accountId, decidedBy: strategist.accountId });
    expect(await rowOf(approvalId)).toMatchObject({ state: 'approved', decided_by: strategist.accountId });
    expect(await codeOf(decide(await t.staff('finance'), approvalId))).toBe('identity.approvalDecided');
  });

  test('of two at once, one decides', async () => {
    const { approvalId } = await ask();
    const deciders = [await t.staff('strategist'), await t.staff('finance'), await t.staff('owner')];
    const answers = await Promise.all(deciders.map((by) => codeOf(decide(by, approvalId))));
    expect(answers.sort()).toEqual(['done', 'identity.approvalDecided', 'identity.approvalDecided']);
  });

  test('leaves it pending when what is executed in the same transaction fails', async () => {
    const { approvalId } = await ask();
    const strategist = await t.staff('strategist');
    await expect(t.infra.unit({ actor: strategist.actor, requestId: 'test' }, async (ctx) => {
      await decideApproval(ctx, { approvalId, act: 'economy.approve', decision: 'approve' });
      throw new Error('the owner of the act failed');
    })).rejects.toThrow('the owner of the act failed');
    expect(await rowOf(approvalId)).toEqual(PENDING);
    expect(await codeOf(decide(strategist, approvalId))).toBe('done');
  });

  test('is never the asker, though he holds the act; the table refuses it too', async () => {
    const owner = await t.staff('owner');
    const { approvalId } = await ask(owner);
    expect(await codeOf(decide(owner, approvalId))).toBe('identity.samePerson');
    expect(await rowOf(approvalId)).toEqual(PENDING);
    await expect(t.infra.sql.run("update identity.approval set state = 'rejected', decided_by = asked_by, decided_at = $2 where id = $1", [approvalId, t.infra.clock.now()])).rejects.toThrow(/check/);
  });

  test('holds the act himself', async () => {
    const { approvalId } = await ask();
    for (const role of ['operator', 'auditor', 'compliance'] as const) expect(await codeOf(decide(await t.staff(role), approvalId))).toBe('identity.notAllowed');
    expect(await rowOf(approvalId)).toEqual(PENDING);
  });

  test('decides what he was shown: an approval for another act does not exist for him', async () => {
    const { approvalId } = await ask();
    expect(await codeOf(decide(await t.staff('owner'), approvalId, { act: 'suppliers.write' }))).toBe('identity.notFound');
    expect(await codeOf(decide(await t.staff('owner'), approvalId + 1n))).toBe('identity.notFound');
  });

  test('belongs to the organisation: another one sees nothing', async () => {
    const { approvalId } = await ask();
    expect(await codeOf(decide(await t.staff('supplierOwner'), approvalId))).toBe('identity.notFound');
    expect(await rowOf(approvalId)).toEqual(PENDING);
  });

  test('has proved himself within five minutes', async () => {
    const strategist = await t.staff('strategist');
    await t.infra.clock.advance(5 * MINUTE + 1);
    const { approvalId } = await ask();
    expect(await codeOf(decide(strategist, approvalId))).toBe('identity.stepUpNeeded');
    expect(await rowOf(approvalId)).toEqual(PENDING);
  });

  test('may reject, and then nothing can be executed any more', async () => {
    const { approvalId } = await ask();
    expect(await decide(await t.staff('finance'), approvalId, { decision: 'reject' })).toMatchObject({ approved: false });
    expect(await rowOf(approvalId)).toMatchObject({ state: 'rejected', done_at: null });
    expect(await codeOf(decide(await t.staff('strategist'), approvalId))).toBe('identity.approvalDecided');
  });

  test('comes within a day of business time', async () => {
    const { approvalId } = await ask();
    await t.infra.clock.advance(86_400_000);
    expect(await codeOf(decide(await t.staff('strategist'), approvalId))).toBe('identity.approvalExpired');
    const [listed] = await listApprovals(t.infra.sql, { orgId: operator.orgId, state: 'expired', now: t.infra.clock.now(), limit: 1, before: undefined });
    expect(listed).toMatchObject({ id: approvalId, state: 'expired', askedByName: operator.name });
  });
});

test('an input changed behind our back is not executed', async () => {
  const { approvalId } = await ask();
  await t.infra.sql.run(`update identity.approval set input = jsonb_set(input, '{priceAtoms}', '"20000000"') where id = $1`, [approvalId]);
  await expect(decide(await t.staff('owner'), approvalId)).rejects.toThrow('the input of an approval is what was asked for');
  expect(await rowOf(approvalId)).toEqual(PENDING);
});

test('the audit log says who asked and who decided, with ids alone', async () => {
  const { approvalId } = await ask();
  const strategist = await t.staff('strategist');
  await decide(strategist, approvalId);
  const rows = await t.infra.sql.rows<{ act: string; actor_id: bigint; detail: unknown }>('select act, actor_id, detail from identity.audit where target = $1 order by id', [`approval:${approvalId}`]);
  expect(rows).toHaveLength(2);
  expect(rows).toEqual(expect.arrayContaining([
    { act: 'identity.approvalAsked', actor_id: operator.accountId, detail: { act: 'economy.approve' } },
    { act: 'identity.approved', actor_id: strategist.accountId, detail: { act: 'economy.approve' } },
  ]));
});
