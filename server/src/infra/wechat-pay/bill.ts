/**
 * The trade bill of a day (PROTOCOLS 1.5): one line a payment (state SUCCESS) and one a refund (state REFUND), then a line of titles and one of sums.
 * Cells begin with a backtick, titles do not. Amounts are yuan with two decimals. Columns are known by their place:
 * the titles are Chinese, and WeChat has only ever appended columns.
 */
import { Formatter } from 'wechatpay-axios-plugin';
import { assert } from '#kernel/assert.ts';
import type { Bill, BillLine } from '#infra/payment-gateway.ts';

const COLUMN = { gatewayNumber: 5, ourNumber: 6, state: 9, currency: 11, refundGatewayNumber: 14, refundOurNumber: 15, fee: 22, orderAmount: 24, refundAmount: 25 } as const;
const SUM = { lines: 0, orders: 5, refunds: 6 } as const;

/** Yuan with at most two decimals (a fee may have five) as fen. A fraction of a fen is cut off, which only fees have. */
function fenOf(yuan: string): bigint {
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d{1,15})(?:\.(\d{1,5}))?$/.exec(yuan) ?? [];
  assert(whole !== '', `"${yuan}" in the bill is an amount`);
  return BigInt(`${sign}${whole}${part.padEnd(2, '0').slice(0, 2)}`);
}

/** The bill in a file whose hash was checked; throws when its lines do not sum to what it says itself. */
export function readBill(file: string, sha1: string): Bill {
  const rows = file.replace(/^\uFEFF/, '').split(/\r?\n/).filter((row) => row !== '');
  const cells = rows.filter((row) => row.startsWith('`')).map((row) => Object.values(Formatter.castCsvLine(row) as Record<string, string>));
  const sums = cells.pop();
  assert(sums && rows.length === cells.length + 3, 'a bill has titles, lines, titles of sums and sums');
  const lines = cells.map(lineOf);
  const total = (subject: BillLine['subject']): bigint => lines.reduce((sum, line) => sum + (line.subject === subject ? line.amountFen : 0n), 0n);
  assert(BigInt(sums[SUM.lines] ?? '') === BigInt(lines.length) && fenOf(sums[SUM.orders] ?? '') === total('payment') && fenOf(sums[SUM.refunds] ?? '') === total('refund'),
    'the lines of the bill sum to its last line');
  return { sha1, lines, feeFen: cells.reduce((sum, row) => sum + fenOf(row[COLUMN.fee] ?? ''), 0n) };
}

function lineOf(row: readonly string[]): BillLine {
  const cell = (name: keyof typeof COLUMN): string => row[COLUMN[name]] ?? '';
  assert(cell('currency') === 'CNY', 'a bill is in CNY');
  if (cell('state') === 'REFUND') return { subject: 'refund', ourNumber: cell('refundOurNumber'), gatewayNumber: cell('refundGatewayNumber'), amountFen: fenOf(cell('refundAmount')) };
  return { subject: 'payment', ourNumber: cell('ourNumber'), gatewayNumber: cell('gatewayNumber'), amountFen: fenOf(cell('orderAmount')) };
}
