/** A session that is worth nothing opens no route, cookies of one audience open no route of the other, and no other site makes a browser act: on every route. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endAllSessions, endRole } from '#modules/identity/index.ts';
import { type Answer, codeOf, testApp, type TestApp, type TestMember, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type Route, routesOf } from '#test/hostile/calls.ts';
import { unexcused, type Witness, witnessOf } from '#test/witness.ts';

const HALF_A_YEAR_MS = 181 * 86_400_000;
/** What ended elsewhere than in its own process is noticed by then. */
const NOTICED_MS = 10_000;
const STRANGERS = [['of another site', { origin: 'https://evil.example' }], ['of a sandboxed frame', { origin: 'null' }], ['without a word of its origin', {}], ['of another site, as the browser says', { 'sec-fetch-site': 'cross-site' }]] as const;
const FORM = { 'content-type': 'text/plain' };

let db: TestDatabase;
let t: TestApp;
let witness: Witness;
let routes: Route[];
let member: TestMember;
let owner: TestStaff;
let seller: TestStaff;
const worthless = new Map<string, string>();

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db);
  worthless.set('a member’s, run out', (await t.member()).token);
  worthless.set('staff’s, run out', (await t.staff('owner')).token);
  await t.infra.clock.advance(HALF_A_YEAR_MS);
  const [signedOut, closed, everywhere, dismissed, closedStaff] = [await t.member(), await t.member(), await t.member(), await t.staff('owner'), await t.staff('owner')];
  await signedOut.post('/api/auth/sign-out');
  await t.infra.sql.run(`update identity.account set state = 'closed' where id = any($1)`, [[closed.memberId, closedStaff.accountId]]);
  await t.unit((ctx) => endAllSessions(ctx, everywhere.memberId));
  await t.unit((ctx) => endRole(ctx, { orgId: dismissed.orgId, accountId: dismissed.accountId, role: 'owner' }));
  await t.infra.clock.advance(NOTICED_MS);
  member = await t.member();
  owner = await t.staff('owner');
  seller = await t.staff('supplierOwner');
  const bucket = Number(/^ss_(\d+)_/.exec(member.token)?.[1]);
  worthless.set('a member’s, signed out', signedOut.token).set('of a closed account', closed.token).set('ended everywhere', everywhere.token).set('of staff without a role', dismissed.token).set('of closed staff', closedStaff.token)
    .set('looked for in another bucket', member.token.replace(/^ss_\d+_/, `ss_${(bucket + 1) % 1024}_`)).set('cut short', member.token.slice(0, -1)).set('of nobody', `ss_5_${'A'.repeat(43)}`).set('no token', 'x').set('empty', '');
  routes = routesOf(t.app.http.swagger());
  witness = await witnessOf(db.sql);
});
afterAll(async () => {
  await t.close();
  await db.close();
});

/** A call with a body too broken to do anything, behind the guard. */
function call({ method, url }: Route, headers: Record<string, string>): Promise<Answer> {
  return t.visitor.send({ method, url: url.replaceAll(/\{\w+\}/g, '1'), headers: { ...(method === 'GET' ? {} : { 'content-type': 'application/json' }), ...headers }, ...(method === 'GET' ? {} : { payload: '{' }) });
}

const word = (answer: Answer): string => `${answer.status} ${answer.status < 400 ? '' : codeOf(answer)}`;
const nameOf = ({ method, url }: Route): string => `${method} ${url}`;
const cookieOf = (kind: 'member' | 'staff', token: string): Record<string, string> => ({ cookie: `coshop_${kind}=${token}`, origin: t.infra.config.publicUrl });

test('a session worth nothing is answered as nobody is', async () => {
  expect((await member.get('/api/me')).status, 'the living one is worth something').toBe(200);
  await witness.changes();
  for (const route of routes) {
    const nobody = word(await call(route, {}));
    for (const [what, token] of worthless) {
      expect(word(await call(route, { authorization: `Bearer ${token}` })), `${nameOf(route)} with a session ${what}`).toBe(nobody);
      expect(word(await call(route, { cookie: `coshop_member=${token}; coshop_staff=${token}`, origin: t.infra.config.publicUrl })), `${nameOf(route)} with a cookie ${what}`).toBe(nobody);
    }
  }
  expect(unexcused(await witness.changes())).toEqual([]);
}, 120_000);

test('a token of one audience is refused by the routes of the others', async () => {
  for (const route of routes) {
    const of = /^\/api\/(console|supplier|me|checkouts)\b/.exec(route.url)?.[1];
    if (of === undefined) continue;
    const strangers = of === 'console' ? [member, seller] : of === 'supplier' ? [member, owner] : [owner, seller];
    for (const stranger of strangers) expect(word(await call(route, { authorization: `Bearer ${stranger.token}` })), nameOf(route)).toBe('403 identity.notAllowed');
    // A cookie of the other audience is not even read.
    const foreign = of === 'console' || of === 'supplier' ? cookieOf('member', member.token) : cookieOf('staff', owner.token);
    expect(word(await call(route, foreign)), `${nameOf(route)} with the other audience's cookie`).toBe('401 identity.signInNeeded');
    // Nor is a token that stands under the other audience's name worth more.
    const renamed = of === 'console' || of === 'supplier' ? cookieOf('staff', member.token) : cookieOf('member', owner.token);
    expect(word(await call(route, renamed)), `${nameOf(route)} with a cookie under a false name`).toBe('403 identity.notAllowed');
  }
});

describe('a request that a browser sends with its cookie', () => {
  test.each(STRANGERS)('%s, does nothing on any route that acts', async (_what, headers) => {
    await witness.changes();
    for (const route of routes.filter(({ method }) => method !== 'GET')) {
      const audience = /^\/api\/(console|supplier|goods-imports|shipments|account\/(authenticator|recovery-codes))\b/.test(route.url) ? 'staff' : 'member';
      const { origin: _own, ...cookie } = cookieOf(audience, audience === 'member' ? member.token : owner.token);
      for (const type of [{}, FORM]) expect(word(await call(route, { ...cookie, ...headers, ...type })), nameOf(route)).toBe('403 identity.wrongOrigin');
    }
    expect(unexcused(await witness.changes())).toEqual([]);
  });
});
