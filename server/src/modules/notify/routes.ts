/** Messages of a member at /api/me/messages, of the platform's staff at /api/console/messages, of a supplier's at /api/supplier/messages. */
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type Guard, type Http, memberOf, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { type Locale, localeOf } from '#infra/texts.ts';
import { parseId } from '#kernel/id.ts';
import { actsOf } from '#modules/identity/index.ts';
import { carrierName } from '#modules/orders/index.ts';
import { supplierOfOrganisation } from '#modules/suppliers/index.ts';
import { kindsFor, MEMBER_KINDS, MESSAGE_KINDS, PLATFORM } from './domain.ts';
import { markRead, MOST_COUNTED } from './service.ts';
import { countUnread, listMessages, type ReadMessage, type Reader } from './store.ts';

const PAGE = 20;
const NumberText = Type.String({ pattern: '^[1-9][0-9]{0,17}$', description: 'A message’s number among those of its recipient; what comes later has a higher one' });
const MessageView = Type.Object({
  id: NumberText,
  kind: Type.Enum(MESSAGE_KINDS), at: Instant, unread: Type.Boolean(),
  subjectId: Nullable(Type.String({ description: 'The order, case, proposal, application or complaint it is about' })),
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), { description: 'What the words need besides; amounts in fen' }),
});
const UnreadView = Type.Object({ unread: Type.Integer({ minimum: 0, maximum: MOST_COUNTED, description: `${MOST_COUNTED} means so many or more` }) });

interface Desk {
  readonly base: string;
  readonly guard: Exclude<Guard, 'public'>;
  readonly readerOf: (request: FastifyRequest) => Reader | Promise<Reader>;
}

/** Mounts the routes for each kind of reader. */
export function notifyRoutes(http: Http, infra: Infra): void {
  mount(http, infra, {
    base: '/api/me/messages', guard: { act: 'messages.own', of: 'member' },
    readerOf(request) {
      const { accountId } = memberOf(request);
      return { recipientId: accountId, accountId, kinds: MEMBER_KINDS };
    },
  });
  mount(http, infra, {
    base: '/api/console/messages', guard: { act: 'account.own', of: 'platform' },
    readerOf(request) {
      const staff = staffOf(request);
      return { recipientId: PLATFORM, accountId: staff.accountId, kinds: kindsFor(actsOf(staff)) };
    },
  });
  mount(http, infra, {
    base: '/api/supplier/messages', guard: { act: 'account.own', of: 'supplier' },
    async readerOf(request) {
      const staff = staffOf(request);
      return { recipientId: (await supplierOfOrganisation(infra.sql, staff.orgId)).id, accountId: staff.accountId, kinds: kindsFor(actsOf(staff)) };
    },
  });
}

function viewOf({ number, kind, subjectId, facts, at, unread }: ReadMessage, locale: Locale): Static<typeof MessageView> {
  const { carrier } = facts;
  return {
    id: String(number), kind, at: at.toISOString(), unread, subjectId: subjectId === null ? null : String(subjectId),
    facts: typeof carrier === 'string' ? { ...facts, carrier: carrierName(locale, carrier) } : { ...facts },
  };
}

function mount(http: Http, infra: Infra, { base, guard, readerOf }: Desk): void {
  http.get(base, {
    schema: { tags: ['notify'], summary: 'Messages, newest first; front ends put them into words by kind', querystring: Type.Object(PageQuery), response: { 200: Page(MessageView) } },
    config: { guard },
  }, async (request) => {
    const { limit = PAGE, cursor } = request.query;
    const rows = await listMessages(infra.sql, await readerOf(request), { before: parseId(cursor ?? ''), limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const locale = localeOf(request.headers['accept-language']);
    return { items: shown.map((row) => viewOf(row, locale)), nextCursor: rows.length > limit ? String(shown.at(-1)?.number) : null };
  });

  http.get(`${base}/unread`, {
    schema: { tags: ['notify'], summary: 'How many messages the caller has not read', response: { 200: UnreadView } },
    config: { guard },
  }, async (request) => ({ unread: await countUnread(infra.sql, await readerOf(request), MOST_COUNTED) }));

  http.post(`${base}/read`, {
    schema: { tags: ['notify'], summary: 'Mark everything up to a message as read; what comes later stays unread', body: Type.Object({ upTo: NumberText }), response: { 200: UnreadView } },
    config: { guard },
  }, async (request) => {
    const reader = await readerOf(request);
    return request.unit(async (ctx) => ({ unread: await markRead(ctx, reader, BigInt(request.body.upTo)) }));
  });
}
