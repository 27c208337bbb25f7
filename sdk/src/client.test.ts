import { expect, test } from 'vitest';
import { type ApiRequest, type ApiResponse, createClient } from './client.ts';
import { ApiError } from './error.ts';
import { fetchTransport } from './fetch.ts';

type Reply<Body> = { responses: { 200: { content: { 'application/json': Body } } } };
interface Paths {
  '/api/products': { get: Reply<{ items: string[] }> & { parameters: { query?: { zone?: string; tag?: string[] } } } };
  '/api/products/{id}': { get: Reply<{ id: string }> & { parameters: { path: { id: string } } } };
  '/api/checkouts': { post: Reply<{ checkoutId: string }> & { requestBody: { content: { 'application/json': { key: string } } } } };
  '/api/auth/sign-out': { post: { responses: { 204: { content?: never } } } };
}

function recording(response: ApiResponse) {
  const sent: ApiRequest[] = [];
  return { sent, api: createClient<Paths>(async (request) => { sent.push(request); return response; }) };
}

test('path, query and body are built and encoded; undefined query values are left out', async () => {
  const { api, sent } = recording({ status: 200, data: {} });
  await api('get', '/api/products');
  await api('get', '/api/products', { query: { zone: 'a b&c', tag: ['x', 'y'] } });
  await api('get', '/api/products/{id}', { path: { id: '7/8' } });
  await api('post', '/api/checkouts', { body: { key: 'k' } });
  expect(sent).toEqual([
    { method: 'GET', url: '/api/products' }, { method: 'GET', url: '/api/products?zone=a%20b%26c&tag=x&tag=y' },
    { method: 'GET', url: '/api/products/7%2F8' }, { method: 'POST', url: '/api/checkouts', body: { key: 'k' } },
  ]);
});
test('a refusal is an ApiError with code, message, details and request id', async () => {
  const error = { code: 'orders.outOfStock', message: 'Sold out', details: { left: 2 }, requestId: 'r1' };
  const { api } = recording({ status: 409, data: { error } });
  await expect(api('get', '/api/products')).rejects.toMatchObject({ name: 'ApiError', status: 409, ...error });
});
test('an answer that is not ours is an ApiError named by its status', async () => {
  const { api } = recording({ status: 502, data: '<html>' });
  await expect(api('get', '/api/products')).rejects.toMatchObject({ status: 502, code: 'http.502', details: {}, requestId: null });
});
test('no answer at all is an ApiError with code network and its cause', async () => {
  const cause = new Error('offline');
  const api = createClient<Paths>(() => Promise.reject(cause));
  await expect(api('get', '/api/products')).rejects.toSatisfy((e) => e instanceof ApiError && e.code === 'network' && e.status === 0 && e.cause === cause);
});
test('wrong calls do not compile', () => {
  const { api } = recording({ status: 200, data: {} });
  const calls = [
    // @ts-expect-error no such method on this path
    () => api('post', '/api/products'),
    // @ts-expect-error the path parameter is missing
    () => api('get', '/api/products/{id}'),
    // @ts-expect-error the body is missing
    () => api('post', '/api/checkouts'),
    // @ts-expect-error an unknown property in the body
    () => api('post', '/api/checkouts', { body: { key: 'k', more: 1 } }),
    // @ts-expect-error an unknown query parameter
    () => api('get', '/api/products', { query: { colour: 'red' } }),
    // @ts-expect-error no such path
    () => api('get', '/api/nothing'),
    () => api('post', '/api/auth/sign-out'),
  ];
  expect(calls).toHaveLength(7);
});

test('the transport over fetch sends the key and the body, and reads what comes back', async () => {
  const sent: { url: string; init: RequestInit | undefined }[] = [];
  const answer: typeof fetch = async (url, init) => {
    sent.push({ url: url instanceof Request ? url.url : String(url), init });
    return new Response('{"items":[]}', { status: 200 });
  };
  const send = fetchTransport({ origin: 'https://shop.example', key: 'ak_1_x', fetch: answer });
  expect(await send({ method: 'POST', url: '/api/x', body: { a: 1 } })).toEqual({ status: 200, data: { items: [] } });
  expect(sent).toEqual([{ url: 'https://shop.example/api/x', init: { method: 'POST', body: '{"a":1}', headers: { accept: 'application/json', 'accept-language': 'en', authorization: 'Bearer ak_1_x', 'content-type': 'application/json' } } }]);
});
