import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase, type TestInfra } from '#test/database.ts';
import { defineRefusals } from '#kernel/errors.ts';
import type { Id } from '#kernel/id.ts';
import type { Actor } from './context.ts';
import infraTexts from './texts.json' with { type: 'json' };
import { type Gatekeeper, type Http, makeHttp, memberOf } from './http.ts';

const errors = defineRefusals('demo', { tooLate: 409, forbidden: 403, signIn: 401 });
const member: Actor = { kind: 'member', accountId: 1n as Id<'account'>, sessionId: 2n as Id<'session'> };
const gatekeeper: Gatekeeper = {
  authenticate: (request) => (request.headers.authorization === 'member' ? member : request.headers.authorization === 'slow' ? Promise.resolve(member) : { kind: 'visitor' }),
  authorise(actor, guard) {
    if (actor.kind === 'visitor') throw errors.signIn();
    if (guard.act === 'demo.never') throw errors.forbidden();
  },
};
const texts = { 'zh-CN': { 'demo.tooLate': 'zh {hour}', 'demo.signIn': 'zh in', 'demo.forbidden': 'zh no' }, en: { 'demo.tooLate': 'Too late, it is {hour}', 'demo.signIn': 'in', 'demo.forbidden': 'no' } };

const Form = Type.Object({
  reason: Type.String({ minLength: 10, maxLength: 20 }), title: Type.Optional(Type.String({ minLength: 1 })), quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  code: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })), day: Type.Optional(Type.String({ format: 'date' })), level: Type.Optional(Type.Enum(['vip', 'dealer'])),
  skus: Type.Optional(Type.Array(Type.Object({ priceFen: Type.String({ pattern: '^[0-9]+$' }) }), { minItems: 1, maxItems: 2 })), unheardOf: Type.Optional(Type.Integer({ not: { const: 3 } })),
});
const FORM = { reason: 'long enough' };
/** How the text of a key may read in a language, whatever fills it. */
const patternOf = (key: string, locale: 'zh-CN' | 'en'): RegExp => new RegExp(`^${((infraTexts[locale] as Record<string, string>)[key] ?? key).replaceAll(/\{\w+\}/g, '.+')}$`);
let db: TestDatabase;
let infra: TestInfra;
let http: Http;
let ran = 0;

beforeAll(async () => {
  db = await testDatabase();
  infra = await db.infra({ config: { rateLimitPerMinute: 1_000_000_000 } });
  http = await makeHttp(infra, gatekeeper, [texts]);
  const act = (name: string) => ({ guard: { act: name, of: 'member' as const } });
  http.get('/api/late', { config: { guard: 'public' } }, () => { throw errors.tooLate({ hour: 12 }); });
  http.get('/api/bug', { config: { guard: 'public' } }, () => { throw new Error('password=hunter2'); });
  http.get('/api/me', { config: act('demo.me') }, (request) => { ran += 1; return { id: String(memberOf(request).accountId) }; });
  http.get('/api/never', { config: act('demo.never') }, () => { ran += 1; return {}; });
  http.post('/api/echo', { config: { guard: 'public' }, schema: { body: Type.Object({ n: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }) } }, (request) => request.body);
  http.post('/api/form', { config: { guard: 'public' }, schema: { body: Form } }, () => ({}));
  http.get('/api/page/:name', { config: { guard: 'public' }, schema: { querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }) } }, (request) => ({ limit: request.query.limit ?? null }));
  http.post('/api/bare', { config: { guard: 'public' } }, (request) => ({ got: request.body === undefined ? 'nothing' : 'something' }));
  await http.ready();
});
afterAll(async () => {
  await http.close();
  await db.close();
});

describe('refusals', () => {
  test.each([['en', 'Too late, it is 12'], ['zh-CN,zh;q=0.9,en;q=0.8', 'zh 12'], ['fr', 'zh 12']])('are told in the language of "%s" with a stable code', async (language, message) => {
    const answer = await http.inject({ url: '/api/late', headers: { 'accept-language': language } });
    expect(answer.statusCode).toBe(409);
    expect(answer.json<{ error: object }>().error).toMatchObject({ code: 'demo.tooLate', message, details: { hour: 12 } });
  });

  test('a malformed body names the problem and is 400', async () => {
    for (const payload of [{ n: 0 }, { n: 'x' }, {}, []]) {
      const answer = await http.inject({ method: 'POST', url: '/api/echo', payload });
      expect([answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([400, 'http.badRequest']);
    }
    expect((await http.inject({ method: 'POST', url: '/api/echo', headers: { 'content-type': 'application/json' }, payload: '{"n":1' })).statusCode).toBe(400);
  });

  test.each([
    [{}, 'required', 'reason', '“Reason” is needed'],
    [{ reason: '' }, 'minLength', 'reason', '“Reason” needs at least 10 characters'],
    [{ ...FORM, reason: 'x'.repeat(21) }, 'maxLength', 'reason', '“Reason” may have at most 20 characters'],
    [{ ...FORM, title: '' }, 'minLength', 'title', '“Title” is needed'],
    [{ ...FORM, quantity: 0 }, 'minimum', 'quantity', '“Quantity” must not be below 1'],
    [{ ...FORM, quantity: 100 }, 'maximum', 'quantity', '“Quantity” must not be above 99'],
    [{ ...FORM, quantity: 'many' }, 'type', 'quantity', '“Quantity” is of the wrong kind'],
    [{ ...FORM, code: '12345' }, 'pattern', 'code', '“Code” is not written as it should be'],
    [{ ...FORM, day: 'today' }, 'format', 'day', '“Day” is not written as it should be'],
    [{ ...FORM, level: 'emperor' }, 'enum', 'level', '“Level” is none of the values to choose from'],
    [{ ...FORM, skus: [] }, 'minItems', 'skus', '“Variants” is needed'],
    [{ ...FORM, skus: [{ priceFen: '1' }, { priceFen: 'x' }] }, 'pattern', 'skus/1/priceFen', '“Price (no. 2)” is not written as it should be'],
    [{ ...FORM, skus: Array.from({ length: 3 }, () => ({ priceFen: '1' })) }, 'maxItems', 'skus', '“Variants” may have at most 2 entries'],
    [{ ...FORM, unheardOf: 3 }, 'not', 'unheardOf', '“unheardOf” is not as it should be'],
    [[], 'type', '', '“What you sent” is of the wrong kind'],
  ])('what is wrong with a form is said in the reader’s language, with path and raw problem beside it: %j breaks %s of %s', async (payload, keyword, path, english) => {
    const spoken = Object.keys(infraTexts.en).find((key) => key.startsWith('http.badRequest.') && patternOf(key, 'en').test(english)) ?? '';
    for (const [language, message] of [['zh-CN', expect.stringMatching(patternOf(spoken, 'zh-CN')) as string], ['en', english]] as const) {
      const answer = await http.inject({ method: 'POST', url: '/api/form', payload, headers: { 'accept-language': language } });
      const { error } = answer.json<{ error: { code: string; message: string; details: { problem: string } } }>();
      expect([answer.statusCode, error]).toMatchObject([400, { code: 'http.badRequest', message, details: { keyword, path: path === '' ? 'body' : `body/${path}` } }]);
      expect(error.details.problem).toContain('body');
    }
  });

  test('a filter in an address is explained as a form is', async () => {
    const answer = await http.inject({ url: '/api/page/a?limit=1000', headers: { 'accept-language': 'en' } });
    expect(answer.json<{ error: object }>().error).toMatchObject({ message: '“limit” must not be above 100', details: { problem: 'querystring/limit must be <= 100', path: 'querystring/limit', keyword: 'maximum', limit: 100 } });
  });

  test.each(['{"a":"x\\u0000"}', '{"a":["\\ud800"]}', '{"a":{"\\udfff":1}}', '{"a":"\\uD83D\\u0041"}'])('a text that PostgreSQL cannot keep is malformed: %s', async (payload) => {
    const answer = await http.inject({ method: 'POST', url: '/api/bare', headers: { 'content-type': 'application/json' }, payload });
    expect([answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([400, 'http.badRequest']);
  });

  test.each(['{"a":"\\ud83d\\ude00"}', '{"a":"\\\\u0000"}', '{"a":"😀"}'])('whole characters are kept however they are spelt: %s', async (payload) => {
    expect((await http.inject({ method: 'POST', url: '/api/bare', headers: { 'content-type': 'application/json' }, payload })).json()).toEqual({ got: 'something' });
  });

  test.each(['/api/page/%00', '/api/page/a?q=%00', '/api/page/%zz', '/api/page/%c0%ae', `/api/page/${'a'.repeat(600)}`, '/api/page/a?limit=Infinity', '/api/page/a?limit=-Infinity', '/api/page/a?limit=1e400'])('an address that makes no sense is malformed: %.40s', async (url) => {
    const answer = await http.inject({ url, headers: { 'accept-language': 'en' } });
    const { error } = answer.json<{ error: { code: string; message: string; details: { problem: string; path?: string } } }>();
    expect([answer.statusCode, error.code, error.message]).toEqual([400, 'http.badRequest', error.details.path === undefined ? `The request is malformed: ${error.details.problem}` : expect.stringMatching(/^“limit” must not be/)]);
    expect(answer.body).not.toContain('/api/page');
  });

  test('a POST that names JSON but has no body is not malformed', async () => {
    const answer = await http.inject({ method: 'POST', url: '/api/bare', headers: { 'content-type': 'application/json' } });
    expect([answer.statusCode, answer.json()]).toEqual([200, { got: 'nothing' }]);
  });

  test('a bug answers 500 without telling its message', async () => {
    const answer = await http.inject('/api/bug');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('hunter2');
    expect(answer.json<{ error: { code: string } }>().error.code).toBe('http.failed');
  });

  test('an unknown path is 404 in the same form', async () => {
    expect((await http.inject('/api/nothing')).json<{ error: { code: string } }>().error.code).toBe('http.notFound');
  });

  test('who opened a page in a browser reads the words and not JSON; programs, and whoever asks the API, always get JSON', async () => {
    const page = await http.inject({ url: '/nothing', headers: { accept: 'text/html,*/*;q=0.8', 'accept-language': 'en' } });
    expect([page.statusCode, page.headers['content-type'], page.body.includes('There is nothing here</h1><a href="/">')]).toEqual([404, 'text/html; charset=utf-8', true]);
    for (const asked of [{ url: '/api/nothing', headers: { accept: 'text/html' } }, { url: '/nothing' }]) expect((await http.inject(asked)).json()).toMatchObject({ error: { code: 'http.notFound' } });
  });
});

describe('guards', () => {
  test('decide before the handler runs, also when the session must be looked up', async () => {
    ran = 0;
    expect((await http.inject('/api/me')).statusCode).toBe(401);
    expect((await http.inject({ url: '/api/never', headers: { authorization: 'member' } })).statusCode).toBe(403);
    expect(ran).toBe(0);
    for (const authorization of ['member', 'slow']) expect((await http.inject({ url: '/api/me', headers: { authorization } })).json()).toEqual({ id: '1' });
    expect(ran).toBe(2);
  });

  test('a route without a guard cannot be mounted', async () => {
    const bare = await makeHttp(infra, gatekeeper, []);
    expect(() => bare.get('/api/open', () => ({}))).toThrow('GET /api/open declares no guard');
    await bare.close();
  });
});

test('requests beyond the limit of an address are refused with 429', async () => {
  const limited = await makeHttp(await db.infra({ config: { rateLimitPerMinute: 2 } }), gatekeeper, []);
  limited.get('/api/x', { config: { guard: 'public' } }, () => ({}));
  await limited.ready();
  const codes = [];
  for (let i = 0; i < 3; i++) codes.push((await limited.inject('/api/x')).statusCode);
  expect(codes).toEqual([200, 200, 429]);
  await limited.close();
});
