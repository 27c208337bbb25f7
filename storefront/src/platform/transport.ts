/** The transport of the API client: uni.request is XHR in the browser and wx.request in the mini program. */
import type { Transport } from '@coshop/sdk';
import { readToken } from './token';

const METHODS = { GET: 'GET', POST: 'POST', PUT: 'PUT', DELETE: 'DELETE' } as const;
const TIMEOUT_MS = 20_000;

/** Where the API is: the same origin on H5; mini programs have no origin and are built with VITE_API_ORIGIN. */
const origin = (import.meta.env['VITE_API_ORIGIN'] as string | undefined) ?? '';

/** Sends requests in the language that `locale` returns. */
export function makeTransport(locale: () => string): Transport {
  return (request) => new Promise((resolve, reject) => {
    const token = readToken();
    uni.request({
      url: `${origin}${request.url}`, method: METHODS[request.method as keyof typeof METHODS], timeout: TIMEOUT_MS,
      header: {
        'Accept-Language': locale(), ...(request.body === undefined ? {} : { 'Content-Type': request.body instanceof ArrayBuffer ? 'image/jpeg' : 'application/json' }),
        ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(request.body === undefined ? {} : { data: request.body as Record<string, unknown> }),
      success: (response) => resolve({ status: response.statusCode, data: response.data }),
      fail: (failure) => reject(new Error(failure.errMsg)),
    });
  });
}
