/** That webhooks work. */
import { type Check, doubtful, fine } from '#infra/check.ts';
import { countStates } from './webhook-store.ts';

/** The checks of platform. */
export function platformChecks(): readonly Check[] {
  return [{
    name: 'webhooks',
    async run(sql) {
      const { webhooks, paused, failing } = await countStates(sql);
      return paused + failing === 0n ? fine(`${webhooks}, none of them failing`)
        : doubtful(`of ${webhooks}, ${failing} take nothing at the moment and ${paused} were paused for it`, 'Whose they are sees why in the console, Webhooks.');
    },
  }];
}
