/** A proof of work is a stranger's JSON inside base64, which no schema looks into: whatever stands in it is refused in the same words. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, testApp, type TestApp } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { seeded } from '#test/sim/random-history.ts';
import { leavesOf } from './calls.ts';
import { diceOf, hostile, hostileText } from './values.ts';

const PROOFS = 400;

let db: TestDatabase;
let t: TestApp;

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { modules: [], config: { smsProofOfWork: true } });
});
afterAll(async () => {
  await t.close();
  await db.close();
});

test('no bent proof fails, and none sends a message', async () => {
  const dice = diceOf(seeded(1));
  const { challenge } = (await t.visitor.get('/api/auth/challenge')).body as { challenge: object };
  for (let number = 0; number < PROOFS; number++) {
    const payload = structuredClone({ challenge, solution: { counter: 1, derivedKey: '0000', time: 1 } });
    const leaves = leavesOf(payload, undefined);
    for (let bent = dice.below(3); bent >= 0; bent--) leaves[dice.below(leaves.length)]?.set(hostile(dice));
    const proof = dice.once(8) ? hostileText(dice) : Buffer.from(dice.once(8) ? hostileText(dice) : JSON.stringify(payload)).toString('base64');
    const answer = await t.visitor.post('/api/auth/sms', { phone: '13812345678', purpose: 'signIn', proof });
    expect(['identity.badProof', 'http.badRequest'], `proof ${number}: ${proof}`).toContain(codeOf(answer));
    expect(answer.status).toBe(400);
  }
  await t.drain();
  expect(t.messages).toEqual([]);
});
