/**
 * The whole app on a test database, without a port: requests are injected, text messages are kept, and anybody is signed in by one call.
 * Usage: `const t = await testApp(db)`, then `const owner = await t.staff('owner')`, `await owner.get('/api/console/…')`.
 */
import type { InjectOptions } from 'fastify';
import { type App, createApp, makeModules } from '#app/app.ts';
import type { ModuleName } from '#app/modules.ts';
import type { Actor, Ctx } from '#infra/context.ts';
import type { Module } from '#infra/module.ts';
import { assert } from '#kernel/assert.ts';
import {
  type AccountId, actorOfToken, createKey, createOrganisation, createStaff, identityModule, makeGatekeeper, type KeyScope, newTotpSecret, openSession, type OrganisationId, type Role, ROLES,
} from '#modules/identity/index.ts';
import type { IdentityOptions } from '#modules/identity/index.ts';
import { type Documents, DOCUMENTS, type MemberId, makeConsents, membersModule, registerMember, versionsOf } from '#modules/members/index.ts';
import type { TestDatabase, TestInfra, TestInfraOptions } from '#test/database.ts';

export interface Answer {
  readonly status: number;
  /** The parsed body; undefined when there is none. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  /** `name=value` of the cookies set, by name. */
  readonly cookies: Readonly<Record<string, string>>;
}

/** Somebody who sends requests: a visitor, or whoever a token signs in. */
export interface TestCaller {
  readonly headers: Readonly<Record<string, string>>;
  get(url: string): Promise<Answer>;
  post(url: string, body?: unknown): Promise<Answer>;
  send(request: InjectOptions): Promise<Answer>;
}

export interface TestSession extends TestCaller {
  readonly token: string;
  /** For `infra.unit({ actor, requestId }, …)` in the name of this person. */
  readonly actor: Actor;
}

export interface TestMember extends TestSession {
  readonly memberId: MemberId;
  readonly phone: string;
}

export interface TestStaff extends TestSession {
  readonly accountId: AccountId;
  readonly orgId: OrganisationId;
  readonly name: string;
  readonly totpSecret: string;
}

export interface TestAppOptions extends TestInfraOptions {
  /** Besides identity and members, instead of the whole app: the named ones of it, or modules made for the test, in dependency order. */
  readonly modules?: readonly ModuleName[] | ((infra: TestInfra) => readonly Module[]);
  /** Modules before all others. */
  readonly before?: readonly Module[];
  readonly identity?: IdentityOptions;
  /** What members agree to, instead of the documents of the release. */
  readonly documents?: Documents;
}

export interface TestApp {
  readonly app: App;
  readonly infra: TestInfra;
  readonly visitor: TestCaller;
  /** Text messages sent so far, by drained jobs. */
  readonly messages: { phone: string; text: string }[];
  /** A new registered member, signed in; he has a profile and no purchase. `adultOn`: of a minor, the business day from which he earns. */
  member(registration?: { phone?: string; name?: string; inviteCode?: string; passwordHash?: string; adultOn?: number }): Promise<TestMember>;
  /** A new member of staff with the role, signed in and freshly proven; platform staff share one organisation, each supplier's is new unless given. */
  staff(role: Role, options?: { orgId?: OrganisationId; passwordHash?: string }): Promise<TestStaff>;
  /** A program with a key that has these scopes, made by somebody of the organisation. */
  key(maker: TestStaff, scopes: readonly KeyScope[]): Promise<TestCaller & { readonly key: string }>;
  /** Runs one unit of work as the system. */
  unit<Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result>;
  /** Applies events, sweeps and jobs until nothing is left. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export const TEST_SECRET_KEY = '5e'.repeat(32);
const SYSTEM = { actor: { kind: 'system', name: 'test' }, requestId: 'test' } as const;
const CLIENT = { client: 'test', ip: '203.0.113.1' } as const;
/** The hash of nothing anybody types: most tests sign in by `openSession`. */
const NO_PASSWORD = 'no password';
let phones = 0;

/** The app of a test file; close it before the database. */
export async function testApp(db: TestDatabase, options: TestAppOptions = {}): Promise<TestApp> {
  const infra = await db.infra({ ...options, config: { secretKey: TEST_SECRET_KEY, rateLimitPerMinute: 1_000_000_000, ...options.config } });
  const messages: TestApp['messages'] = [];
  const sms = { send: async (message: { phone: string; text: string }) => void messages.push(message) };
  const modules = modulesOf(infra, options);
  // Made after the app's own, whose messages would leave the process.
  const identity = identityModule(infra, { ...options.identity, sms });
  const app = await createApp(infra, [...(options.before ?? []), identity, ...modules], { gatekeeper: makeGatekeeper(infra) });
  const unit: TestApp['unit'] = (work) => infra.unit(SYSTEM, work);
  const caller = (headers: Record<string, string>): TestCaller => callerOn(app, headers);
  const session = async (token: string): Promise<TestSession> =>
    ({ ...caller({ authorization: `Bearer ${token}` }), token, actor: await actorOfToken(infra, token) });
  let platform: Promise<OrganisationId> | undefined;

  return {
    app, infra, messages, unit, visitor: caller({}),
    async member(registration = {}) {
      phones += 1;
      const { phone = `139${String(phones).padStart(8, '0')}`, passwordHash = null, ...rest } = registration;
      const { memberId, token } = await unit(async (ctx) => {
        const id = await registerMember(infra, ctx, { phone, passwordHash, versions: versionsOf(options.documents ?? DOCUMENTS), ...rest });
        return { memberId: id, ...(await openSession(ctx, { accountId: id, level: 'member', ...CLIENT })) };
      });
      return { ...(await session(token)), memberId, phone };
    },
    async staff(role, given = {}) {
      const { of } = ROLES[role];
      if (of === 'platform') platform ??= unit((ctx) => createOrganisation(ctx, { kind: 'platform', name: 'Platform' }));
      const orgId = given.orgId ?? (of === 'platform' && platform ? await platform : await unit((ctx) => createOrganisation(ctx, { kind: of, name: `Supplier ${role}` })));
      phones += 1;
      const name = `${role}-${phones}`;
      const totpSecret = newTotpSecret();
      const { accountId, token } = await unit(async (ctx) => {
        const id = await createStaff(infra, ctx, { name, orgId, role, passwordHash: given.passwordHash ?? NO_PASSWORD, totpSecret });
        return { accountId: id, ...(await openSession(ctx, { accountId: id, level: 'staff', ...CLIENT })) };
      });
      return { ...(await session(token)), accountId, orgId, name, totpSecret };
    },
    async key(maker, scopes) {
      const { key } = await infra.unit({ actor: maker.actor, requestId: 'test' }, (ctx) => createKey(ctx, { name: 'test', scopes, days: 1 }));
      return { ...caller({ authorization: `Bearer ${key}` }), key };
    },
    drain: () => app.drain(),
    async close() {
      await app.close();
      await infra.close();
    },
  };
}

/** Every module but identity that the test asks for. */
function modulesOf(infra: TestInfra, { modules: wanted, documents }: TestAppOptions): readonly Module[] {
  if (typeof wanted === 'function') return [membersModule(infra, { consents: makeConsents(infra, documents) }), ...wanted(infra)];
  return makeModules(infra, documents === undefined ? {} : { documents }).modules.filter(({ name }) => name !== 'identity' && (wanted === undefined || name === 'members' || wanted.some((one) => one === name)));
}

function callerOn(app: App, headers: Record<string, string>): TestCaller {
  const send = async (request: InjectOptions): Promise<Answer> => {
    const response = await app.http.inject({ ...request, headers: { ...headers, ...request.headers } });
    const isJson = (response.headers['content-type'] ?? '').includes('application/json');
    return {
      status: response.statusCode, headers: response.headers, body: isJson ? (JSON.parse(response.body) as unknown) : response.body === '' ? undefined : response.body,
      cookies: Object.fromEntries(response.cookies.map(({ name, value }) => [name, value])),
    };
  };
  return {
    headers, send,
    get: (url) => send({ method: 'GET', url }),
    post: (url, body) => send({ method: 'POST', url, ...(body === undefined ? {} : { payload: body as object }) }),
  };
}

/** The code of a refusal. */
export function codeOf(answer: Answer): string {
  const { body } = answer;
  assert(typeof body === 'object' && body !== null && 'error' in body, `a refusal has a body, not ${answer.status} ${JSON.stringify(body)}`);
  const { error } = body as { error: { code: string } };
  return error.code;
}
