/** The steps of a day at which a process or the database may die: each is known by the statement that does it. */
import type { Bait, When } from './wire.ts';

export interface Step {
  readonly name: string;
  readonly bait: Bait;
  /** The moments it has; one that is a single statement, committed by itself, has no inside. */
  readonly whens: readonly When[];
}

const ALONE: readonly When[] = ['before', 'during', 'committed'];
const IN_TRANSACTION: readonly When[] = ['before', 'inside', 'during', 'committed'];

function step(name: string, statement: RegExp, more: { alone?: true; parameter?: string; whens?: readonly When[] } = {}): Step {
  return { name, bait: { statement, ...(more.parameter === undefined ? {} : { parameter: more.parameter }) }, whens: more.whens ?? (more.alone ? ALONE : IN_TRANSACTION) };
}

/** Every step, in the order of the day. */
export const STEPS: readonly Step[] = [
  step('order: place in one bucket', /^\s*with take as \([^]*insert into orders\.checkout/, { alone: true }),
  step('order: begin over several buckets', /^insert into orders\.checkout [^]*'placing'/),
  step('order: place one of several', /^\s*with need as materialized[^]*insert into orders\.checkout/, { alone: true }),
  step('order: finish over several buckets', /^update orders\.checkout set state = 'awaitingPayment'/),
  step('order: give up', /^update orders\.checkout set state = 'releasing'/),
  step('order: undo', /^delete from orders\.checkout/),
  step('payment: begin', /^\s*insert into payments\.payment_attempt/, { alone: true }),
  step('payment: settle', /^\s*with seen as materialized[^]*update payments\.payment_attempt/, { alone: true }),
  step('event: inbox to log', /^insert into infra\.event_log/),
  step('orders: list', /^insert into orders\.member_order/),
  step('orders: paid', /^with wanted[^]*update orders\.checkout c set state = 'paid'/),
  step('settlement: money taken', /insert into ledger\.transfer/, { parameter: 'settlement.paid' }),
  step('engine: freeze payees', /^insert into rewards\.frozen/),
  step('catalog: count sales', /^insert into catalog\.sales/),
  step('order: ship', /^update orders\.orders set state = 'shipped'/),
  step('order: confirm', /^with wanted[^]*update orders\.orders o set state = 'confirmed'/),
  step('engine: grant', /^insert into rewards\.grant/),
  step('settlement: accrue payable', /^insert into settlement\.payable/),
  step('order: close unpaid', /^with wanted[^]*update orders\.checkout c set state = 'closed'/),
  step('payments: queue a question', /graphile_worker\.add_job/, { parameter: 'payments.query' }),
  step('payment: closed at the gateway', /^update payments\.payment_attempt set state = 'closed'/),
  step('refund: ask', /^insert into payments\.refund/),
  step('refund: before the gateway', /^select r\.id as "refundId", r\.attempt_id[^]* from payments\.refund r/, { alone: true, whens: ['before', 'committed'] }),
  step('refund: the gateway has answered', /^update payments\.refund set state = 'succeeded'/),
  step('job: done', /^\s*delete from "graphile_worker"\._private_jobs/, { alone: true }),
  step('settlement: money sent back', /insert into ledger\.transfer/, { parameter: 'settlement.refunded' }),
  step('noon', /insert into airdrop\.day/),
];
