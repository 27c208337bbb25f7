/** That no mark hides messages to come. */
import { type Check, failed, fine } from '#infra/check.ts';
import { findBeyond } from './store.ts';

const MOST = 20;

/** The checks of messages. */
export function notifyChecks(): readonly Check[] {
  return [{
    name: 'messages are numbered as they came',
    async run(sql) {
      const wrong = await findBeyond(sql, MOST);
      if (wrong.length === 0) return fine('nothing was read, or sent, beyond the last number of its recipient');
      return failed(`of ${wrong.length === MOST ? `${MOST} or more` : wrong.length} recipients something stands beyond the last number, first ${wrong[0]?.recipientId}`, 'The tables of notify were changed from outside. Set notify.inbox.last of these recipients to the highest number.');
    },
  }];
}
