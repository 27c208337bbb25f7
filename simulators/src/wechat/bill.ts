/** The trade bill of a day as WeChat Pay writes it: titles, a line a payment and a refund, titles of sums, sums. Cells begin with a backtick. */
import type { Books } from './books.ts';
import texts from './texts.json' with { type: 'json' };

// The real bill is in Chinese, whoever reads it.
const { billTitles, billSums } = texts['zh-CN'];
const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const moment = (instant: string): string => instant.slice(0, 19).replace('T', ' ');

/** The bill of a date ("YYYY-MM-DD"), or undefined when nothing was traded on it. A payment counts on the day it was paid, a refund on the day it was taken. */
export function writeBill(books: Books, input: { date: string; mchid: string; appid: string }): string | undefined {
  const { date, mchid, appid } = input;
  const payments = [...books.orders.values()].filter((order) => order.state === 'SUCCESS' && order.successTime.startsWith(date));
  const refunds = [...books.refunds.values()].filter((refund) => refund.createTime.startsWith(date) && refund.status !== 'CLOSED');
  if (payments.length + refunds.length === 0) return undefined;
  const row = (cells: readonly string[]): string => cells.map((cell) => `\`${cell}`).join(',');
  const rows = [
    ...payments.map((order) => row([moment(order.successTime), appid, mchid, '0', '', order.transactionId, order.outTradeNo, order.openid, order.tradeType, 'SUCCESS', 'OTHERS', 'CNY',
      yuan(order.total), '0.00', '0', '0', '0.00', '0.00', '', '', order.description, '', '0.00000', '0.60%', yuan(order.total), '0.00', ''])),
    ...refunds.map((refund) => {
      const order = books.orders.get(refund.outTradeNo);
      return row([moment(refund.createTime), appid, mchid, '0', '', order?.transactionId ?? '', refund.outTradeNo, order?.openid ?? '', order?.tradeType ?? '', 'REFUND', 'OTHERS', 'CNY',
        '0.00', '0.00', refund.refundId, refund.outRefundNo, yuan(refund.amount), '0.00', 'ORIGINAL', refund.status, order?.description ?? '', '', '0.00000', '0.60%', '0.00', yuan(refund.amount), '']);
    }),
  ];
  const [paid, back] = [payments.reduce((sum, { total }) => sum + total, 0), refunds.reduce((sum, { amount }) => sum + amount, 0)];
  const sums = row([String(rows.length), yuan(paid), yuan(back), '0.00', '0.00000', yuan(paid), yuan(back)]);
  return `\uFEFF${[billTitles, ...rows, billSums, sums].join('\r\n')}\r\n`;
}
