/** Text messages leave here. In demo they land in the simulators' inbox (/demo/inbox); a live gateway takes the same shape. */
import type { Config } from './config.ts';

export interface Sms {
  /** Hands one message to the gateway; throws when it did not take it (the job tries again). */
  send(message: { readonly phone: string; readonly text: string }): Promise<void>;
}

const TIMEOUT_MS = 5_000;

/** The SMS gateway of this deployment: the demo inbox. A live start is refused before it gets here. */
export function makeSms(config: Pick<Config, 'simulatorPort'>): Sms {
  return {
    async send(message) {
      const response = await fetch(`http://127.0.0.1:${config.simulatorPort}/sms`, {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(message), signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (!response.ok) throw new Error(`the SMS gateway answered ${response.status}`);
    },
  };
}
