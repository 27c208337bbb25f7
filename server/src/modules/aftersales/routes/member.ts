/** After-sales of the member: money back before shipping, cases, the pictures that go with them. */
import { Type } from 'typebox';
import { type Http, memberOf } from '#infra/http.ts';
import { UPLOAD_TYPES } from '#infra/pictures.ts';
import { IdText, Page, PageQuery } from '#infra/schemas.ts';
import { localeOf } from '#infra/texts.ts';
import { parseId } from '#kernel/id.ts';
import { catalogErrors, mediaUrl, recordMedia, storeUpload } from '#modules/catalog/index.ts';
import { errors as orderErrors, type Orders } from '#modules/orders/index.ts';
import { CASE_STATES, MAX_MESSAGE, MAX_PICTURES, REASONS } from '#modules/aftersales/domain.ts';
import { actAsMember, getCase, openCase, refundUnshipped, sendParcel } from '#modules/aftersales/service.ts';
import { listCases } from '#modules/aftersales/store.ts';
import { detailOf, MemberCard, MemberDetail, memberCards } from '#modules/aftersales/views.ts';
import { caseIdOf } from './case-id.ts';

const PAGE = 20;
/** Pictures that one member may upload an hour: some for every case he could have open. */
const UPLOADS_AN_HOUR = 60;
const HOUR_MS = 3_600_000;
const ById = Type.Object({ id: IdText });
const Message = Type.String({ maxLength: MAX_MESSAGE });
const complaint = { reason: Type.Enum([...REASONS]), message: Type.Optional(Message) };
const StateAnswer = Type.Object({ state: Type.Enum([...CASE_STATES]) });
const read = { guard: { act: 'aftersales.read', of: 'member' } } as const;
const act = { guard: { act: 'aftersales.act', of: 'member' } } as const;

/** Mounts the routes. */
export function memberRoutes(http: Http, orders: Orders): void {
  refundRoute(http, orders);
  openingRoutes(http, orders);
  readRoutes(http, orders);
  actRoutes(http, orders);
}

function refundRoute(http: Http, orders: Orders): void {
  http.post('/api/me/orders/:id/refund', {
    schema: {
      tags: ['aftersales'], summary: 'Have the money of an order back that is not shipped yet: at once and whole',
      params: ById, body: Type.Object(complaint), response: { 200: Type.Object({ caseId: IdText, state: Type.Literal('refunded') }) },
    },
    config: act,
  }, async (request) => {
    const orderId = parseId(request.params.id);
    if (orderId === undefined) throw orderErrors.orderNotFound();
    const { reason, message = '' } = request.body;
    const memberId = memberOf(request).accountId;
    const caseId = await request.unit((ctx) => refundUnshipped(orders, ctx, { orderId, memberId, reason, message: message.trim() }));
    return { caseId: String(caseId), state: 'refunded' as const };
  });
}

function openingRoutes(http: Http, { infra }: Orders): void {
  http.post('/api/me/aftersales/pictures', {
    schema: {
      tags: ['aftersales'], summary: 'Uploads a picture for a case (JPEG, PNG or WebP as the body); its kind is found by decoding', consumes: [...UPLOAD_TYPES],
      response: { 200: Type.Object({ sha256: Type.String(), url: Type.String() }) },
    },
    config: { ...act, rateLimit: { max: UPLOADS_AN_HOUR, timeWindow: HOUR_MS, keyGenerator: (request) => `aftersales ${request.actor.kind === 'member' ? request.actor.accountId : request.ip}` } },
  }, async (request) => {
    const bytes = request.body;
    if (!Buffer.isBuffer(bytes)) throw catalogErrors.pictureNotAllowed();
    const media = await storeUpload(infra.config.dataDir, bytes);
    await request.unit((ctx) => recordMedia(ctx, media));
    return { sha256: media.sha256, url: mediaUrl(media.sha256, 200) };
  });

  http.post('/api/me/aftersales', {
    schema: {
      tags: ['aftersales'], summary: 'Open a case about an order that was shipped: money back, or goods back and then the money; always the whole order',
      body: Type.Object({
        orderId: IdText, kind: Type.Enum(['refund', 'return']), ...complaint,
        pictures: Type.Optional(Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: MAX_PICTURES })),
      }),
      response: { 200: Type.Object({ caseId: IdText }) },
    },
    config: act,
  }, async (request) => {
    const { orderId, message = '', pictures = [], ...rest } = request.body;
    const memberId = memberOf(request).accountId;
    const caseId = await request.unit((ctx) => openCase(ctx, { ...rest, orderId: BigInt(orderId), memberId, message: message.trim(), pictures }));
    return { caseId: String(caseId) };
  });
}

function readRoutes(http: Http, orders: Orders): void {
  const { sql } = orders.infra;
  http.get('/api/me/aftersales', {
    schema: {
      tags: ['aftersales'], summary: 'My cases, newest first; of one order when it is named', querystring: Type.Object({ ...PageQuery, orderId: Type.Optional(IdText) }), response: { 200: Page(MemberCard) },
    },
    config: read,
  }, async (request) => {
    const { limit = PAGE, cursor, orderId } = request.query;
    const rows = await listCases(sql, { memberId: memberOf(request).accountId, orderId: parseId(orderId ?? ''), before: parseId(cursor ?? ''), limit });
    return { items: await memberCards(orders, rows), nextCursor: rows.length === limit ? String(rows.at(-1)?.caseId) : null };
  });

  http.get('/api/me/aftersales/:id', {
    schema: { tags: ['aftersales'], summary: 'One of my cases with what happened and what I may do', params: ById, response: { 200: MemberDetail } }, config: read,
  }, async (request) => {
    const row = await getCase(sql, { caseId: caseIdOf(request.params.id), owner: { memberId: memberOf(request).accountId } });
    const [[shown], detail] = await Promise.all([memberCards(orders, [row]), detailOf(orders, row, { locale: localeOf(request.headers['accept-language']), party: 'member' })]);
    return { ...(shown as NonNullable<typeof shown>), ...detail };
  });
}

function actRoutes(http: Http, orders: Orders): void {
  http.post('/api/me/aftersales/:id/withdraw', {
    schema: { tags: ['aftersales'], summary: 'Withdraw a case; the order goes on as before', params: ById, response: { 200: StateAnswer } }, config: act,
  }, async (request) => {
    const input = { caseId: caseIdOf(request.params.id), memberId: memberOf(request).accountId, action: 'withdraw', message: '' } as const;
    return { state: await request.unit((ctx) => actAsMember(orders, ctx, input)) };
  });

  http.post('/api/me/aftersales/:id/escalate', {
    schema: { tags: ['aftersales'], summary: 'Call the platform against a refusal of the supplier', params: ById, body: Type.Object({ message: Message }), response: { 200: StateAnswer } }, config: act,
  }, async (request) => {
    const input = { caseId: caseIdOf(request.params.id), memberId: memberOf(request).accountId, action: 'escalate', message: request.body.message.trim() } as const;
    return { state: await request.unit((ctx) => actAsMember(orders, ctx, input)) };
  });

  http.post('/api/me/aftersales/:id/parcel', {
    schema: {
      tags: ['aftersales'], summary: 'Say with which parcel the goods come back', params: ById,
      body: Type.Object({ carrier: Type.String({ minLength: 1, maxLength: 40, description: 'Code or name of a courier of GET /api/carriers' }), trackingNumber: Type.String({ minLength: 1, maxLength: 64 }) }),
      response: { 200: StateAnswer },
    },
    config: act,
  }, async (request) => {
    const input = { ...request.body, caseId: caseIdOf(request.params.id), memberId: memberOf(request).accountId };
    return { state: await request.unit((ctx) => sendParcel(orders, ctx, input)) };
  });
}
