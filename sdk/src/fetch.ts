/** A transport over fetch for programs outside: an ERP with an API key, a script. */
import type { Transport } from './client.ts';

export interface FetchOptions {
  /** Where the shop is, such as `https://shop.example`. */
  readonly origin: string;
  /** An API key (`ak_…`), sent with every request; never put one into a page that others load. */
  readonly key?: string;
  readonly language?: 'zh-CN' | 'en';
  /** Instead of the global one. */
  readonly fetch?: typeof fetch;
}

/** Sends requests to a shop, with a key where one is given: `createClient<paths>(fetchTransport({ origin, key }))`. */
export function fetchTransport({ origin, key, language = 'en', fetch: send = fetch }: FetchOptions): Transport {
  const headers = { accept: 'application/json', 'accept-language': language, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
  return async ({ method, url, body }) => {
    const response = await send(`${origin}${url}`, {
      method, headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, data: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
}
