import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '#kernel/errors.ts';
import { allows } from '#kernel/state-machine.ts';
import {
  CASE_ACTIONS, CASE_KINDS, CASE_STATES, CASE_TRANSITIONS, type CaseAction, caseActions, type CaseFacts, type CaseState, decideAct, decideLapse, dueAfter, isFinal, turnOf,
} from './domain.ts';

const facts = (given: Partial<CaseFacts>): CaseFacts => ({ kind: 'refund', state: 'asked', supplierId: 7n, trackingNumber: null, ...given });
const NOW = new Date('2026-03-02T02:00:00Z');
const PARTIES = ['member', 'supplier', 'platform'] as const;
const answer = (work: () => CaseState): string => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe('the life of a case', () => {
  const table: [CaseState, CaseState[]][] = [
    ['asked', ['escalated', 'refused', 'returning', 'refunded', 'closed']], ['escalated', ['returning', 'refunded', 'closed']], ['refused', ['escalated', 'refunded', 'closed']],
    ['returning', ['returned', 'refunded', 'closed']], ['returned', ['escalated', 'refused', 'refunded', 'closed']], ['refunded', []], ['closed', []],
  ];
  test.each(table)('from %s it may go only to %j', (from, to) => {
    expect(CASE_STATES.filter((state) => allows(CASE_TRANSITIONS, { from, to: state }))).toEqual(to);
  });

  test.each([
    ['asked', 'supplier', 'platform', 48], ['returned', 'supplier', 'platform', 7 * 24], ['refused', 'member', 'member', 7 * 24], ['returning', 'member', 'member', 7 * 24],
    ['escalated', 'platform', 'platform', null], ['refunded', null, null, null], ['closed', null, null, null],
  ] as const)('%s waits for the %s, of own goods for the %s, for %j hours', (state, turn, ownTurn, hours) => {
    expect([turnOf({ state, supplierId: 7n }), turnOf({ state, supplierId: null })]).toEqual([turn, ownTurn]);
    expect(dueAfter({ state, supplierId: 7n }, NOW)?.getTime() ?? null).toBe(hours === null ? null : NOW.getTime() + hours * 3_600_000);
    if (ownTurn === 'platform') expect(dueAfter({ state, supplierId: null }, NOW)).toBeNull();
  });

  test.each([['asked', 'escalated'], ['returned', 'escalated'], ['refused', 'closed'], ['returning', 'closed']] as const)('silence makes %s %s', (state, to) => {
    expect(decideLapse(facts({ state }))).toBe(to);
  });
});

describe('what a party does', () => {
  test.each([
    [{ kind: 'refund', state: 'asked' }, 'supplier', 'agree', 'refunded'], [{ kind: 'return', state: 'asked' }, 'supplier', 'agree', 'returning'],
    [{ kind: 'return', state: 'returned', trackingNumber: 'SF1' }, 'supplier', 'agree', 'refunded'], [{ kind: 'refund', state: 'asked' }, 'supplier', 'refuse', 'refused'],
    [{ kind: 'return', state: 'returned', trackingNumber: 'SF1' }, 'supplier', 'refuse', 'refused'], [{ state: 'escalated' }, 'supplier', 'agree', 'aftersales.notNow'],
    [{ state: 'asked', supplierId: null }, 'supplier', 'agree', 'aftersales.notNow'],
    [{ kind: 'refund', state: 'asked' }, 'platform', 'agree', 'refunded'], [{ kind: 'refund', state: 'asked' }, 'platform', 'refuse', 'closed'],
    [{ kind: 'return', state: 'escalated' }, 'platform', 'agree', 'returning'], [{ kind: 'return', state: 'escalated', trackingNumber: 'SF1' }, 'platform', 'agree', 'refunded'],
    [{ state: 'escalated' }, 'platform', 'refuse', 'closed'], [{ state: 'refused' }, 'platform', 'agree', 'aftersales.notNow'],
    [{ state: 'refused' }, 'member', 'escalate', 'escalated'], [{ state: 'asked' }, 'member', 'escalate', 'aftersales.notNow'],
    [{ state: 'asked' }, 'member', 'withdraw', 'closed'], [{ state: 'returning' }, 'member', 'withdraw', 'closed'],
    [{ state: 'returned', trackingNumber: 'SF1' }, 'member', 'withdraw', 'aftersales.notNow'], [{ state: 'escalated', trackingNumber: 'SF1' }, 'member', 'withdraw', 'aftersales.notNow'],
    [{ kind: 'return', state: 'returning' }, 'member', 'send', 'returned'], [{ kind: 'return', state: 'asked' }, 'member', 'send', 'aftersales.notNow'],
  ] as const)('%j: the %s does %s → %s', (given, party, action, to) => {
    expect(answer(() => decideAct(facts(given), { party, action }))).toBe(to);
  });

  test('whatever parties and deadlines do, a case keeps to its table, everybody may do only what he is offered, and an ended case stays ended', () => {
    const start = fc.record({ kind: fc.constantFrom(...CASE_KINDS), supplierId: fc.constantFrom(null, 7n) });
    const act = fc.record({ party: fc.constantFrom(...PARTIES, 'clock' as const), action: fc.constantFrom(...CASE_ACTIONS) });
    fc.assert(fc.property(start, fc.array(act, { maxLength: 12 }), (given, acts) => {
      let now = facts(given);
      for (const { party, action } of acts) {
        const before = now.state;
        const offered: readonly CaseAction[] = party === 'clock' ? [] : caseActions(now, party);
        if (party === 'clock') {
          if (dueAfter(now, NOW) === null) continue;
          now = { ...now, state: decideLapse(now) };
        } else {
          const to = answer(() => decideAct(now, { party, action }));
          expect(to !== 'aftersales.notNow').toBe(offered.includes(action));
          if (to === 'aftersales.notNow') continue;
          now = { ...now, state: to as CaseState, trackingNumber: action === 'send' ? 'SF1' : now.trackingNumber };
        }
        expect(isFinal(before)).toBe(false);
        expect(allows(CASE_TRANSITIONS, { from: before, to: now.state })).toBe(true);
      }
    }));
  });
});
