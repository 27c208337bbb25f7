/** Acts that need a second person: the record of who asked for what, and who decided. */
import type { Transitions } from '#kernel/state-machine.ts';

export type ApprovalState = 'pending' | 'approved' | 'rejected' | 'expired';

export const APPROVAL_STATES: Transitions<ApprovalState> = {
  pending: ['approved', 'rejected', 'expired'],
  approved: [],
  rejected: [],
  expired: [],
};

/** JSON values: what an approval may hold as input. Amounts and ids are strings in it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The same text for the same value, whatever the order of its keys. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
}

/** The state as of `now`: a pending approval past its end has expired, whether or not a row says so. */
export function stateAt(approval: { readonly state: ApprovalState; readonly endsAt: Date }, now: Date): ApprovalState {
  return approval.state === 'pending' && approval.endsAt <= now ? 'expired' : approval.state;
}
