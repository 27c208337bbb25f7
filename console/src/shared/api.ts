/** The one way to the server: the SDK's client over fetch, in the language of the screen, asking for a fresh proof when an act demands it. */
import type { Answer, ApiRequest, ApiResponse, paths, Transport } from '@coshop/sdk';
import { ApiError, createClient } from '@coshop/sdk';
import type { Ask } from './filters.ts';
import { settings } from './settings.ts';

/** What the app does when the server wants more than a request: set once by the shell. */
export const gate: { stepUp: () => Promise<boolean>; signedOut: () => void } = {
  stepUp: () => Promise.resolve(false),
  signedOut: () => undefined,
};

async function exchange({ method, url, body }: ApiRequest): Promise<ApiResponse> {
  const response = await fetch(url, {
    method, credentials: 'same-origin',
    headers: { accept: 'application/json', 'x-coshop-client': 'console', 'accept-language': settings.locale, ...(body === undefined ? {} : { 'content-type': body instanceof Blob ? body.type : 'application/json' }) },
    ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  try {
    return { status: response.status, data: text === '' ? undefined : JSON.parse(text) };
  } catch {
    return { status: response.ok ? 502 : response.status, data: undefined };
  }
}

function codeOf({ data }: ApiResponse): string {
  const error: unknown = typeof data === 'object' && data !== null && 'error' in data ? data.error : undefined;
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

const send: Transport = async (request) => {
  const response = await exchange(request);
  // The server stops before it does anything, so the same request may go again once the proof is given.
  if (response.status === 403 && codeOf(response) === 'identity.stepUpNeeded' && (await gate.stepUp())) return exchange(request);
  if (response.status === 401 && !request.url.startsWith('/api/auth/')) gate.signedOut();
  return response;
};

/** What GET answers on a path. */
export type Got<Path extends keyof paths> = Answer<paths, Path, 'get'>;
/** What POST answers on a path. */
export type Posted<Path extends keyof paths> = Answer<paths, Path, 'post'>;
type Query<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Value } } } ? Exclude<Value, undefined> : never;

/** The type of an Excel sheet; some browsers do not know it by the name of a file. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Where POST takes a file. */
type FilePath = '/api/console/media' | '/api/supplier/media' | '/api/goods-imports' | '/api/shipments/sheet';

/** The filters of a list as the query of an operation. They come from the address, so the server is who refuses what it does not know. */
export function queryOf<Path extends keyof paths>(_path: Path, ask: Ask): Query<Path> {
  return ask as Query<Path>;
}

export const api = createClient<paths>(send);

/** Sends a file as the body of a POST; its type says what it is. */
export function sendFile<Path extends FilePath>(path: Path, file: Blob, query: Readonly<Record<string, string>> = {}): Promise<Posted<Path>> {
  return api('post', path, { body: file, query } as never);
}

/** Whether the failure is the server's refusal with this code. */
export function refusedWith(failure: unknown, code: string): boolean {
  return failure instanceof ApiError && failure.code === code;
}
