/** What the simulated gateway remembers: orders, refunds, and what of both was acknowledged; replayed from an append-only file at start. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type TradeType = 'NATIVE' | 'MWEB' | 'JSAPI';

export interface Order {
  readonly outTradeNo: string;
  readonly tradeType: TradeType;
  readonly description: string;
  readonly total: number;
  readonly openid: string;
  readonly notifyUrl: string;
  readonly expiresAt: string;
  /** What is in the address that the payer opens. */
  readonly token: string;
  readonly state: 'NOTPAY' | 'USERPAYING' | 'SUCCESS' | 'CLOSED';
  readonly transactionId: string;
  /** Where the day of the bill comes from. */
  readonly successTime: string;
}

export interface Refund {
  readonly outRefundNo: string;
  readonly outTradeNo: string;
  readonly refundId: string;
  readonly amount: number;
  readonly notifyUrl: string;
  readonly status: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED';
  readonly createTime: string;
  readonly successTime: string;
}

type Line = { kind: 'order'; value: Order } | { kind: 'refund'; value: Refund } | { kind: 'acknowledged'; value: string };

export interface Books {
  readonly orders: ReadonlyMap<string, Order>;
  readonly byToken: ReadonlyMap<string, Order>;
  readonly refunds: ReadonlyMap<string, Refund>;
  refundsOf(outTradeNo: string): readonly Refund[];
  /** Whether the merchant has taken the notification about an order or refund, by its number. */
  isAcknowledged(number: string): boolean;
  write(line: Line): void;
}

/** The books in `folder`; without a folder they live in memory only. A torn last line (kill -9) is dropped. */
export function openBooks(folder: string | undefined): Books {
  const orders = new Map<string, Order>();
  const byToken = new Map<string, Order>();
  const refunds = new Map<string, Refund>();
  const acknowledged = new Set<string>();
  const path = folder === undefined ? undefined : join(folder, 'wechat.jsonl');
  const apply = (line: Line): void => {
    if (line.kind === 'order') {
      orders.set(line.value.outTradeNo, line.value);
      byToken.set(line.value.token, line.value);
    } else if (line.kind === 'refund') refunds.set(line.value.outRefundNo, line.value);
    else acknowledged.add(line.value);
  };
  if (folder !== undefined && path !== undefined) {
    mkdirSync(folder, { recursive: true });
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    for (const [index, text] of lines.entries()) {
      if (text === '') continue;
      try {
        apply(JSON.parse(text) as Line);
      } catch (error) {
        if (index < lines.length - 1) throw new Error(`the books of the simulated WeChat Pay are damaged at line ${index + 1}`, { cause: error });
      }
    }
    if (lines.length > 0 && lines.at(-1) !== '') appendFileSync(path, '\n');
  }
  return {
    orders, byToken, refunds,
    refundsOf: (outTradeNo) => [...refunds.values()].filter((refund) => refund.outTradeNo === outTradeNo),
    isAcknowledged: (number) => acknowledged.has(number),
    write(line) {
      if (path !== undefined) appendFileSync(path, `${JSON.stringify(line)}\n`);
      apply(line);
    },
  };
}
