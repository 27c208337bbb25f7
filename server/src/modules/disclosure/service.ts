/** The figures of the whole economy, read from the books, and who runs the shop. */
import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import { listNoons } from '#modules/airdrop/index.ts';
import { readTotals, type Totals } from '#modules/economy/index.ts';
import { audit } from '#modules/identity/index.ts';
import { trialBalance } from '#modules/ledger/index.ts';
import { currentRules } from '#modules/rules/index.ts';
import { type Company, coveragePpm, noonsToHalf, worthFen } from './domain.ts';
import * as store from './store.ts';

/** Days among which the last noon that issued points is looked for. */
const LOOK_BACK = 31;

export interface Figures {
  readonly at: Date;
  readonly totals: Totals;
  /** What the platform has earned with goods so far, at the ledger's sealed position. */
  readonly earnedFen: bigint;
  /** The last noon that issued points; undefined when none did within 31 days. */
  readonly last: { readonly day: number; readonly price: bigint; readonly issued: bigint; readonly burned: bigint } | undefined;
  /** Worth of circulating points at the price of the last noon. */
  readonly claimedFen: bigint;
  readonly coveragePpm: bigint | null;
  readonly noonsToHalf: number | null;
}

/** Today's figures at business time `at`. Points are exact: pool + founders + circulating + destroyed = total. */
export async function readFigures(sql: Sql, at: Date): Promise<Figures> {
  const totals = await readTotals(sql, await currentRules(sql, at));
  const noon = (await listNoons(sql, { limit: LOOK_BACK })).find(({ issued }) => issued > 0n);
  const { lines } = await trialBalance(sql);
  const earnedFen = lines.find(({ kind }) => kind === 'margin')?.balance ?? 0n;
  const claimedFen = noon ? worthFen(totals.circulatingPts, noon.price) : 0n;
  return {
    at, totals, earnedFen, claimedFen, coveragePpm: coveragePpm(earnedFen, claimedFen),
    last: noon && { day: noon.day, price: noon.price, issued: noon.issued, burned: noon.burned },
    noonsToHalf: noon ? noonsToHalf({ burned: noon.burned, eligible: noon.shares }) : null,
  };
}

/** What is told of the company; undefined until somebody has said it. */
export function companyOf(sql: Sql): Promise<Company | undefined> {
  return store.findCompany(sql);
}

/** Says who runs the shop, from now on. */
export async function describeCompany(ctx: Ctx, company: Company): Promise<void> {
  const before = await store.saveCompany(ctx.tx, company, ctx.now);
  // That is public, and about a company: it may stand in the audit log as it is.
  await audit(ctx, { act: 'disclosure.companyDescribed', target: 'company', detail: {}, before: { ...before }, after: { ...company } });
}
