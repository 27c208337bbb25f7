/** What a member is given of his share value and points: every line with its reason in words; and what becomes of his window when he closes his account. */
import type { CopyFor, Exported, Personal } from '#infra/personal.ts';
import { DECIMALS, formatAtoms } from '#kernel/amount.ts';
import { currentRules } from '#modules/rules/index.ts';
import { currentDay } from './reads/noons.ts';
import { historyOf, type KeptReason } from './reads/reasons.ts';
import { setUntil } from './service/grants.ts';

const PERCENT_DECIMALS = 4;
const withoutZeros = (decimal: string): string => decimal.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

/** What fills a step, as people read it: …Sv and …Ppm are whole atoms and millionths, `level` is the word of a level; the rest stands as it is. */
function shownParam([name, value]: [string, string | number], levels: Readonly<Record<string, string>>): [string, string] {
  const text = String(value);
  if (name === 'level') return [name, levels[text] ?? text];
  if (name.endsWith('Sv')) return [name, `${withoutZeros(formatAtoms(BigInt(text), DECIMALS.SV))} SV`];
  if (name.endsWith('Ppm')) return [name, `${withoutZeros(formatAtoms(BigInt(text), PERCENT_DECIMALS))}%`];
  return [name, /^-?\d+\.\d+$/.test(text) ? withoutZeros(text) : text];
}

function reasonOf(reason: KeptReason, copy: CopyFor, levels: Readonly<Record<string, string>>): Exported {
  return {
    event: reason.event && { type: reason.event.type, position: reason.event.position }, rule: reason.rule,
    steps: reason.steps.map(({ key, params }) => copy.say(key, Object.fromEntries(Object.entries(params).map((param) => shownParam(param, levels))))),
  };
}

export const airdropPersonal: Personal = {
  async export(sql, copy) {
    const lines = await historyOf(sql, copy.memberId);
    const levels = lines.length === 0 ? {} : (await currentRules(sql, copy.now)).names[copy.locale];
    return {
      'share-value': lines.map(({ at, kind, reason, ...amounts }) => ({
        at, what: copy.say(reason?.title ?? `airdrop.${kind}`), sv: `${formatAtoms(amounts.shares, DECIMALS.SV)} SV`, lockedSv: `${formatAtoms(amounts.locked, DECIMALS.SV)} SV`,
        points: `${formatAtoms(amounts.points, DECIMALS.PTS)} PTS`, reason: reason && reasonOf(reason, copy, levels),
      })),
    };
  },
  /** His window ends with the last noon run: what he holds stays in the books, paused, since only a purchase of his own could resume it. */
  async erase(ctx, memberId) {
    const day = await currentDay(ctx.tx);
    if (day !== undefined) await setUntil(ctx, [{ memberId, until: day }]);
  },
};
