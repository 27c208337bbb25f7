/**
 * The gate of a live database (ARCHITECTURE 5): nothing is granted or paid out in it until the law's checks exist. No setting opens it; the module that
 * brings a check takes its reason off this list. Refunds go on.
 */

/** What this release lacks: the linter of packs, the accountable override of its findings, and the ledger checks that run always. */
export const HELD_REASONS = ['linter', 'override', 'ledgerChecks'] as const;
export type HeldReason = (typeof HELD_REASONS)[number];

/** Why grants and pay-outs are held in a database born so; empty where they are made. */
export function heldBecause(mode: 'demo' | 'live'): readonly HeldReason[] {
  return mode === 'live' ? HELD_REASONS : [];
}
