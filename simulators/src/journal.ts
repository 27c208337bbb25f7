/** What the demo gateway remembers: payments, refunds and messages, replayed from an append-only file at start. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Payment {
  readonly attemptId: string;
  readonly amountFen: string;
  readonly state: 'paid' | 'closed';
  readonly transactionId: string;
  readonly paidAt: string;
}
export interface Refund {
  readonly refundId: string;
  readonly attemptId: string;
  readonly amountFen: string;
}
export interface Message {
  readonly phone: string;
  readonly text: string;
  readonly at: string;
}

type Line = { kind: 'payment'; value: Payment } | { kind: 'notified'; value: string } | { kind: 'refund'; value: Refund } | { kind: 'message'; value: Message };

const MESSAGES_KEPT = 500;

export interface Journal {
  readonly payments: ReadonlyMap<string, Payment>;
  readonly refunds: ReadonlyMap<string, Refund>;
  /** Newest first. */
  readonly messages: readonly Message[];
  /** Paid, but the server has not acknowledged it yet. */
  unacknowledged(): Payment[];
  write(line: Line): void;
}

/** The journal in `folder`; without a folder it lives in memory only. A torn last line (kill -9) is dropped. */
export function openJournal(folder: string | undefined): Journal {
  const payments = new Map<string, Payment>();
  const refunds = new Map<string, Refund>();
  const notified = new Set<string>();
  const messages: Message[] = [];
  const path = folder === undefined ? undefined : join(folder, 'simulators.jsonl');

  const apply = (line: Line): void => {
    if (line.kind === 'payment') payments.set(line.value.attemptId, line.value);
    else if (line.kind === 'notified') notified.add(line.value);
    else if (line.kind === 'refund') refunds.set(line.value.refundId, line.value);
    else {
      messages.unshift(line.value);
      messages.length = Math.min(messages.length, MESSAGES_KEPT);
    }
  };
  if (folder !== undefined && path !== undefined) {
    mkdirSync(folder, { recursive: true });
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    for (const [index, text] of lines.entries()) {
      if (text === '') continue;
      try {
        apply(JSON.parse(text) as Line);
      } catch (error) {
        if (index < lines.length - 1) throw new Error(`the simulators' journal is damaged at line ${index + 1}`, { cause: error });
      }
    }
    // A torn last line must not swallow the next one.
    if (lines.at(-1) !== '' && lines.length > 0) appendFileSync(path, '\n');
  }
  return {
    payments, refunds, messages,
    unacknowledged: () => [...payments.values()].filter((payment) => payment.state === 'paid' && !notified.has(payment.attemptId)),
    write(line) {
      if (path !== undefined) appendFileSync(path, `${JSON.stringify(line)}\n`);
      apply(line);
    },
  };
}
