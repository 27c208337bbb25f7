/** The shop's list of complaints, and its answers. */
import { Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { errors } from '#modules/complaints/domain.ts';
import { write } from '#modules/complaints/service.ts';
import { countWaiting, findComplaint, listComplaints, messagesOf } from '#modules/complaints/store.ts';
import { type AccountId, namesOf } from '#modules/identity/index.ts';
import { DetailView, detailView, ListedView, listedView, Message, State, Words, NEWEST } from './views.ts';

const read = { act: 'complaints.read', of: 'platform' } as const;
const Params = Type.Object({ id: IdText });
const StaffListed = Type.Object({ ...ListedView.properties, memberId: IdText });
const StaffDetail = Type.Object({ ...DetailView.properties, memberId: IdText, messages: Type.Array(Type.Object({ ...Message.properties, staffName: Nullable(Type.String()) })) });

/** Mounts the console's routes. */
export function consoleRoutes(http: Http, infra: Infra): void {
  http.get('/api/console/complaints', {
    schema: { tags: ['complaints'], summary: 'Complaints, newest first', querystring: Type.Object({ ...PageQuery, state: Type.Optional(State) }), response: { 200: Page(StaffListed) } },
    config: { guard: read },
  }, async ({ query }) => {
    const { limit = 20, cursor, state = null } = query;
    const rows = await listComplaints(infra.sql, { memberId: null, state, beforeId: parseId<'complaint'>(cursor ?? '') ?? NEWEST, limit });
    return { items: rows.map((row) => ({ ...listedView(row), memberId: String(row.memberId) })), nextCursor: rows.length === limit ? (rows.at(-1)?.id.toString() ?? null) : null };
  });

  http.get('/api/console/complaints/waiting', {
    schema: { tags: ['complaints'], summary: 'How many complaints wait for an answer', response: { 200: Type.Object({ waiting: Type.Integer(), late: Type.Integer({ description: 'Longer than was promised' }) }) } },
    config: { guard: read },
  }, async () => {
    const { waiting, late } = await countWaiting(infra.sql, infra.clock.now());
    return { waiting: Number(waiting), late: Number(late) };
  });

  http.get('/api/console/complaints/:id', {
    schema: { tags: ['complaints'], summary: 'A complaint with all that was said, and who of the staff said it', params: Params, response: { 200: StaffDetail } },
    config: { guard: read },
  }, async (request) => {
    const complaint = await findComplaint(infra.sql, BigInt(request.params.id));
    if (!complaint) throw errors.notFound();
    const messages = await messagesOf(infra.sql, complaint.id);
    const view = detailView(complaint, messages);
    const names = await namesOf(infra.sql, [...new Set(messages.flatMap(({ staffId }) => (staffId === null ? [] : [staffId])))] as AccountId[]);
    return {
      ...view, memberId: String(complaint.memberId),
      messages: view.messages.map((message, index) => ({ ...message, staffName: names.get(messages[index]?.staffId as AccountId) ?? null })),
    };
  });

  http.post('/api/console/complaints/:id/answers', {
    schema: { tags: ['complaints'], summary: 'Answer a complaint; the member sees the words', params: Params, body: Type.Object({ words: Words }), response: { 200: Type.Object({}) } },
    config: { guard: { act: 'complaints.answer', of: 'platform' } },
  }, (request) => request.unit(async (ctx) => {
    await write(ctx, { id: BigInt(request.params.id), memberId: null, staffId: staffOf(request).accountId, words: request.body.words.trim() });
    return {};
  }));
}
