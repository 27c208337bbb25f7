/**
 * Every route × every role against matrix.txt, which is committed and read by people: whoever may do something new shows up in a diff.
 * Never compare with ROLES: a wrong line there would agree with itself. After a wanted change: npx vitest run server/test/permissions -u
 */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Module } from '#infra/module.ts';
import { KEY_SCOPES, type Role, ROLES } from '#modules/identity/index.ts';
import { codeOf, testApp, type TestApp, type TestCaller } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';

const MATRIX = fileURLToPath(new URL('matrix.txt', import.meta.url));
const STALE_MS = 6 * 60_000;
const SAFE = new Set(['GET', 'HEAD']);
const GUARDED = new Set(['identity.signInNeeded', 'identity.notAllowed', 'identity.stepUpNeeded']);

interface Route {
  readonly method: string;
  readonly url: string;
}

let db: TestDatabase;
let t: TestApp;
const routes: Route[] = [];
const callers = new Map<string, TestCaller>();

/** Stands first among the modules and writes down what the others mount. */
const collector: Module = {
  name: 'collector', texts: { 'zh-CN': {}, en: {} },
  routes(http) {
    http.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) if (url.startsWith('/api/') && !url.startsWith('/api/docs') && url !== '/api/openapi.json' && one !== 'HEAD' && one !== 'OPTIONS') routes.push({ method: one, url });
    });
  },
};

beforeAll(async () => {
  db = await testDatabase();
  t = await testApp(db, { before: [collector] });
  callers.set('visitor', t.visitor);
  callers.set('member', await t.member());
  for (const role of Object.keys(ROLES) as Role[]) callers.set(role, await t.staff(role));
  // Programs with every scope there is; their makers' roles give them nothing more.
  callers.set('platformKey', await t.key(await t.staff('owner'), KEY_SCOPES.platform));
  callers.set('supplierKey', await t.key(await t.staff('supplierOwner'), KEY_SCOPES.supplier));
});
afterAll(async () => {
  await t.close();
  await db.close();
});

/** Why the guard stops the caller; undefined when he gets past it. A broken body keeps unsafe routes from doing anything then. */
async function stopped(caller: TestCaller, { method, url }: Route): Promise<string | undefined> {
  const filled = url.replaceAll(/:\w+/g, '1').replaceAll('*', '1');
  const answer = await caller.send({ method, url: filled, ...(SAFE.has(method) ? {} : { headers: { 'content-type': 'application/json' }, payload: '{' }) });
  if (answer.status !== 401 && answer.status !== 403) return undefined;
  const code = codeOf(answer);
  return GUARDED.has(code) ? code : undefined;
}

async function lineOf(route: Route): Promise<string> {
  const passes: string[] = [];
  for (const [name, caller] of callers) {
    const code = await stopped(caller, route);
    if (code === undefined) passes.push(name);
    else expect(code, `${route.method} ${route.url} for ${name}`).toBe(name === 'visitor' ? 'identity.signInNeeded' : 'identity.notAllowed');
  }
  const everyone = passes.length === callers.size ? 'everyone' : passes.join(' ');
  return `${route.method.padEnd(6)} ${route.url.padEnd(52)} ${everyone}`;
}

/** One line a route, in the order of their addresses. */
async function readMatrix(): Promise<string[]> {
  const sorted = routes.toSorted((a, b) => `${a.url} ${a.method}`.localeCompare(`${b.url} ${b.method}`, 'en'));
  const lines: string[] = [];
  for (const route of sorted) lines.push(await lineOf(route));
  await t.infra.clock.advance(STALE_MS);
  for (const [index, route] of sorted.entries()) {
    const codes = await Promise.all([...callers.values()].map((caller) => stopped(caller, route)));
    if (codes.includes('identity.stepUpNeeded')) lines[index] += ' [step-up]';
  }
  return lines;
}

test('every route lets in exactly whom the committed matrix names, and deciding for others asks for a fresh proof', async () => {
  const matrix = await readMatrix();
  await expect(`${matrix.join('\n')}\n`).toMatchFileSnapshot(MATRIX);
  for (const line of matrix.filter((text) => text.includes('/decision'))) expect(line).toContain('[step-up]');
  for (const line of matrix.filter((text) => /Key/.test(text))) expect(line, 'never people, money or approvals').not.toMatch(/staff|api-keys|decision|payab|ledger|economy|account|\[step-up\]/);
}, 120_000);
