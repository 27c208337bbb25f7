/** Fields of what WeChat Pay says, read one by one: nothing is trusted to have its type. */
import { parseId } from '#kernel/id.ts';
import type { GatewayPayment, GatewayRefund, RefundNews } from '#infra/payment-gateway.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of a JSON object; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A text under a name, or ''. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** Whole fen under a name; WeChat Pay writes them as JSON numbers. */
function fenOf(fields: Fields, name: string): bigint | undefined {
  const value = fields[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
}

function instantOf(fields: Fields, name: string): Date | undefined {
  const ms = Date.parse(textOf(fields, name));
  return Number.isNaN(ms) ? undefined : new Date(ms);
}

/** A paid order, in a notification or an answer; undefined when something of it is missing. */
export function paymentOf(fields: Fields): GatewayPayment | undefined {
  const attemptId = parseId<'attempt'>(textOf(fields, 'out_trade_no'));
  const transactionNumber = textOf(fields, 'transaction_id');
  const amount = fieldsOf(fields['amount']);
  const amountFen = fenOf(amount, 'total');
  const paidAt = instantOf(fields, 'success_time');
  if (attemptId === undefined || amountFen === undefined || paidAt === undefined || !/^[0-9A-Za-z]{8,32}$/.test(transactionNumber)) return undefined;
  return { attemptId, transactionNumber, amountFen, currency: textOf(amount, 'currency'), paidAt };
}

/** Our number of a refund's round. */
export function refundNumberOf({ refundId, round }: { refundId: bigint; round: number }): string {
  return round === 1 ? String(refundId) : `${refundId}-${round}`;
}

/** The refund and round of our number. */
export function parseRefundNumber(text: string): { refundId: bigint; round: number } | undefined {
  const [, id = '', round = '1'] = /^(\d{1,19})(?:-([1-9]\d{0,3}))?$/.exec(text) ?? [];
  const refundId = parseId(id);
  return refundId === undefined ? undefined : { refundId, round: Number(round) };
}

/** What is said of a refund: its status stands under `status` in answers and under `refund_status` in notifications. */
export function refundOf(fields: Fields): RefundNews | undefined {
  const number = parseRefundNumber(textOf(fields, 'out_refund_no'));
  const attemptId = parseId<'attempt'>(textOf(fields, 'out_trade_no'));
  const amountFen = fenOf(fieldsOf(fields['amount']), 'refund');
  const refundNumber = textOf(fields, 'refund_id');
  if (!number || attemptId === undefined || amountFen === undefined || refundNumber === '') return undefined;
  const word = wordOf(textOf(fields, 'status') || textOf(fields, 'refund_status'), { refundNumber, takenAt: instantOf(fields, 'create_time') });
  return word && { ...number, attemptId, amountFen, word };
}

function wordOf(status: string, facts: { refundNumber: string; takenAt: Date | undefined }): GatewayRefund | undefined {
  switch (status) {
    case 'SUCCESS': return { ...facts, state: 'succeeded' };
    case 'PROCESSING': return { ...facts, state: 'processing' };
    case 'ABNORMAL': return { ...facts, state: 'failed', failure: 'abnormal' };
    case 'CLOSED': return { ...facts, state: 'failed', failure: 'closed' };
    default: return undefined;
  }
}
