/** Webhooks of the organisation, and what was sent to them. The same pages serve the platform and suppliers. */
import { api, type Got, queryOf } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';
import { session } from '#shared/session.ts';
import type { Tone } from '#shared/StateTag.vue';

export type WebhookRow = Got<'/api/console/webhooks'>['items'][number];
export type DeliveryRow = Got<'/api/console/webhooks/{id}/deliveries'>['items'][number];

/** The events that may be asked for. */
export const WEBHOOK_KINDS = ['orders.paid', 'orders.shipped', 'orders.confirmed', 'orders.refunded', 'aftersales.changed', 'catalog.reviewed'] as const;
export type WebhookKind = (typeof WEBHOOK_KINDS)[number];

const ofSupplier = (): boolean => session.staff?.orgKind === 'supplier';

export const listWebhooks = () => (ofSupplier() ? api('get', '/api/supplier/webhooks') : api('get', '/api/console/webhooks'));
export const makeWebhook = (body: { url: string; description: string; kinds: WebhookKind[] }) => (ofSupplier() ? api('post', '/api/supplier/webhooks', { body }) : api('post', '/api/console/webhooks', { body }));
export const changeKinds = (id: string, kinds: WebhookKind[]) => (ofSupplier() ? api('post', '/api/supplier/webhooks/{id}/kinds', { path: { id }, body: { kinds } }) : api('post', '/api/console/webhooks/{id}/kinds', { path: { id }, body: { kinds } }));
export const renewSecret = (id: string) => (ofSupplier() ? api('post', '/api/supplier/webhooks/{id}/secret', { path: { id } }) : api('post', '/api/console/webhooks/{id}/secret', { path: { id } }));
export const pauseWebhook = (id: string) => (ofSupplier() ? api('post', '/api/supplier/webhooks/{id}/pause', { path: { id } }) : api('post', '/api/console/webhooks/{id}/pause', { path: { id } }));
export const resumeWebhook = (id: string) => (ofSupplier() ? api('post', '/api/supplier/webhooks/{id}/resume', { path: { id } }) : api('post', '/api/console/webhooks/{id}/resume', { path: { id } }));
export const removeWebhook = (id: string) => (ofSupplier() ? api('post', '/api/supplier/webhooks/{id}/remove', { path: { id } }) : api('post', '/api/console/webhooks/{id}/remove', { path: { id } }));
export const tryWebhook = (id: string) => (ofSupplier() ? api('post', '/api/supplier/webhooks/{id}/test', { path: { id } }) : api('post', '/api/console/webhooks/{id}/test', { path: { id } }));
export const listDeliveries = (id: string, ask: Ask) => (ofSupplier()
  ? api('get', '/api/supplier/webhooks/{id}/deliveries', { path: { id }, query: queryOf('/api/supplier/webhooks/{id}/deliveries', ask) })
  : api('get', '/api/console/webhooks/{id}/deliveries', { path: { id }, query: queryOf('/api/console/webhooks/{id}/deliveries', ask) }));
export const redeliver = (id: string) => (ofSupplier() ? api('post', '/api/supplier/webhook-deliveries/{id}/redeliver', { path: { id } }) : api('post', '/api/console/webhook-deliveries/{id}/redeliver', { path: { id } }));

/** How a webhook stands, as a word of `webhookState` and its shape. */
export function standing({ state, failingSince }: Pick<WebhookRow, 'state' | 'failingSince'>): { readonly word: 'active' | 'paused' | 'failing'; readonly tone: Tone } {
  if (state === 'paused') return { word: 'paused', tone: 'ended' };
  return failingSince === null ? { word: 'active', tone: 'done' } : { word: 'failing', tone: 'bad' };
}
