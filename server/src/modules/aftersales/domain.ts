/** After-sales cases: their life cycle, whose turn it is, what falls due by itself. Pure; instants are business time. */
import { assert } from '#kernel/assert.ts';
import { defineRefusals } from '#kernel/errors.ts';
import { allows, type Transitions } from '#kernel/state-machine.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A supplier who says nothing for this long leaves the decision to the platform. */
export const SUPPLIER_ANSWERS_MS = 48 * HOUR_MS;
/** A member has this long to send goods back, and to object to a refusal; then the case closes. */
export const MEMBER_ACTS_MS = 7 * DAY_MS;
/** Receipt of goods that were sent back is to be confirmed within this long; then the platform decides. */
export const RECEIPT_MS = 7 * DAY_MS;
/** Cases of one order, so that a dispute ends. */
export const MAX_CASES = 3;
export const MAX_PICTURES = 6;
export const MAX_MESSAGE = 500;

/** `cancel`: money back before shipping, at once. `refund`: the member keeps the goods or never got them. `return`: the goods come back first. */
export const CASE_KINDS = ['cancel', 'refund', 'return'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];
/** What members choose from; their names stand in the front ends. */
export const REASONS = ['noReason', 'changedMind', 'wrongOrder', 'tooSlow', 'notReceived', 'notAsDescribed', 'defective', 'damaged', 'wrongGoods', 'missingGoods', 'other'] as const;
export type Reason = (typeof REASONS)[number];

export const CASE_STATES = ['asked', 'escalated', 'refused', 'returning', 'returned', 'refunded', 'closed'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** The life cycle of a case. A whole order is refunded or nothing is. */
export const CASE_TRANSITIONS: Transitions<CaseState> = {
  asked: ['refunded', 'returning', 'refused', 'escalated', 'closed'],
  escalated: ['refunded', 'returning', 'closed'],
  refused: ['escalated', 'refunded', 'closed'],
  returning: ['returned', 'refunded', 'closed'],
  returned: ['refunded', 'refused', 'escalated', 'closed'],
  refunded: [],
  closed: [],
};

/** Who takes part. */
export const PARTIES = ['member', 'supplier', 'platform', 'system'] as const;
export type Party = (typeof PARTIES)[number];
/** Who is to act next. */
export const TURNS = ['member', 'supplier', 'platform'] as const;
export type Turn = (typeof TURNS)[number];
/** What happened in a step. */
export const STEP_ACTS = ['opened', 'agreed', 'refused', 'escalated', 'sent', 'refunded', 'withdrawn', 'lapsed'] as const;
export type StepAct = (typeof STEP_ACTS)[number];

export const errors = defineRefusals('aftersales', {
  caseNotFound: 404,
  /** The order has been shipped: its money no longer goes back without a case. */
  alreadyShipped: 409,
  /** Before shipping the money goes back without a case. */
  notShipped: 409,
  /** Neither paid nor delivered: nothing to refund. */
  notRefundable: 409,
  /** After-sales of the order have closed. */
  tooLate: 409,
  /** A case of the order is open. */
  caseOpen: 409,
  tooManyCases: 409,
  /** The case has gone on, or somebody else is to act. */
  notNow: 409,
  unknownPicture: 400,
  /** Who agrees to a return says where the goods go. */
  returnAddressNeeded: 400,
});

/** What decisions look at. */
export interface CaseFacts {
  readonly kind: CaseKind;
  readonly state: CaseState;
  readonly supplierId: bigint | null;
  readonly trackingNumber: string | null;
}

/** Whether nothing more happens in a state. */
export function isFinal(state: CaseState): boolean {
  return CASE_TRANSITIONS[state].length === 0;
}

/** Who is to act in a state; null when the case has ended. Self-operated goods have no supplier: there the platform acts. */
export function turnOf(facts: Pick<CaseFacts, 'state' | 'supplierId'>): Turn | null {
  switch (facts.state) {
    case 'asked': case 'returned': return facts.supplierId === null ? 'platform' : 'supplier';
    case 'escalated': return 'platform';
    case 'refused': case 'returning': return 'member';
    case 'refunded': case 'closed': return null;
  }
}

/** When a case that came into its state at `now` goes on by itself; null when it waits for people. The platform has no deadline: its desk shows what waits. */
export function dueAfter(facts: Pick<CaseFacts, 'state' | 'supplierId'>, now: Date): Date | null {
  const turn = turnOf(facts);
  if (turn === null || turn === 'platform') return null;
  const withinMs = turn === 'member' ? MEMBER_ACTS_MS : facts.state === 'asked' ? SUPPLIER_ANSWERS_MS : RECEIPT_MS;
  return new Date(now.getTime() + withinMs);
}

/** What silence leads to: the platform decides for a silent supplier, a silent member's case closes. */
export function decideLapse(facts: CaseFacts): CaseState {
  const turn = turnOf(facts);
  assert(turn === 'supplier' || turn === 'member', 'only suppliers and members have deadlines');
  return moved(facts, turn === 'supplier' ? 'escalated' : 'closed');
}

/** What a party may do in a state of a case. */
export const CASE_ACTIONS = ['agree', 'refuse', 'withdraw', 'escalate', 'send'] as const;
export type CaseAction = (typeof CASE_ACTIONS)[number];

/** What a party may do now. The platform may decide at any time that something is to be decided, also before the supplier does. */
export function caseActions(facts: CaseFacts, party: 'member' | 'supplier' | 'platform'): readonly CaseAction[] {
  const { state } = facts;
  switch (party) {
    case 'member': return [
      ...(state === 'returning' ? ['send' as const] : []), ...(state === 'refused' ? ['escalate' as const] : []),
      ...(['asked', 'escalated', 'refused', 'returning'].includes(state) && facts.trackingNumber === null ? ['withdraw' as const] : []),
    ];
    case 'supplier': return turnOf(facts) === 'supplier' ? ['agree', 'refuse'] : [];
    case 'platform': return ['asked', 'escalated', 'returned'].includes(state) ? ['agree', 'refuse'] : [];
  }
}

/** The state after an act. Refuses notNow. */
export function decideAct(facts: CaseFacts, input: { party: 'member' | 'supplier' | 'platform'; action: CaseAction }): CaseState {
  const { party, action } = input;
  if (!caseActions(facts, party).includes(action)) throw errors.notNow({ state: facts.state });
  switch (action) {
    // Goods that are to come back do so before the money goes.
    case 'agree': return moved(facts, facts.kind === 'return' && facts.trackingNumber === null ? 'returning' : 'refunded');
    // Against a supplier the member may call the platform, whose word is the last.
    case 'refuse': return moved(facts, party === 'supplier' ? 'refused' : 'closed');
    case 'withdraw': return moved(facts, 'closed');
    case 'escalate': return moved(facts, 'escalated');
    case 'send': return moved(facts, 'returned');
  }
}

function moved(facts: CaseFacts, to: CaseState): CaseState {
  assert(allows(CASE_TRANSITIONS, { from: facts.state, to }), `a case does not go from ${facts.state} to ${to}`);
  return to;
}
