/** What a member does about his complaints. */
import { Type } from 'typebox';
import { type Http, memberOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { errors } from '#modules/complaints/domain.ts';
import { file, settleOwn, write } from '#modules/complaints/service.ts';
import { findComplaint, listComplaints, messagesOf } from '#modules/complaints/store.ts';
import { DetailView, detailView, ListedView, listedView, Subject, Words, NEWEST } from './views.ts';

const guard = { act: 'complaints.own', of: 'member' } as const;
const Params = Type.Object({ id: IdText });

/** Mounts the member's routes. */
export function memberRoutes(http: Http, infra: Infra): void {
  http.get('/api/me/complaints', {
    schema: { tags: ['complaints'], summary: 'The member\'s complaints, newest first', querystring: Type.Object(PageQuery), response: { 200: Page(ListedView) } },
    config: { guard },
  }, async (request) => {
    const { limit = 20, cursor } = request.query;
    const rows = await listComplaints(infra.sql, { memberId: memberOf(request).accountId, state: null, beforeId: parseId<'complaint'>(cursor ?? '') ?? NEWEST, limit });
    return { items: rows.map(listedView), nextCursor: rows.length === limit ? (rows.at(-1)?.id.toString() ?? null) : null };
  });

  http.post('/api/me/complaints', {
    schema: {
      tags: ['complaints'], summary: 'Complain; an answer is promised within 15 days', body: Type.Object({ subject: Subject, orderId: Type.Optional(IdText), words: Words }),
      response: { 201: Type.Object({ id: IdText }) },
    },
    config: { guard },
  }, async (request, reply) => {
    const { subject, orderId, words } = request.body;
    const named = orderId === undefined ? null : (parseId<'order'>(orderId) ?? null);
    const id = await request.unit((ctx) => file(ctx, { memberId: memberOf(request).accountId, subject, orderId: named, words: words.trim() }));
    return reply.code(201).send({ id: String(id) });
  });

  http.get('/api/me/complaints/:id', {
    schema: { tags: ['complaints'], summary: 'A complaint with all that was said', params: Params, response: { 200: DetailView } },
    config: { guard },
  }, async (request) => {
    const complaint = await findComplaint(infra.sql, BigInt(request.params.id));
    if (!complaint || complaint.memberId !== memberOf(request).accountId) throw errors.notFound();
    return detailView(complaint, await messagesOf(infra.sql, complaint.id));
  });

  http.post('/api/me/complaints/:id/messages', {
    schema: { tags: ['complaints'], summary: 'Add to a complaint, or come back to an answer', params: Params, body: Type.Object({ words: Words }), response: { 200: Type.Object({}) } },
    config: { guard },
  }, (request) => request.unit(async (ctx) => {
    await write(ctx, { id: BigInt(request.params.id), memberId: memberOf(request).accountId, staffId: null, words: request.body.words.trim() });
    return {};
  }));

  http.post('/api/me/complaints/:id/settled', {
    schema: { tags: ['complaints'], summary: 'Say that it is settled', params: Params, response: { 200: Type.Object({}) } },
    config: { guard },
  }, (request) => request.unit(async (ctx) => {
    await settleOwn(ctx, { id: BigInt(request.params.id), memberId: memberOf(request).accountId });
    return {};
  }));
}
