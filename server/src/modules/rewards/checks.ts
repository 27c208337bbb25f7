/** That what is held is neither granted nor refunded. */
import { type Check, failed, fine } from '#infra/check.ts';
import { countWronglyHeld, sumHeld } from './store.ts';

export const rewardsChecks: readonly Check[] = [{
  name: 'held',
  async run(sql) {
    const wrong = await countWronglyHeld(sql);
    if (wrong > 0n) return failed(`${wrong} grants are held although they were made or their order was refunded`, 'Restore the last backup that passes this check, or call whoever develops the shop.');
    const { orders, registrations } = await sumHeld(sql);
    return fine(`grants of ${orders} orders and ${registrations} registrations wait, none of them made or refunded`);
  },
}];
