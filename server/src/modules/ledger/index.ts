/** The ledger: accounts, transfers, holds, idempotency, sealing and proofs. It knows assets and holders, nothing of members or orders. */
export {
  ACCOUNT_KINDS, CHART, markSettled,
  type Account, type AccountKey, type AccountKind, type Entry, type Json, type Payer, type SettledAccount, type Transfer,
} from './domain.ts';
export { balanceOf, balancesOf, capture, hold, once, post, release, type Balance, type EntryId, type HoldId } from './service.ts';
