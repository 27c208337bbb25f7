/** Money back before shipping, and cases about goods that were shipped. */
import { api } from './client';
import type { Answer, paths } from '@coshop/sdk';
import type { Reason } from './types';

export type { CaseCard, CaseDetail, Reason } from './types';
type Cases = Answer<paths, '/api/me/aftersales', 'get'>;

/** Why an order is given back before shipping, and why afterwards. */
export const CANCEL_REASONS = ['changedMind', 'wrongOrder', 'tooSlow', 'other'] as const satisfies readonly Reason[];
export const CASE_REASONS = ['noReason', 'notReceived', 'notAsDescribed', 'defective', 'damaged', 'wrongGoods', 'missingGoods', 'other'] as const satisfies readonly Reason[];

/** The whole order's money back while nothing is shipped; answers the case that records it. */
export async function refundOrder(id: string, input: { reason: Reason; message: string }): Promise<string> {
  return (await api('post', '/api/me/orders/{id}/refund', { path: { id }, body: input })).caseId;
}

export async function openCase(input: { orderId: string; kind: 'refund' | 'return'; reason: Reason; message: string; pictures: string[] }): Promise<string> {
  return (await api('post', '/api/me/aftersales', { body: input })).caseId;
}

/** Sends a picture; its bytes are the body. */
export function uploadPicture(bytes: ArrayBuffer): Promise<{ sha256: string; url: string }> {
  return api('post', '/api/me/aftersales/pictures', { body: bytes });
}

export function listCases(query: { orderId?: string; cursor?: string }): Promise<Cases> {
  return api('get', '/api/me/aftersales', { query });
}

export function fetchCase(id: string): Promise<Answer<paths, '/api/me/aftersales/{id}', 'get'>> {
  return api('get', '/api/me/aftersales/{id}', { path: { id } });
}

export async function withdrawCase(id: string): Promise<void> {
  await api('post', '/api/me/aftersales/{id}/withdraw', { path: { id } });
}

export async function escalateCase(id: string, message: string): Promise<void> {
  await api('post', '/api/me/aftersales/{id}/escalate', { path: { id }, body: { message } });
}

export async function sendBack(id: string, parcel: { carrier: string; trackingNumber: string }): Promise<void> {
  await api('post', '/api/me/aftersales/{id}/parcel', { path: { id }, body: parcel });
}

export async function listCarriers(): Promise<{ code: string; name: string }[]> {
  return (await api('get', '/api/carriers', {})).items;
}
