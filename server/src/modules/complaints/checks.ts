/** That nobody waits for an answer longer than was promised. */
import { type Check, doubtful, fine } from '#infra/check.ts';
import type { Infra } from '#infra/infra.ts';
import { countWaiting } from './store.ts';

/** The checks of complaints. */
export function complaintsChecks(infra: Infra): readonly Check[] {
  return [{
    name: 'complaints are answered in time',
    async run(sql) {
      const { waiting, late } = await countWaiting(sql, infra.clock.now());
      return late === 0n ? fine(`${waiting} wait for an answer, none of them longer than 15 days`)
        : doubtful(`${late} of ${waiting} complaints wait longer than the 15 days that members were promised`, 'answer them in the console, Complaints');
    },
  }];
}
