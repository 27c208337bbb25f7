/**
 * Signed calls to WeChat Pay: wechatpay-axios-plugin signs each request and refuses an answer whose signature or time is wrong. Answers that say no
 * are answers; only what could not be asked or believed is thrown.
 */
import { Wechatpay } from 'wechatpay-axios-plugin';
import type { Clock } from '#infra/clock.ts';
import { type Fields, fieldsOf, textOf } from './fields.ts';
import type { WechatPaySettings } from './settings.ts';

const TIMEOUT_MS = 5_000;
/** A bill may have many lines. */
const BILL_TIMEOUT_MS = 60_000;

export interface Answer {
  readonly status: number;
  /** WeChat's code of a refusal; empty when it did what it was asked. */
  readonly code: string;
  /** The fields of an answer that did what was asked; throws otherwise. */
  fields(): Fields;
  /** One of them, which must be a text. */
  text(name: string): string;
}

export interface WechatClient {
  get(path: string, parameters: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body: object): Promise<Answer>;
  /** The bytes at an address that WeChat Pay gave for a bill; it must be its own. */
  download(url: string): Promise<Buffer>;
  /** The error that an answer is where it cannot be taken. */
  failed(what: string, answer: Answer): Error;
}

/** Answers that are neither yes nor a no that may be acted on: the same question may be asked again. */
const isOutage = (status: number): boolean => status === 401 || status === 429 || status >= 500;

interface Response { readonly status: number; readonly data: unknown }

/** The response of a call. A no is thrown by the plugin with the response; its own disbelief of a yes has a response of 200, and stays an error. */
async function answerOf(what: string, work: () => PromiseLike<Response>): Promise<Response> {
  return work().then((response) => response, (error: unknown) => {
    const response = error instanceof Error && 'response' in error ? (error.response as Response | undefined) : undefined;
    if (response && response.status >= 400) return response;
    // The error itself would bring the request, with the key that signed it, into the log.
    throw new Error(`WeChat Pay could not be asked or believed (${what}): ${error instanceof Error ? error.message : 'no reason given'}`);
  });
}

/** The calls of a merchant. A simulated gateway hears of business time, so that its bills are of the demo's days. */
export function makeClient(settings: WechatPaySettings, clock: Pick<Clock, 'now'>): WechatClient {
  const { mchid, serial, privateKey, platformKeys, baseUrl, simulated } = settings;
  const { client } = new Wechatpay({
    mchid, serial, privateKey, certs: { ...platformKeys }, baseURL: baseUrl, timeout: TIMEOUT_MS, maxRedirects: 0, ...(simulated ? { proxy: false as const } : {}),
  });
  const headers = (): Record<string, string> => (simulated ? { 'x-simulated-time': clock.now().toISOString() } : {});
  const failed = (what: string, { status, code }: { status: number; code: string }): Error => new Error(`WeChat Pay answered ${status} ${code} to ${what}`);
  const ask = async (what: string, work: () => PromiseLike<Response>): Promise<Answer> => {
    const { status, data } = await answerOf(what, work);
    const found = fieldsOf(data);
    const code = status < 300 && status !== 202 ? '' : textOf(found, 'code');
    const answer: Answer = {
      status, code,
      fields() {
        if (status !== 200) throw failed(what, answer);
        return found;
      },
      text(name) {
        const text = textOf(answer.fields(), name);
        if (text === '') throw new Error(`WeChat Pay answered ${what} without ${name}`);
        return text;
      },
    };
    if (isOutage(status)) throw failed(what, answer);
    return answer;
  };
  return {
    failed,
    get: (path, parameters) => ask(`GET ${path}`, () => client.request(path, 'get', undefined, { params: parameters, headers: headers() })),
    post: (path, body) => ask(`POST ${path}`, () => client.request(path, 'post', body, { headers: headers() })),
    async download(url) {
      const { origin, pathname, searchParams } = new URL(url);
      if (origin !== new URL(baseUrl).origin || pathname !== '/v3/billdownload/file') throw new Error('WeChat Pay gave an address for its bill that is not its own');
      const { status, data } = await answerOf('the file of a bill', () => client.request(pathname.slice(1), 'get', undefined, {
        params: Object.fromEntries(searchParams), headers: headers(), responseType: 'arraybuffer', timeout: BILL_TIMEOUT_MS,
      }));
      if (status !== 200 || !Buffer.isBuffer(data)) throw new Error(`WeChat Pay answered ${status} and no file of a bill`);
      return data;
    },
  };
}
