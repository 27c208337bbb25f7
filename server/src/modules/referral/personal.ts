/** What a member is given of his level: how it came, what he lost again, what people set by hand, and the counters that it follows from. */
import type { Personal } from '#infra/personal.ts';
import { levelAt } from '#kernel/level.ts';
import { currentRules } from '#modules/rules/index.ts';
import { nodeOf } from './service.ts';
import { decisionsOf, levelHistoryOf } from './store.ts';

export const referralPersonal: Personal = {
  async export(sql, { memberId, locale, now }) {
    const node = await nodeOf(sql, memberId);
    if (!node) return { levels: {} };
    const names = (await currentRules(sql, now)).names[locale];
    const history = await levelHistoryOf(sql, memberId);
    const decisions = await decisionsOf(sql, memberId, null);
    return {
      levels: {
        level: names[node.level], reachedByHimself: names[node.earned],
        reached: history.map(({ level, fromLevel, at, isLost }) => ({ at, from: names[levelAt(fromLevel)], level: names[levelAt(level)], lostByRefund: isLost })),
        setByHand: decisions.map(({ at, fromLevel, level, reason }) => ({ at, from: names[levelAt(fromLevel)], level: level === null ? null : names[levelAt(level)], reason })),
        team: { directVip: node.directVip, directShopkeeper: node.directShopkeeper, directDealer: node.directDealer, teamVip: node.teamVip },
      },
    };
  },
};
