import { expect, test } from 'vitest';
import type { DomainEvent } from '#app/events.ts';
import { actsOf, type Role, ROLES } from '#modules/identity/index.ts';
import { kindsFor, messagesOf, PLATFORM, type ToldEvent } from './domain.ts';

const MEMBER = 8n;
const SUPPLIER = 7n;
const at = new Date('2026-03-02T02:00:00Z');
const order = (orderId: string, supplierId: string | null = '7', quantities: readonly number[] = [2]) => ({
  orderId, checkoutId: '5', memberId: '8', supplierId, totalFen: '9900',
  lines: quantities.map((quantity) => ({ productId: '1', skuId: '2', quantity, unitFen: '9900', supplyFen: '6000', unitSv: '0', zone: 'ordinary' as const })),
});
const caseOf = (given: object) => ({ type: 'aftersales.changed', payload: { cases: [{ caseId: '6', orderId: '4', memberId: '8', supplierId: '7', kind: 'refund', state: 'asked', open: true, by: 'member', ...given }] } });
const complaint = (state: string, by: string) => ({ type: 'complaints.changed', payload: { complaintId: '3', memberId: '8', state, by } });
const supplier = (from: string, to: string) => ({ type: 'suppliers.changed', payload: { applicationId: '2', supplierId: '7', from, to } });

/** Recipient, kind, subject and facts of each message of an event. */
const told = (event: object) => messagesOf({ bucket: 0, version: 1, position: 9n, at, ...event } as ToldEvent).map(({ recipientId, kind, subjectId, facts }) => [recipientId, kind, subjectId, facts]);

test.each<[string, object, unknown[]]>([
  ['orders paid at once are one message for each fulfiller', { type: 'orders.paid', payload: { orders: [order('41'), order('42', null), order('43', '7', [1, 4])] } }, [
    [SUPPLIER, 'ordersPaid', 41n, { orders: 2, pieces: 7 }], [PLATFORM, 'ordersPaid', 42n, { orders: 1, pieces: 2 }]]],
  ['a parcel', { type: 'orders.shipped', payload: { orders: [{ orderId: '4', checkoutId: '5', memberId: '8', supplierId: null, carrier: 'sf', trackingNumber: 'SF1' }] } }, [
    [MEMBER, 'orderShipped', 4n, { carrier: 'sf', trackingNumber: 'SF1' }]]],
  ['closed unpaid, but not whom closed it himself', { type: 'orders.cancelled', payload: { checkouts: [
    { checkoutId: '5', memberId: '8', orderIds: ['41', '42'], reason: 'unpaid' }, { checkoutId: '6', memberId: '8', orderIds: ['43'], reason: 'member' }] } }, [[MEMBER, 'orderClosed', 41n, { orders: 2 }]]],
  ['an order withdrawn before shipping is told who would ship, a later one in its case', { type: 'orders.refunded', payload: { orders: [
    { ...order('41'), stage: 'unshipped' }, { ...order('42'), stage: 'shipped' }, { ...order('43', null), stage: 'unshipped' }] } }, [
    [SUPPLIER, 'orderWithdrawn', 41n, { pieces: 2 }], [PLATFORM, 'orderWithdrawn', 43n, { pieces: 2 }]]],
  ['money that is back, for an order or without one', { type: 'payments.refunded', payload: { refunds: [
    { refundId: '1', attemptId: '2', subjectId: '4', memberId: '8', reason: 'order', amountFen: '9900' }, { refundId: '3', attemptId: '2', subjectId: '2', memberId: '8', reason: 'paidTwice', amountFen: '1' }] } }, [
    [MEMBER, 'refundDone', 4n, { amountFen: '9900', reason: 'order' }], [MEMBER, 'refundDone', null, { amountFen: '1', reason: 'paidTwice' }]]],
  ['a case that its member opened', caseOf({}), [[SUPPLIER, 'caseChanged', 6n, { state: 'asked', case: 'refund' }]]],
  ['a case about goods of the platform', caseOf({ supplierId: null }), [[PLATFORM, 'caseChanged', 6n, { state: 'asked', case: 'refund' }]]],
  ['a supplier’s word reaches the member', caseOf({ state: 'refused', by: 'supplier' }), [[MEMBER, 'caseChanged', 6n, { state: 'refused', case: 'refund' }]]],
  ['whoever objects is not told so', caseOf({ state: 'escalated', by: 'member' }), [[SUPPLIER, 'caseChanged', 6n, { state: 'escalated', case: 'refund' }], [PLATFORM, 'caseChanged', 6n, { state: 'escalated', case: 'refund' }]]],
  ['silence that ends at the platform is told once', caseOf({ state: 'escalated', by: 'system', supplierId: null }), [[MEMBER, 'caseChanged', 6n, { state: 'escalated', case: 'refund' }], [PLATFORM, 'caseChanged', 6n, { state: 'escalated', case: 'refund' }]]],
  ['the platform’s word reaches both', caseOf({ state: 'refunded', by: 'platform', kind: 'return' }), [[MEMBER, 'caseChanged', 6n, { state: 'refunded', case: 'return' }], [SUPPLIER, 'caseChanged', 6n, { state: 'refunded', case: 'return' }]]],
  ['money back before shipping is no case for anybody who asked for it', caseOf({ state: 'refunded', kind: 'cancel' }), []],
  ['unless the platform did it', caseOf({ state: 'refunded', kind: 'cancel', by: 'platform' }), [[MEMBER, 'caseChanged', 6n, { state: 'refunded', case: 'cancel' }]]],
  ['a complaint filed or taken up again', complaint('open', 'member'), [[PLATFORM, 'complaintOpened', 3n, {}]]],
  ['an answer', complaint('answered', 'platform'), [[MEMBER, 'complaintAnswered', 3n, {}]]],
  ['a complaint that is over', complaint('closed', 'system'), []],
  ['goods proposed', { type: 'catalog.proposed', payload: { proposalId: '3', supplierId: '7' } }, [[PLATFORM, 'goodsProposed', 3n, {}]]],
  ['goods reviewed', { type: 'catalog.reviewed', payload: { proposalId: '3', supplierId: '7', productId: null, approved: false, skus: [] } }, [[SUPPLIER, 'goodsReviewed', 3n, { approved: false }]]],
  ['an application handed in', supplier('draft', 'submitted'), [[PLATFORM, 'applicationSubmitted', 2n, {}]]],
  ['an application approved: its desk begins empty', supplier('submitted', 'approved'), []],
  ['a supplier suspended', supplier('approved', 'suspended'), [[SUPPLIER, 'standingChanged', null, { state: 'suspended' }]]],
  ['a supplier taken back', supplier('suspended', 'approved'), [[SUPPLIER, 'standingChanged', null, { state: 'approved' }]]],
  ['a webhook of the platform', { type: 'platform.webhookPaused', payload: { webhookId: '5', supplierId: null } }, [[PLATFORM, 'webhookPaused', 5n, {}]]],
  ['levels reached', { type: 'referral.promoted', payload: { promotions: [{ memberId: '8', from: 'patron', to: 'vip' }] } }, [[MEMBER, 'levelReached', null, { level: 'vip' }]]],
  ['levels lost', { type: 'referral.demoted', payload: { demotions: [{ memberId: '8', from: 'vip', to: 'patron' }] } }, [[MEMBER, 'levelLost', null, { level: 'patron' }]]],
  ['what was held is booked', { type: 'rewards.matured', payload: { orders: [order('4')], memberIds: ['9'] } }, [[MEMBER, 'grantsBooked', 4n, {}], [9n, 'grantsBooked', null, {}]]],
])('%s', (_, event, messages) => {
  expect(told(event)).toEqual(messages);
});

test('a message is known by its event and its place in it', () => {
  const event: DomainEvent = { type: 'orders.paid', bucket: 0, payload: { orders: [order('41'), order('42', null)].map((one) => ({ ...one, paidAt: at.toISOString() })) } };
  expect(messagesOf({ ...event, version: 1, position: 77n, at }).map(({ position, place, at: then }) => [position, place, then])).toEqual([[77n, 0, at], [77n, 1, at]]);
});

test.each<[Role, string]>([
  ['owner', 'ordersPaid orderWithdrawn caseChanged webhookPaused goodsProposed applicationSubmitted complaintOpened'], ['operator', 'ordersPaid orderWithdrawn caseChanged goodsProposed applicationSubmitted complaintOpened'],
  ['compliance', 'applicationSubmitted complaintOpened'], ['finance', ''], ['strategist', ''], ['auditor', ''],
  ['supplierOwner', 'ordersPaid orderWithdrawn caseChanged goodsReviewed standingChanged webhookPaused'], ['supplierStaff', 'ordersPaid orderWithdrawn caseChanged goodsReviewed standingChanged'],
])('%s is told what is his business', (role, kinds) => {
  expect(kindsFor(actsOf({ orgKind: ROLES[role].of, roles: [role] })).join(' ')).toBe(kinds);
});
