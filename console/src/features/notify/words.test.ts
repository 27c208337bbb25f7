import { expect, test } from 'vitest';
import type { Message } from './api.ts';
import { toldIn } from './words.ts';

const t = (key: string, values: object = {}): string => `${key} ${Object.values(values).join(' ')}`.trim();
const word = (group: string, one: string): string => `${group}.${one}`;

test.each<[string, Message['facts'], 'platform' | 'supplier', string, object]>([
  ['ordersPaid', { orders: 1, pieces: 3 }, 'supplier', 'messages.ordersPaid 1 3', { path: '/', query: { open: '7' } }],
  ['ordersPaid', { orders: 2, pieces: 3 }, 'supplier', 'messages.ordersPaid 2 3', { path: '/', query: { state: 'paid' } }],
  ['ordersPaid', { orders: 1, pieces: 3 }, 'platform', 'messages.ordersPaid 1 3', { path: '/orders', query: { open: '7' } }],
  ['orderWithdrawn', { pieces: 3 }, 'platform', 'messages.orderWithdrawn 3', { path: '/orders', query: { open: '7' } }],
  ['caseChanged', { state: 'asked', case: 'return' }, 'supplier', 'messages.caseChanged caseKind.return caseState.asked', { path: '/aftersales', query: { open: '7' } }],
  ['goodsReviewed', { approved: true }, 'supplier', 'messages.goodsApproved', { path: '/proposals', query: { open: '7' } }],
  ['goodsReviewed', { approved: false }, 'supplier', 'messages.goodsRejected', { path: '/proposals', query: { open: '7' } }],
  ['standingChanged', { state: 'suspended' }, 'supplier', 'messages.suspended', { path: '/company' }],
  ['standingChanged', { state: 'approved' }, 'supplier', 'messages.reinstated', { path: '/company' }],
  ['webhookPaused', {}, 'supplier', 'messages.webhookPaused', { path: '/webhooks', query: { open: '7' } }],
  ['goodsProposed', {}, 'platform', 'messages.goodsProposed', { path: '/reviews', query: { open: '7' } }],
  ['applicationSubmitted', {}, 'platform', 'messages.applicationSubmitted', { path: '/applications', query: { open: '7' } }],
  ['complaintOpened', {}, 'platform', 'messages.complaintOpened', { path: '/complaints', query: { open: '7' } }],
])('%s %j tells the %s what happened and opens what it is about', (kind, facts, orgKind, text, to) => {
  const message: Message = { id: '1', kind: kind as Message['kind'], at: '2026-03-02T02:00:00.000Z', unread: true, subjectId: kind === 'standingChanged' ? null : '7', facts };
  expect(toldIn(message, { orgKind, t, word })).toEqual({ title: `messages.kind.${kind}`, text, to });
});

test('a kind that came after this console says so and leads nowhere', () => {
  const message: Message = { id: '1', kind: 'madeLater' as Message['kind'], at: '2026-03-02T02:00:00.000Z', unread: true, subjectId: '7', facts: {} };
  expect(toldIn(message, { orgKind: 'platform', t, word })).toEqual({ title: 'messages.unknown', text: 'messages.unknownText' });
});
