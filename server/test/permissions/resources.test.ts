/**
 * Every route that names a resource × every role × own and another's, against resources.txt, which is committed and read by people.
 * Another's answers exactly as a missing one, and what is refused changes nothing. After a wanted change: npx vitest run server/test/permissions -u
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IdText } from '#infra/schemas.ts';
import { type Answer, codeOf, type TestCaller, type TestStaff } from '#test/app.ts';
import { type TestDatabase, testDatabase } from '#test/database.ts';
import { type Route, routesOf } from '#test/hostile/calls.ts';
import type { Schema } from '#test/hostile/schema.ts';
import { testMall } from '#test/mall.ts';
import { unexcused, type Witness, witnessOf } from '#test/witness.ts';
import { NO_ACTS, PLAIN_ACTS, REPLACES_NOTHING } from './acts.ts';
import { EXEMPT, RESOURCES } from './resources.ts';
import type { Resource, Stage } from './variants.ts';

const MATRIX = fileURLToPath(new URL('resources.txt', import.meta.url));
const TEXTS = JSON.parse(readFileSync(new URL('../../src/modules/reports/texts.json', import.meta.url), 'utf8')) as { en: Record<string, string> };
const GUARDED = new Set(['identity.signInNeeded', 'identity.notAllowed']);

let db: TestDatabase;
let stage: Stage;
let witness: Witness;
let routes: Route[];
const callers = new Map<string, TestCaller>();

beforeAll(async () => {
  db = await testDatabase();
  const mall = await testMall(db);
  const me = await mall.member({ name: 'Me' });
  await mall.confirmed(me, mall.goods.package); // From then on he may invite.
  stage = { mall, me, other: await mall.member({ name: 'Other' }), missing: () => String(mall.infra.ids.next(5)) };
  witness = await witnessOf(db.sql);
  routes = routesOf(mall.app.http.swagger());
  callers.set('visitor', mall.visitor);
  callers.set('member', me);
  for (const [role, staff] of mall.crew) callers.set(role, staff);
});
afterAll(async () => {
  await stage.mall.close();
  await db.close();
});

const nameOf = ({ method, url }: Route): string => `${method} ${url}`;

function holdsId(schema: Schema | undefined): boolean {
  if (!schema) return false;
  if (schema.pattern !== undefined && schema.pattern === (IdText as Schema).pattern) return true;
  return [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])].some(holdsId);
}

/** The answer without what differs by chance: the number of the request, and the id that was asked for. */
function shown({ status, body }: Answer, id: string): string {
  return `${status} ${JSON.stringify(body ?? null).replaceAll(/"requestId":"[^"]+"/g, '').replaceAll(id, '…')}`;
}

const word = (answer: Answer): string => (answer.status < 400 ? String(answer.status) : `${answer.status} ${codeOf(answer)}`);

async function call(name: string, resource: Resource, { caller, variant }: { caller: TestCaller; variant: string }): Promise<{ answer: Answer; text: string }> {
  const make = resource.variants[variant];
  if (!make) throw new Error(`${name} has no variant ${variant}`);
  const id = await make(stage, 'accountId' in caller ? (caller as TestStaff) : undefined);
  const { url, body } = resource.request(id, stage);
  await witness.changes();
  const answer = await caller.send({ method: name.split(' ')[0] as 'GET', url, ...(body === undefined ? {} : { payload: body }) });
  const changed = unexcused(await witness.changes());
  if (answer.status >= 400 || name.startsWith('GET')) expect(changed, `${name}: what is refused or read changes nothing`).toEqual([]);
  else if (isAct(name) && caller !== stage.me && changed.length > 0) expect(changed, `${name}: what staff change stands in the audit log`).toContain('identity.audit insert');
  return { answer, text: shown(answer, id) };
}

/** Whether staff change something by it that others may ask about. */
const isAct = (name: string): boolean => /^(POST|PUT|DELETE|PATCH) \/api\/(console|supplier|account|goods-imports|shipments)\b/.test(name) && !(name in NO_ACTS);

const isGuarded = (answer: Answer): boolean => answer.status === 401 || (answer.status === 403 && GUARDED.has(codeOf(answer)));

/** What one caller is answered, variant by variant; undefined when the guard stops him whatever he names: asked first with one that is missing, which costs nothing to make. */
async function lineOf(name: string, resource: Resource, caller: TestCaller): Promise<string | undefined> {
  if ('missing' in resource.variants && isGuarded((await call(name, resource, { caller, variant: 'missing' })).answer)) return undefined;
  const words: string[] = [];
  const texts = new Map<string, string>();
  for (const variant of Object.keys(resource.variants)) {
    const { answer, text } = await call(name, resource, { caller, variant });
    if (isGuarded(answer)) {
      expect(words, `${name}: the guard stops before anything is looked up`).toEqual([]);
      return undefined;
    }
    words.push(`${variant}: ${word(answer)}`);
    texts.set(variant, text);
  }
  if (texts.has('other')) expect(texts.get('other'), `${name}: another's answers as a missing one does`).toBe(texts.get('missing'));
  return words.join(' · ');
}

test('every route that names a resource is tried with own, another’s and a missing one', () => {
  const naming = routes.filter((route) => Object.keys(route.path).length > 0 || [...Object.values(route.query), ...(route.body ? [route.body] : [])].some(holdsId)).map(nameOf);
  const known = [...Object.keys(RESOURCES), ...Object.keys(EXEMPT)];
  expect(naming.filter((name) => !known.includes(name)), 'give each an entry in server/test/permissions/resources.ts: whose resources it names, and how to make one').toEqual([]);
  expect(known.filter((name) => !naming.includes(name)), 'these are no routes that name a resource (any more): take them out of server/test/permissions/resources.ts').toEqual([]);
});

test('each role meets its own and another’s as the committed matrix says', async () => {
  const lines: string[] = [];
  for (const name of Object.keys(RESOURCES).toSorted((a, b) => a.slice(a.indexOf(' ')).localeCompare(b.slice(b.indexOf(' ')), 'en') || a.localeCompare(b, 'en'))) {
    const resource = RESOURCES[name];
    if (!resource) continue;
    const byAnswer = new Map<string, string[]>();
    for (const [who, caller] of callers) {
      const line = await lineOf(name, resource, caller);
      if (line !== undefined) byAnswer.set(line, [...(byAnswer.get(line) ?? []), who]);
    }
    const all = [...byAnswer.values()].flat().length === callers.size;
    lines.push(name, ...[...byAnswer].map(([line, who]) => `  ${all && byAnswer.size === 1 ? 'everyone' : who.join(' ')}\n    ${line}`));
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(MATRIX);
}, 300_000);

test('whatever staff change stands in the audit log, from the same unit of work, with before and after where something was replaced', async () => {
  const tried = [...Object.keys(RESOURCES), ...Object.keys(PLAIN_ACTS)];
  expect(routes.map(nameOf).filter((name) => isAct(name) && !tried.includes(name)), 'give each an entry in server/test/permissions/acts.ts').toEqual([]);
  for (const [name, { by, body }] of Object.entries(PLAIN_ACTS)) {
    const [method, url = ''] = name.split(' ');
    await witness.changes();
    const answer = await (stage.mall.crew.get(by) as TestStaff).send({ method: method as 'POST', url, ...(body === undefined ? {} : { payload: body(stage) }) });
    expect([name, answer.status < 300], JSON.stringify(answer.body)).toEqual([name, true]);
    expect(await witness.changes(), `${name}: what staff change stands in the audit log`).toContain('identity.audit insert');
  }
  const names = await stage.mall.infra.sql.rows<{ name: string }>(`select distinct jsonb_object_keys(detail || coalesce(before, '{}') || coalesce(after, '{}')) as name from identity.audit order by 1`);
  const unnamed = [...new Set(names.map(({ name }) => name.split('.').at(-1) ?? ''))].filter((field) => !(`reports.auditField.${field}` in TEXTS.en));
  expect(unnamed, 'give each field a name in the texts of reports and of the console').toEqual([]);
  const bare = await stage.mall.infra.sql.rows<{ act: string }>(`select act from identity.audit where actor_kind in ('staff', 'key') group by act having bool_and(before is null and after is null) order by act`);
  expect(bare.map(({ act }) => act).filter((act) => !REPLACES_NOTHING.includes(act)), 'say what it was before and is after, or that it replaces nothing: REPLACES_NOTHING').toEqual([]);
});
