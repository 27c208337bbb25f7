/** How a complaint is shown. */
import type { ComplaintRow } from './api.ts';

export const TONES = { open: 'wait', answered: 'go', closed: 'ended' } as const;

/** Whether the answer is overdue, in business time. */
export function isLate(complaint: Pick<ComplaintRow, 'state' | 'dueAt'>, nowMs: number): boolean {
  return complaint.state === 'open' && complaint.dueAt !== null && Date.parse(complaint.dueAt) < nowMs;
}
