/**
 * Reconciliation: a gateway's bill of a day beside what we have recorded, line by line and both ways. Days are the gateway's own, which each payment and
 * refund carries, so that what was paid a second before midnight is looked for in the right bill.
 */
import type { Ctx } from '#infra/context.ts';
import type { Infra, Origin } from '#infra/infra.ts';
import type { Bill, BillLine } from '#infra/payment-gateway.ts';
import { parseRefundNumber } from '#infra/wechat-pay/fields.ts';
import { assert } from '#kernel/assert.ts';
import { dayOf, formatDay, instantOf, parseDay } from '#kernel/day.ts';
import { parseId } from '#kernel/id.ts';
import { audit } from '#modules/identity/index.ts';
import { decideDifferences, errors, type OurLine } from '#modules/payments/domain.ts';
import * as store from '#modules/payments/store/bills.ts';
import { type Payments, SYSTEM } from './attempts.ts';

/** Bills are made at ten o'clock of the next day (PROTOCOLS 1.5); ours are fetched from then on. */
const BILL_MS = 10 * 3_600_000;
/** A bill that was not there is asked for again after this long. */
const AGAIN_MS = 600_000;
/** Days that were missed are made up for, this far back at most: WeChat Pay keeps bills for three months. */
const LOOK_BACK_DAYS = 80;

/** The next day that is due of each channel with bills: the first after the last compared, or one that was waiting. */
export async function dueDays({ infra, gateways }: Payments): Promise<{ channel: string; day: string }[]> {
  const now = infra.clock.now();
  const yesterday = dayOf(new Date(now.getTime() - BILL_MS)) - 1;
  const due: { channel: string; day: string }[] = [];
  for (const [channel, gateway] of gateways) {
    if (!gateway.bill) continue;
    const waiting = await store.waitingDays(infra.sql, { channel, triedBefore: new Date(now.getTime() - AGAIN_MS), limit: 10 });
    due.push(...waiting.map((day) => ({ channel, day })));
    const latest = await store.latestStatement(infra.sql, channel);
    const first = latest ? parseDay(latest.day) + 1 : await firstDay(infra, channel);
    const next = first === undefined ? undefined : Math.max(first, yesterday - LOOK_BACK_DAYS);
    if (next !== undefined && next <= yesterday) due.push({ channel, day: formatDay(next) });
  }
  return due;
}

async function firstDay(infra: Infra, channel: string): Promise<number | undefined> {
  const first = await store.firstDay(infra.sql, channel);
  return first ? dayOf(first) : undefined;
}

/** What we know of the numbers in a bill and of the day itself. */
async function ourLines({ sql }: Infra, input: { channel: string; day: string; theirs: readonly BillLine[] }): Promise<OurLine[]> {
  const { channel, day, theirs } = input;
  const number = parseDay(day);
  const ofDay = await store.linesOfDay(sql, { channel, from: instantOf(number, 0), to: instantOf(number + 1, 0) });
  const have = new Set(ofDay.map((line) => `${line.subject} ${line.ourNumber}`));
  const rest = theirs.filter((line) => !have.has(`${line.subject} ${line.ourNumber}`));
  const ids = rest.flatMap((line) => (line.subject === 'payment' ? (parseId(line.ourNumber) ?? []) : []));
  const refunds = rest.flatMap((line) => (line.subject === 'refund' ? (parseRefundNumber(line.ourNumber) ?? []) : []));
  return [...ofDay, ...await store.attemptLines(sql, { channel, ids }), ...await store.refundLines(sql, { channel, refunds })];
}

function totalsOf(lines: readonly { subject: BillLine['subject']; amountFen: bigint }[]): store.Totals {
  const sum = (subject: BillLine['subject']): bigint => lines.reduce((total, line) => total + (line.subject === subject ? line.amountFen : 0n), 0n);
  const count = (subject: BillLine['subject']): number => lines.filter((line) => line.subject === subject).length;
  return { payments: count('payment'), paidFen: sum('payment'), refunds: count('refund'), refundedFen: sum('refund') };
}

/**
 * Fetches the bill of a day and stores how it and our records differ; says what it came to. A payment that the gateway has and we do not is asked about
 * at once, which heals what a lost notification left behind. What a person asked for is his act. Throws when the gateway cannot be asked.
 */
export async function reconcile(payments: Payments, key: { channel: string; day: string }, by: Origin = SYSTEM): Promise<store.StatementState> {
  const { infra } = payments;
  const gateway = payments.gateways.get(key.channel);
  assert(gateway?.bill, 'a channel that is reconciled has bills');
  const bill = await gateway.bill(key.day);
  if (!bill) {
    await infra.unit(SYSTEM, (ctx) => store.noteWaiting(ctx.tx, { ...key, now: ctx.now }));
    return 'waiting';
  }
  const ours = await ourLines(infra, { ...key, theirs: bill.lines });
  return infra.unit(by, (ctx) => writeResult(ctx, infra, { ...key, bill, ours }));
}

async function writeResult(ctx: Ctx, { jobs, log }: Infra, input: { channel: string; day: string; bill: Bill; ours: readonly OurLine[] }): Promise<store.StatementState> {
  const { channel, day, bill, ours } = input;
  const before = await store.statementState(ctx.tx, { channel, day });
  const found = decideDifferences(bill.lines, ours).map((difference) => ({ ...difference, id: ctx.newId<'difference'>(0) }));
  await store.writeStatement(ctx.tx, {
    channel, day, now: ctx.now, sha1: bill.sha1, feeFen: bill.feeFen, theirs: totalsOf(bill.lines), ours: totalsOf(ours.filter((line) => line.isOfDay && line.isRecorded)), state: 'matched',
  });
  await store.writeDifferences(ctx.tx, { channel, day, now: ctx.now, found });
  await store.judgeStatement(ctx.tx, { channel, day });
  for (const { ourNumber } of found.filter(({ subject, kind }) => subject === 'payment' && kind === 'notRecorded')) {
    await jobs.add(ctx, { name: 'payments.query', input: { attemptId: ourNumber, final: false, late: true }, key: `payments.query ${ourNumber} bill` });
  }
  if (ctx.actor.kind === 'staff') {
    const [was, is] = [before === undefined ? {} : { state: before }, { state: (await store.statementState(ctx.tx, { channel, day })) ?? 'matched' }];
    await audit(ctx, { act: 'payments.reconciled', target: `bill:${channel}.${day}`, detail: { differences: found.length }, before: was, after: is });
  }
  if (found.length > 0) log.error({ channel, day, differences: found.length }, 'the bill of a gateway and our records differ');
  return found.length > 0 ? 'different' : 'matched';
}

/** Compares a day again, for a person. Refuses statementNotFound, billNotReady and gatewayUnavailable. */
export async function reconcileAgain(payments: Payments, key: { channel: string; day: string }, by: Origin): Promise<void> {
  const { infra } = payments;
  const yesterday = dayOf(new Date(infra.clock.now().getTime() - BILL_MS)) - 1;
  if (!payments.gateways.get(key.channel)?.bill || parseDay(key.day) > yesterday || parseDay(key.day) < yesterday - LOOK_BACK_DAYS) throw errors.statementNotFound();
  const state = await reconcile(payments, key, by).catch((error: unknown) => {
    infra.log.warn({ error, ...key }, 'the bill of a gateway could not be fetched');
    throw errors.gatewayUnavailable();
  });
  if (state === 'waiting') throw errors.billNotReady();
}

/** Marks a difference as explained. Refuses differenceNotFound. */
export async function explainDifference(ctx: Ctx, input: { id: bigint; note: string; by: bigint }): Promise<void> {
  const statement = await store.explain(ctx.tx, { ...input, now: ctx.now });
  if (!statement) throw errors.differenceNotFound();
  await store.judgeStatement(ctx.tx, statement);
  await audit(ctx, {
    act: 'payments.differenceExplained', target: `difference:${input.id}`, detail: { bill: `${statement.channel}.${statement.day}` }, before: { note: statement.before }, after: { note: input.note },
  });
}
