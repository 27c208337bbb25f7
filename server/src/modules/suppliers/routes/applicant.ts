/** The public application. Whoever has proved its phone holds a cookie of its own, which opens this application and nothing else. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { takeUploads, UPLOAD_TYPES } from '#infra/pictures.ts';
import { IdText, Nullable } from '#infra/schemas.ts';
import { callerOf, ChallengeText, CodeText, isOwned, PhoneText, refuseForeignOrigin } from '#modules/identity/index.ts';
import { type ApplicationId, errors, PICTURE_KINDS } from '#modules/suppliers/domain.ts';
import { addPicture, applicationOfToken, claimOwnership, closeApplication, openApplication, removePicture, saveDraft, SESSION_MS, submit } from '#modules/suppliers/service/applications.ts';
import { findApplication, listPictures, readPicture } from '#modules/suppliers/store/applications.ts';
import { suppliersOf } from '#modules/suppliers/service/suppliers.ts';
import type { Neighbours } from '#modules/suppliers/neighbours.ts';
import { ApplicationView, applicationView, ContentSchema, LinkView, SupplierStateSchema } from './views.ts';

const BASE = '/api/onboarding';
const COOKIE = 'coshop_applicant';
const UPLOADS_AN_HOUR = 40;
const HOUR_MS = 3_600_000;
const OwnView = Type.Object({ ...ApplicationView.properties, supplierState: Nullable(SupplierStateSchema), supplierReason: Nullable(Type.String()), owned: Type.Boolean({ description: 'The owner can sign in to the console' }) });
const PictureParams = Type.Object({ id: IdText });
const config = { guard: 'public' } as const;

/** Mounts the routes. */
export function applicantRoutes(http: Http, infra: Infra, neighbours: Neighbours): void {
  takeUploads(http);
  const idOf = (request: FastifyRequest): Promise<ApplicationId> => {
    const token = request.cookies[COOKIE];
    if (token !== undefined) refuseForeignOrigin(infra, request);
    return applicationOfToken(infra, token);
  };
  const own = async (id: ApplicationId) => {
    const application = await findApplication(infra.sql, id);
    if (!application) throw errors.proofNeeded();
    const supplier = application.supplierId === null ? undefined : (await suppliersOf(infra.sql, [application.supplierId])).get(application.supplierId);
    return { ...applicationView(application, await listPictures(infra.sql, id), BASE), supplierState: supplier?.state ?? null, supplierReason: supplier?.stateReason ?? null, owned: supplier !== undefined && await isOwned(infra, supplier.organisationId) };
  };
  sessionRoutes(http, infra, own);
  formRoutes(http, { neighbours, idOf, own });
  pictureRoutes(http, infra, idOf);

  http.post(`${BASE}/invitation`, {
    schema: { tags: ['suppliers'], summary: 'Approved: the link with which the applicant sets what he signs in to the console with; an older one is dead', response: { 200: LinkView } }, config,
  }, async (request) => {
    const id = await idOf(request);
    const { path, expiresAt } = await request.unit((ctx) => claimOwnership(infra, ctx, id));
    return { path, expiresAt: expiresAt.toISOString() };
  });
}

type OwnReader = (id: ApplicationId) => Promise<ReturnType<typeof applicationView> & { supplierState: 'approved' | 'suspended' | 'exited' | null; supplierReason: string | null; owned: boolean }>;
type IdReader = (request: FastifyRequest) => Promise<ApplicationId>;

function setCookie(infra: Infra, reply: FastifyReply, token: string): void {
  reply.setCookie(COOKIE, token, { httpOnly: true, sameSite: 'strict', secure: infra.config.publicUrl.startsWith('https:'), path: BASE, maxAge: SESSION_MS / 1000 });
}

function sessionRoutes(http: Http, infra: Infra, own: OwnReader): void {
  http.post(`${BASE}/session`, {
    schema: {
      tags: ['suppliers'], summary: 'Prove a phone with the code that was sent for `apply`: opens its application, or begins one',
      body: Type.Object({ phone: PhoneText, challenge: ChallengeText, code: CodeText }), response: { 200: OwnView },
    }, config,
  }, async (request, reply) => {
    const { token, id } = await openApplication(infra, callerOf(request), request.body);
    setCookie(infra, reply, token);
    return own(id);
  });

  http.post(`${BASE}/sign-out`, {
    schema: { tags: ['suppliers'], summary: 'Leave the application; it stays as it is', response: { 204: Type.Null() } }, config,
  }, async (request, reply) => {
    const token = request.cookies[COOKIE];
    if (token !== undefined) {
      refuseForeignOrigin(infra, request);
      await request.unit((ctx) => closeApplication(ctx, token));
    }
    return reply.clearCookie(COOKIE, { path: BASE }).code(204).send(null);
  });
}

function formRoutes(http: Http, { neighbours, idOf, own }: { neighbours: Neighbours; idOf: IdReader; own: OwnReader }): void {
  http.get(BASE, {
    schema: { tags: ['suppliers'], summary: 'The application that this browser has opened', response: { 200: OwnView } }, config,
  }, async (request) => own(await idOf(request)));

  http.post(`${BASE}/draft`, {
    schema: { tags: ['suppliers'], summary: 'Keep what is written so far, finished or not', body: ContentSchema, response: { 200: OwnView } }, config,
  }, async (request) => {
    const id = await idOf(request);
    await request.unit((ctx) => saveDraft(ctx, { id, content: request.body, categories: neighbours.categories() }));
    return own(id);
  });

  http.post(`${BASE}/submit`, {
    schema: { tags: ['suppliers'], summary: 'Hand the application in, first or again; what is missing is named by field', response: { 200: OwnView } }, config,
  }, async (request) => {
    const id = await idOf(request);
    await request.unit((ctx) => submit(ctx, id));
    return own(id);
  });
}

function pictureRoutes(http: Http, infra: Infra, idOf: IdReader): void {
  http.post(`${BASE}/pictures`, {
    schema: {
      tags: ['suppliers'], summary: 'Keep a picture of the business licence or of a permit (JPEG, PNG or WebP as the body); its kind is found by decoding', consumes: [...UPLOAD_TYPES],
      querystring: Type.Object({ kind: Type.Enum([...PICTURE_KINDS]) }), response: { 201: Type.Object({ id: IdText }) },
    },
    config: { ...config, rateLimit: { max: UPLOADS_AN_HOUR, timeWindow: HOUR_MS, keyGenerator: (request) => `application ${request.ip}` } },
  }, async (request, reply) => {
    const id = await idOf(request);
    if (!Buffer.isBuffer(request.body)) throw errors.pictureNotAllowed();
    const pictureId = await addPicture(infra, callerOf(request), { id, kind: request.query.kind, bytes: request.body });
    return reply.code(201).send({ id: String(pictureId) });
  });

  http.post(`${BASE}/pictures/:id/remove`, {
    schema: { tags: ['suppliers'], summary: 'Take a picture away for good', params: PictureParams, response: { 204: Type.Null() } }, config,
  }, async (request, reply) => {
    const id = await idOf(request);
    await request.unit((ctx) => removePicture(ctx, { id, pictureId: BigInt(request.params.id) }));
    return reply.code(204).send(null);
  });

  http.get(`${BASE}/pictures/:id`, {
    schema: { tags: ['suppliers'], summary: 'A picture of one’s own application (WebP)', params: PictureParams }, config,
  }, async (request, reply) => sendPicture(reply, await readPicture(infra.sql, { id: BigInt(request.params.id), applicationId: await idOf(request) })));
}

/** Sends a licence's picture to the one who asked and to no cache on the way. Throws pictureNotFound. */
export function sendPicture(reply: FastifyReply, webp: Buffer | undefined): FastifyReply {
  if (!webp) throw errors.pictureNotFound();
  return reply.type('image/webp').header('cache-control', 'private, no-store').send(webp);
}
