/** How each act that needs a second person is shown and decided; the module that owns the act owns the route. */
import type { Component } from 'vue';
import { decide as decidePrice } from '#features/economy/api.ts';
import { planTexts } from '#features/economy/price-approval.ts';
import PriceApproval from '#features/economy/PriceApproval.vue';
import { decideReset, resetOf } from '#features/identity/links.ts';
import ResetApproval from '#features/identity/ResetApproval.vue';
import { decideLevel } from '#features/members/api.ts';
import { levelTexts, nameOfMember } from '#features/members/level-approval.ts';
import LevelApproval from '#features/members/LevelApproval.vue';
import { decideExit } from '#features/suppliers/api.ts';
import ExitApproval from '#features/suppliers/ExitApproval.vue';
import { decideParking } from '#features/platform/api.ts';
import { parkingTexts } from '#features/platform/parking-approval.ts';
import ParkingApproval from '#features/platform/ParkingApproval.vue';

export interface ApprovalAct {
  /** Shows what exactly would be executed; gets the stored input. */
  readonly view: Component<{ input: Readonly<Record<string, unknown>>; pending: boolean }>;
  /** The act one must hold to decide. */
  readonly right: string;
  readonly decide: (approvalId: string, decision: 'approve' | 'reject', reason: string) => Promise<unknown>;
  /** One line for the list. */
  readonly summary: (input: Readonly<Record<string, unknown>>) => { readonly key: string; readonly values: Record<string, string> };
  /** What the list says besides: names of people, which no approval stores. */
  readonly named?: (input: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;
}

const price: ApprovalAct = {
  view: PriceApproval, right: 'economy.approve', decide: decidePrice,
  summary: (input) => ({ key: 'approvals.summary.price', values: planTexts(input) }),
};
const parking: ApprovalAct = {
  view: ParkingApproval, right: 'platform.park', decide: decideParking,
  summary: (input) => ({ key: 'approvals.summary.park', values: parkingTexts(input) }),
};
const level: ApprovalAct = {
  view: LevelApproval, right: 'members.approveLevel', decide: decideLevel,
  summary: (input) => ({ key: 'approvals.summary.level', values: levelTexts(input) }), named: nameOfMember,
};
const reset: ApprovalAct = {
  view: ResetApproval, right: 'staff.reset', decide: decideReset,
  summary: (input) => ({ key: 'approvals.summary.reset', values: { name: resetOf(input).name } }),
};
const exit: ApprovalAct = {
  view: ExitApproval, right: 'suppliers.exit', decide: decideExit,
  summary: (input) => ({ key: 'approvals.summary.exit', values: { name: typeof input['name'] === 'string' ? input['name'] : '–' } }),
};
const ACTS: Readonly<Record<string, ApprovalAct>> = { 'suppliers.exit': exit, 'members.approveLevel': level, 'staff.reset': reset, 'platform.park': parking, 'economy.propose': price, 'economy.approve': price, 'economy.setPrice': price };

/** What this console knows about an act; undefined for one it cannot show. */
export function approvalAct(act: string): ApprovalAct | undefined {
  return ACTS[act];
}
