/** That every member's team figures are the sum over those he invited. */
import { type Check, failed, fine } from '#infra/check.ts';
import { findDifferences } from './store.ts';

const MOST = 20;

/** The checks of the team figures. */
export function teamChecks(): readonly Check[] {
  return [{
    name: 'team figures',
    async run(sql) {
      const wrong = await findDifferences(sql, MOST);
      if (wrong.length === 0) return fine('every sum is that of the members below');
      return failed(`the sums of ${wrong.length === MOST ? `${MOST} or more` : wrong.length} members are wrong, first ${wrong[0]?.memberId}`, 'The table team.member was changed from outside. Stop the shop and restore the last backup.');
    },
  }];
}
