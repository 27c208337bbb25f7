/** That the secret key is the one of this shop: with another one nobody of the staff could sign in. */
import { type Check, failed, fine } from '#infra/check.ts';
import type { Infra } from '#infra/infra.ts';
import { openTotp } from './service/totp.ts';
import { listSecretBoxes } from './store/accounts.ts';

const MOST = 1_000;

/** The check of the secret key. */
export function identityChecks(infra: Infra): readonly Check[] {
  return [{
    name: 'secret key',
    async run(sql) {
      const boxes = await listSecretBoxes(sql, MOST);
      const closed = boxes.filter(({ accountId, box }) => !opens(() => openTotp(infra, accountId, box)));
      return closed.length === 0 ? fine(`it opens what it has to (${boxes.length} second factors)`)
        : failed(`${closed.length} of ${boxes.length} second factors do not open`, 'SECRET_KEY is not the one of this shop: find the right one where secrets are kept.');
    },
  }];
}

function opens(open: () => string): boolean {
  try {
    return open() !== '';
  } catch {
    return false; // The library says no more than that the box does not fit.
  }
}
