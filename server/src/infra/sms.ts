/**
 * Text messages leave here. In a demo they land in the simulators' inbox (/demo/inbox). A live shop posts the same JSON, {phone, text}, to the
 * operator's gateway with a bearer token: what the provider wants (signatures, templates) is that gateway's business.
 */
import type { Config } from './config.ts';

export interface Sms {
  /** Hands one message to the gateway; throws when it did not take it (the job tries again). */
  send(message: { readonly phone: string; readonly text: string }): Promise<void>;
}

const TIMEOUT_MS = 5_000;

/** The SMS gateway of this deployment. */
export function makeSms(config: Pick<Config, 'simulatorPort' | 'smsGateway'>): Sms {
  const { url, headers } = config.smsGateway === undefined
    ? { url: `http://127.0.0.1:${config.simulatorPort}/sms`, headers: {} }
    : { url: config.smsGateway.url, headers: { authorization: `Bearer ${config.smsGateway.token}` } };
  return {
    async send(message) {
      const response = await fetch(url, {
        method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(message), signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error',
      });
      if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`);
    },
  };
}
