/** The ledger: accounts, transfers, holds, idempotency, sealing and proofs. It knows assets and holders, nothing of members or orders. */
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import { ledgerChecks } from './checks.ts';
import { ledgerSweeps } from './jobs.ts';
import { ledgerRoutes } from './routes.ts';
import texts from './texts.json' with { type: 'json' };

export {
  ACCOUNT_KINDS, CHART, errors as ledgerErrors, markSettled,
  type Account, type AccountKey, type AccountKind, type Entry, type Json, type Payer, type SettledAccount, type Transfer,
} from './domain.ts';
export { findEntries, getEntry, listEntries, type PostedEntry } from './service/entries.ts';
/** The console's list of entries, for exports. */
export { ENTRY_FILTER, entryPage } from './routes.ts';
export { sealClosed, trialBalance, type TrialBalance, verifyBucket, type Verification } from './service/sealing.ts';
export { balanceOf, balancesOf, capture, hold, once, post, release, systemTotal, type Balance, type EntryId, type HoldId } from './service/posting.ts';

/** Routes of the console and the sealing sweep. */
export function ledgerModule(infra: Infra): Module {
  return { name: 'ledger', routes: (http) => ledgerRoutes(http, infra), sweeps: ledgerSweeps(infra), checks: ledgerChecks(infra), texts };
}
