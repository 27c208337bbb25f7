/** Calls of the API: every route of its OpenAPI document, first as meant, then bent. */
import type { InjectOptions } from 'fastify';
import { conforming, edgeOf, type Known, type Schema } from './schema.ts';
import { type Dice, hostile, hostileText, hugeBody, rawBody } from './values.ts';

export interface Route {
  readonly method: string;
  /** With {names} for what stands in the path. */
  readonly url: string;
  readonly path: Readonly<Record<string, Schema>>;
  readonly query: Readonly<Record<string, Schema>>;
  readonly body: Schema | undefined;
}

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: string | Buffer;
}

/** A call before it becomes bytes. */
interface Draft {
  method: string;
  path: Record<string, unknown>;
  query: [string, unknown][];
  body: unknown;
  headers: Record<string, string>;
  /** Replaces the body's JSON. */
  raw?: string | Buffer;
  /** What is done to the address when it stands. */
  bend?: (url: string) => string;
}

interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

/** The routes of an OpenAPI document, in its order. */
export function routesOf(document: object): Route[] {
  const { paths = {} } = document as { paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
  return Object.entries(paths).flatMap(([url, operations]) => Object.entries(operations).map(([method, operation]): Route => {
    const named = (place: string): Record<string, Schema> => Object.fromEntries((operation.parameters ?? []).filter((one) => one.in === place).map(({ name, schema = {} }) => [name, schema]));
    return { method: method.toUpperCase(), url, path: named('path'), query: named('query'), body: operation.requestBody?.content?.['application/json']?.schema };
  }));
}

/** The name of what a path parameter names: its own, or for a mere `id` that of the collection before it. */
export function nameIn(url: string, parameter: string): string {
  return parameter === 'id' ? (/([a-z]+)\/\{id\}/.exec(url)?.[1] ?? parameter) : parameter;
}

interface CallInput {
  readonly route: Route;
  readonly known: Known;
  readonly rehearsed?: Rehearsed | undefined;
}

/** A call that is right as it stands, where no schema can say it. */
export interface Rehearsed {
  readonly body?: object;
  readonly raw?: string | Buffer;
  readonly headers?: Record<string, string>;
}

function draftOf(dice: Dice, { route, known, rehearsed = {} }: CallInput): Draft {
  const value = (schema: Schema, name: string): unknown => conforming(dice, { schema, name, known });
  return {
    method: route.method, headers: { ...rehearsed.headers }, body: rehearsed.body ?? (route.body && value(route.body, 'body')), ...(rehearsed.raw === undefined ? {} : { raw: rehearsed.raw }),
    path: Object.fromEntries(Object.entries(route.path).map(([name, schema]) => [name, value(schema, nameIn(route.url, name))])),
    query: Object.entries(route.query).filter(() => dice.once(2)).map(([name, schema]) => [name, value(schema, name)]),
  };
}

const UNRESERVED = /[A-Za-z0-9_.~-]/;
/** Percent-encoding of any text, halves of surrogate pairs included. */
function encode(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return [...Buffer.from(text)].map((byte) => (UNRESERVED.test(String.fromCharCode(byte)) && byte < 128 ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`)).join('');
}

function callOf(route: Route, draft: Draft): Call {
  const path = route.url.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => encode(draft.path[name] ?? '1'));
  const query = draft.query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
  const url = query === '' ? path : `${path}?${query}`;
  const payload = draft.raw ?? (draft.body === undefined ? undefined : JSON.stringify(draft.body));
  const headers = payload === undefined || 'content-type' in draft.headers ? draft.headers : { 'content-type': 'application/json', ...draft.headers };
  return { method: draft.method, url: draft.bend?.(url) ?? url, headers, ...(payload === undefined ? {} : { payload }) };
}

/** Every place of a body that holds a value, and how to put another there. */
export function leavesOf(body: unknown, schema: Schema | undefined): { schema: Schema; set: (value: unknown) => void }[] {
  if (typeof body !== 'object' || body === null) return [];
  const holder = body as Record<string, unknown>;
  const options = [schema, ...(schema?.anyOf ?? [])];
  return Object.keys(holder).flatMap((key) => {
    const inner = Array.isArray(body) ? schema?.items : options.find((one) => one?.properties?.[key])?.properties?.[key];
    return [{ schema: inner ?? {}, set: (value: unknown): void => void (holder[key] = value) }, ...leavesOf(holder[key], inner)];
  });
}

type Bend = (dice: Dice, draft: Draft, route: Route) => void;

const bendLeaf = (valueOf: (dice: Dice, schema: Schema) => unknown): Bend => (dice, draft, route) => {
  const leaves = [
    ...Object.entries(route.path).map(([name, schema]) => ({ schema, set: (value: unknown) => void (draft.path[name] = value) })),
    ...Object.entries(route.query).map(([name, schema]) => ({ schema, set: (value: unknown) => void draft.query.push([name, value]) })),
    ...leavesOf(draft.body, route.body),
  ];
  const [first, ...others] = leaves;
  if (!first) return void draft.query.push([hostileText(dice), hostileText(dice)]);
  const leaf = dice.pick([first, ...others]);
  leaf.set(valueOf(dice, leaf.schema));
};

const CONTENT_TYPES = [
  'text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16', 'application/JSON', 'image/png', 'image/svg+xml', '', '*/*', 'application/json;', 'a',
  'application/vnd.api+json', 'application/json, text/plain', '\u00ff/\u00ff', `text/${'a'.repeat(2_000)}`,
] as const;

const HEADERS: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['accept-language', 'en'], ['accept-language', 'zh-CN,zh;q=0.9'], ['accept-language', `${'x'.repeat(5_000)},en`], ['accept-language', ';;;,,,q=0'], ['x-forwarded-for', '1.2.3.4, %00, ::1'], ['x-forwarded-for', "'; drop table x"],
  ['x-forwarded-host', 'evil.example'], ['host', 'evil.example'], ['host', ''], ['origin', 'null'], ['origin', 'https://evil.example'], ['user-agent', '\u00ff'.repeat(3_000)], ['user-agent', ''], ['cookie', 'coshop_member=; coshop_staff='],
  ['cookie', 'coshop_member=ss_1_%00; coshop_member=%E0%A4%A; =;;;'], ['cookie', 'a=b; '.repeat(1_000)], ['authorization', 'Bearer '], ['authorization', 'Bearer ss_1024_x'], ['authorization', 'Bearer ss_-1_x'],
  ['authorization', `Bearer ss_1_${'A'.repeat(43)}`], ['authorization', `Bearer ${'A'.repeat(5_000)}`], ['authorization', 'Basic YTpi'], ['x-coshop-client', 'console'], ['x-coshop-client', '\u00ff'], ['range', 'bytes=0-,-1'], ['if-none-match', '*'],
  ['accept', 'text/html'], ['accept-encoding', 'gzip;q=x, *'], ['expect', 'x'], ['x-request-id', '../..'], ['x-http-method-override', 'DELETE'], ['content-encoding', 'gzip'], ['transfer-encoding', 'gzip'], ['x-demo-signature', 'zz'],
  ['x-demo-timestamp', '9'.repeat(30)], ['x-demo-nonce', ''], ['sec-fetch-site', 'cross-site'],
];

const ADDRESSES: readonly [(url: string) => string, ...((url: string) => string)[]] = [
  (url) => `${url}/`, (url) => url.replace('/api/', '/api//'), (url) => url.replace('/api', '/%61pi'), (url) => `${url}%`, (url) => `${url}%zz`, (url) => `${url}%00`, (url) => `${url}/..%2f..%2fetc/passwd`, (url) => `${url}/%c0%ae%c0%ae/`,
  (url) => url.toUpperCase(), (url) => `${url}?${'a=b&'.repeat(2_000)}`, (url) => `${url}?limit=1&limit=2&limit[]=3&limit[a]=4`, (url) => `${url}?cursor=1&cursor=2`, (url) => `${url}?__proto__[a]=1&constructor=2`, (url) => `${url}?&&=&=%`,
  (url) => `${url}?cursor=${'9'.repeat(100_000)}`, (url) => `${url}?%00=%00`, (url) => `${url}/${'a'.repeat(600)}`, (url) => `${url};a=b`, (url) => url.replaceAll(/\d+$/g, (digits) => `${digits}.0`), (url) => `${url}?search=%ed%a0%80`,
];

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'] as const;

/** How a call is bent, and how often. */
const BENDS: readonly (readonly [times: number, Bend])[] = [
  [30, bendLeaf((dice) => hostile(dice))],
  [20, bendLeaf(edgeOf)],
  [6, (dice, draft) => { // Something is missing.
    if (typeof draft.body !== 'object' || draft.body === null) return;
    const [first, ...others] = Object.keys(draft.body);
    if (first !== undefined) Reflect.deleteProperty(draft.body, dice.pick([first, ...others]));
  }],
  [6, (dice, draft) => { // Something is there that nobody asked for.
    if (typeof draft.body === 'object' && draft.body !== null) Object.defineProperty(draft.body, dice.pick(['extra', '__proto__', 'constructor', 'id', 'memberId', '']), { value: hostile(dice), enumerable: true, writable: true, configurable: true });
    else draft.body = { extra: hostile(dice) };
  }],
  [5, (dice, draft) => { // The same key twice.
    const json = JSON.stringify(draft.body ?? {});
    draft.raw = json.replace(/^\{("[^"]*"):/, (whole, key: string) => `{${key}:${JSON.stringify(hostile(dice)) ?? 'null'},${whole.slice(1)}`);
  }],
  [5, (dice, draft) => void (draft.body = hostile(dice))],
  [6, (dice, draft) => void (draft.raw = rawBody(dice))],
  [4, (dice, draft) => { // Cut off, or with a byte turned over.
    const bytes = Buffer.from(JSON.stringify(draft.body ?? {}));
    const at = dice.below(bytes.length);
    if (dice.once(2)) draft.raw = bytes.subarray(0, at);
    else {
      bytes[at] = dice.below(256);
      draft.raw = bytes;
    }
  }],
  [5, (dice, draft) => {
    draft.headers['content-type'] = dice.pick(CONTENT_TYPES);
    draft.raw ??= rawBody(dice);
  }],
  [8, (dice, draft) => {
    const [name, value] = dice.pick(HEADERS);
    draft.headers[name] = value;
  }],
  [6, (dice, draft) => void (draft.bend = dice.pick(ADDRESSES))],
  [4, (dice, draft) => void draft.query.push([hostileText(dice), hostileText(dice)])],
  [4, (dice, draft) => void (draft.method = dice.pick(METHODS))],
  [1, (dice, draft) => void (draft.raw = hugeBody(dice))],
];
const LOTS: readonly Bend[] = BENDS.flatMap(([times, bend]) => Array.from({ length: times }, () => bend));

/** A call of the route: two in five as meant, the others bent once or several times. */
export function makeCall(dice: Dice, given: CallInput): Call {
  const draft = draftOf(dice, given);
  const times = dice.below(5) < 2 ? 0 : 1 + (dice.once(3) ? dice.below(3) : 0);
  for (let time = 0; time < times; time++) LOTS[dice.below(LOTS.length)]?.(dice, draft, given.route);
  return callOf(given.route, draft);
}

/** What the test's client sends. */
export function injected({ method, url, headers, payload }: Call): InjectOptions {
  return { method, url, headers, ...(payload === undefined ? {} : { payload }) };
}
