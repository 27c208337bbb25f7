/** A member's invitation and its posters. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { type Http, httpErrors, memberOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Nullable } from '#infra/schemas.ts';
import { DESIGNS } from './domain.ts';
import { invitationOf, makePosters } from './service.ts';

const guard = { act: 'poster.own', of: 'member' } as const;
/** Pictures a minute for one address: enough to look at every design in both languages. */
const POSTERS_A_MINUTE = 30;
const HOST = /^[\w.-]{1,100}(:\d{1,5})?$/;

/** Where the shop is reached: as configured; in a demo as this request reached it, so that a phone in the same network can scan the code. */
function originOf(infra: Infra, request: FastifyRequest): string {
  return infra.config.mode === 'demo' && HOST.test(request.host) ? `${request.protocol}://${request.host}` : infra.config.publicUrl;
}

export function posterRoutes(http: Http, infra: Infra): void {
  const posters = makePosters(infra, () => httpErrors.tooManyRequests());

  http.get('/api/me/invitation', {
    schema: {
      tags: ['poster'], summary: 'The code and link with which the member invites, and the designs of his poster; nulls while he may not invite',
      response: { 200: Type.Object({ code: Nullable(Type.String()), link: Nullable(Type.String()), designs: Type.Array(Type.Enum([...DESIGNS])) }) },
    },
    config: { guard },
  }, async (request) => {
    const invitation = await invitationOf(infra, { memberId: memberOf(request).accountId, origin: originOf(infra, request) });
    return { code: invitation?.code ?? null, link: invitation?.link ?? null, designs: invitation ? [...DESIGNS] : [] };
  });

  // A picture, so no part of the described API; a browser fetches it with the session's cookie.
  http.get('/api/me/posters/:design', {
    schema: { hide: true, params: Type.Object({ design: Type.Enum([...DESIGNS]) }), querystring: Type.Object({ locale: Type.Optional(Type.Enum(['zh-CN', 'en'])) }) },
    config: { guard, rateLimit: { max: Math.min(POSTERS_A_MINUTE, infra.config.rateLimitPerMinute), timeWindow: 60_000 } },
  }, async (request, reply) => {
    const { tag, png } = await posters.draw({
      memberId: memberOf(request).accountId, origin: originOf(infra, request), design: request.params.design, locale: request.query.locale ?? 'zh-CN',
    });
    void reply.header('cache-control', 'private, no-cache').header('etag', `"${tag}"`);
    if (request.headers['if-none-match'] === `"${tag}"`) return reply.code(304).send();
    return reply.type('image/png').send(png);
  });
}
