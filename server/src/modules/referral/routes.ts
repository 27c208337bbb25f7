/** A member's level at the console: where it comes from, and setting it by two people (R4.9.2). */
import { Type } from 'typebox';
import type { Http } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { IdText, Instant, Nullable } from '#infra/schemas.ts';
import { LEVELS, levelAt } from '#kernel/level.ts';
import { type AccountId, namesOf } from '#modules/identity/index.ts';
import { decideLevel, proposeLevel } from './by-hand.ts';
import { errors } from './domain/errors.ts';
import { nodeOf } from './service.ts';
import { decisionsOf } from './store.ts';

/** Decisions that a sheet shows. */
const DECISIONS = 50;
const LevelWord = Type.Enum([...LEVELS]);
const Reason = Type.String({ pattern: '^\\S[\\s\\S]{8,498}\\S$', minLength: 10, maxLength: 500, description: 'Stays on record' });
const Person = Type.Object({ id: IdText, name: Type.String() });

export function referralRoutes(http: Http, infra: Infra): void {
  http.get('/api/console/members/:id/level', {
    schema: {
      tags: ['referral'], summary: 'The level a member holds, the one he reached by himself, and what people decided about it', params: Type.Object({ id: IdText }),
      response: { 200: Type.Object({
        level: LevelWord, earned: LevelWord, byHand: Type.Boolean(),
        decisions: Type.Array(Type.Object({ from: LevelWord, level: Nullable(LevelWord), reason: Type.String(), askedBy: Person, decidedBy: Person, at: Instant })),
      }) },
    },
    config: { guard: { act: 'members.read', of: 'platform' } },
  }, async (request) => {
    const memberId = BigInt(request.params.id);
    const node = await nodeOf(infra.sql, memberId);
    if (!node) throw errors.notFound();
    const rows = await decisionsOf(infra.sql, memberId, DECISIONS);
    const names = await namesOf(infra.sql, [...new Set(rows.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]))] as AccountId[]);
    const person = (id: bigint) => ({ id: String(id), name: names.get(id) ?? '' });
    return {
      level: node.level, earned: node.earned, byHand: node.byHand,
      decisions: rows.map((row) => ({ from: levelAt(row.fromLevel), level: row.level === null ? null : levelAt(row.level), reason: row.reason, askedBy: person(row.askedBy), decidedBy: person(row.decidedBy), at: row.at.toISOString() })),
    };
  });

  http.post('/api/console/members/:id/level', {
    schema: {
      tags: ['referral'], summary: 'Ask a second person to set a member\'s level; null gives it back to the rules. It counts for nobody above',
      params: Type.Object({ id: IdText }), body: Type.Object({ level: Nullable(LevelWord), reason: Reason }), response: { 200: Type.Object({ approvalId: IdText, expiresAt: Instant }) },
    },
    config: { guard: { act: 'members.proposeLevel', of: 'platform' } },
  }, (request) => request.unit(async (ctx) => {
    const { level, reason } = request.body;
    const { approvalId, endsAt } = await proposeLevel(ctx, { memberId: BigInt(request.params.id), level, reason });
    return { approvalId: String(approvalId), expiresAt: endsAt.toISOString() };
  }));

  http.post('/api/console/levels/:approvalId/decision', {
    schema: {
      tags: ['referral'], summary: 'Approve or reject a level that another person proposed', params: Type.Object({ approvalId: IdText }),
      body: Type.Object({ decision: Type.Enum(['approve', 'reject']), reason: Type.String({ maxLength: 500 }) }), response: { 200: Type.Object({ approved: Type.Boolean() }) },
    },
    config: { guard: { act: 'members.approveLevel', of: 'platform', stepUp: true, second: true } },
  }, (request) => request.unit((ctx) => decideLevel(ctx, { approvalId: BigInt(request.params.approvalId), decision: request.body.decision, note: request.body.reason })));
}
