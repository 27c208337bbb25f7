/**
 * The typed client over the generated `paths` of the OpenAPI document. The transport is injected: fetch in the console,
 * uni.request in the storefront, whatever an outside developer has. It needs no fetch, URL or Headers, so it runs in mini programs.
 */
import { ApiError, refusalOf } from './error.ts';

/** One call as the transport sees it. `url` is the path with its query, such as `/api/products?limit=20`. */
export interface ApiRequest { readonly method: string; readonly url: string; readonly body?: unknown }
export interface ApiResponse { readonly status: number; readonly data: unknown }
/** Sends one request; rejects only when no answer arrived at all. */
export type Transport = (request: ApiRequest) => Promise<ApiResponse>;

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Operation<Paths, Path extends keyof Paths, M extends Method> = Paths[Path] extends Partial<Record<M, infer Found>> ? Exclude<Found, undefined> : never;
type PathsWith<Paths, M extends Method> = { [Path in keyof Paths]: [Operation<Paths, Path, M>] extends [never] ? never : Path }[keyof Paths];
type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Success<Op> = Op extends { responses: infer Responses } ? Json<Responses[Extract<keyof Responses, 200 | 201 | 202 | 204>]> : never;
type Part<Op, Name extends 'path' | 'query'> = Op extends { parameters: infer Parameters } ? (Parameters extends Partial<Record<Name, infer Value>> ? Exclude<Value, undefined> : never) : never;
type Body<Op> = Op extends { requestBody: infer Request } ? Json<Request> : never;
/** A part that an operation does not have is absent; one in which everything is optional may be left out. */
type Field<Name extends string, Value> = [Value] extends [never] ? unknown : unknown extends Value ? unknown
  : Partial<Record<string, never>> extends Value ? { [_ in Name]?: Value } : { [_ in Name]: Value };
type Input<Op> = Field<'path', Part<Op, 'path'>> & Field<'query', Part<Op, 'query'>> & Field<'body', Body<Op>>;
type Rest<Op> = Partial<Record<string, never>> extends Input<Op> ? [input?: Input<Op>] : [input: Input<Op>];

/** What a call answers: `Answer<paths, '/api/products', 'get'>`. */
export type Answer<Paths, Path extends keyof Paths, M extends Method> = Success<Operation<Paths, Path, M>>;

/** Calls an operation and returns its body; throws ApiError for every answer of 400 and above, and when there is none. */
export type Client<Paths> = <M extends Method, Path extends PathsWith<Paths, M>>(
  method: M, path: Path, ...rest: Rest<Operation<Paths, Path, M>>
) => Promise<Success<Operation<Paths, Path, M>>>;

interface Parts {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

function urlOf(template: string, parts: Parts): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parts.path?.[name])));
  const pairs = Object.entries(parts.query ?? {}).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null).map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one))}`));
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** A client whose calls go through `send`. */
export function createClient<Paths>(send: Transport): Client<Paths> {
  return async (method, path, ...rest) => {
    const parts: Parts = rest[0] ?? {};
    const request = { method: method.toUpperCase(), url: urlOf(String(path), parts), ...(parts.body === undefined ? {} : { body: parts.body }) };
    let response: ApiResponse;
    try {
      response = await send(request);
    } catch (cause) {
      throw new ApiError({ status: 0, code: 'network', message: '', details: {}, requestId: null }, { cause });
    }
    if (response.status >= 400 || response.status === 0) throw new ApiError(refusalOf(response));
    return response.data as never;
  };
}
