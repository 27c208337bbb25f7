/** The stored input of a price proposal, read with care: it comes back as plain JSON. */
import { exact } from '@coshop/sdk';
import type { Plan } from './api.ts';

/** The plan in the input; undefined when it is none. */
export function planOf(input: Readonly<Record<string, unknown>>): Plan | undefined {
  const { day, priceAtoms, amountPts } = input;
  return typeof day === 'string' && typeof priceAtoms === 'string' && typeof amountPts === 'string' ? { day, priceAtoms, amountPts } : undefined;
}

/** Day, price and release as texts for one line. */
export function planTexts(input: Readonly<Record<string, unknown>>): Record<string, string> {
  const plan = planOf(input);
  return plan ? { day: plan.day, price: exact(plan.priceAtoms, 'PRICE'), amount: exact(plan.amountPts, 'PTS') } : { day: '–', price: '–', amount: '–' };
}
