/** What a member sees of his team: sums, the way to the next level, and those he invited. Names are masked. */
import { type Static, Type } from 'typebox';
import { type Http, memberOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Atoms, IdText, Instant, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { LEVELS } from '#kernel/level.ts';
import { listInvited } from '#modules/members/index.ts';
import { nodesOf } from '#modules/referral/index.ts';
import type { LevelStep } from './domain.ts';
import { type Heads, levelsFor, teamOf } from './service.ts';

const PAGE = 20;
const LevelWord = Type.Enum([...LEVELS]);
const HeadsView = Type.Object({
  total: Type.Integer(),
  levels: Type.Object(Object.fromEntries(LEVELS.map((level) => [level, Type.Integer()])) as Record<(typeof LEVELS)[number], ReturnType<typeof Type.Integer>>),
});
const Rate = Type.String({ pattern: '^[0-9]{1,7}$', description: 'Parts per million' });
const ConditionView = Type.Union([
  Type.Object({ kind: Type.Literal('purchase'), zone: Type.Enum(['ordinary', 'vip']), met: Type.Boolean() }),
  Type.Object({ kind: Type.Literal('level'), level: LevelWord, met: Type.Boolean() }),
  Type.Object({
    kind: Type.Literal('count'), counter: Type.Enum(['directVip', 'teamVip', 'directShopkeeper', 'directDealer']),
    least: Type.Integer(), have: Type.Integer(), missing: Type.Integer(), met: Type.Boolean(),
  }),
]);
const LevelView = Type.Object({
  level: LevelWord, reached: Type.Boolean(), conditions: Type.Array(ConditionView), mayShare: Type.Boolean(),
  directPpm: Rate, extraPpm: Rate,
});
const guard = { act: 'team.own', of: 'member' } as const;

function headsView(heads: Heads): Static<typeof HeadsView> {
  return { total: LEVELS.reduce((sum, level) => sum + heads[level], 0), levels: { ...heads } };
}

function stepView({ level, reached, conditions, mayShare, directPpm, extraPpm }: LevelStep): Static<typeof LevelView> {
  return { level, reached, conditions: conditions.map((condition) => ({ ...condition })), mayShare, directPpm: String(directPpm), extraPpm: String(extraPpm) };
}

export function teamRoutes(http: Http, infra: Infra): void {
  http.get('/api/me/team', {
    schema: {
      tags: ['team'], summary: 'Heads by level and net sales of everybody below the member, and of those he invited himself',
      response: { 200: Type.Object({ level: LevelWord, people: HeadsView, direct: HeadsView, salesFen: Atoms }) },
    },
    config: { guard },
  }, async (request) => {
    const { accountId } = memberOf(request);
    const [figures, nodes] = await Promise.all([teamOf(infra.sql, accountId), nodesOf(infra.sql, [accountId])]);
    return {
      level: nodes.get(accountId)?.level ?? 'registered', people: headsView(figures.people), direct: headsView(figures.direct), salesFen: String(figures.salesFen),
    };
  });

  http.get('/api/me/team/members', {
    schema: {
      tags: ['team'], summary: 'Those the member invited himself, newest first; a search finds a whole name or a whole phone number, so that it uncovers nothing masked',
      querystring: Type.Object({ ...PageQuery, search: Type.Optional(Type.String({ maxLength: 40 })) }),
      response: { 200: Page(Type.Object({
        id: IdText, name: Type.String({ description: 'Masked' }), level: LevelWord, joinedAt: Instant,
        closed: Type.Boolean({ description: 'He has closed his account' }), activated: Type.Boolean({ description: 'Whether his first package is confirmed' }),
      })) },
    },
    config: { guard },
  }, async (request) => {
    const { limit = PAGE, cursor, search } = request.query;
    const { members, next } = await listInvited(infra.sql, { inviterId: memberOf(request).accountId, search, limit, before: cursor === undefined ? undefined : parseId(cursor) });
    const nodes = await nodesOf(infra.sql, members.map(({ id }) => id));
    return {
      items: members.map(({ id, maskedName, closed, joinedAt }) => {
        const node = nodes.get(id);
        return { id: String(id), name: maskedName, closed, level: node?.level ?? ('registered' as const), joinedAt: joinedAt.toISOString(), activated: (node?.activatedAt ?? null) !== null };
      }),
      nextCursor: next === undefined ? null : String(next),
    };
  });

  http.get('/api/me/levels', {
    schema: {
      tags: ['team'], summary: 'Every level by the rules in force: what it asks for, what of it the member has, what it earns; and how he came to his',
      response: { 200: Type.Object({
        level: LevelWord, byHand: Type.Boolean({ description: 'The operator set the level; it stays until he gives it back to the rules' }), ruleVersion: Type.Integer(), items: Type.Array(LevelView),
        history: Type.Array(Type.Object({ from: LevelWord, to: LevelWord, at: Instant, ruleVersion: Type.Integer() })),
      }) },
    },
    config: { guard },
  }, async (request) => {
    const { level, byHand, ruleVersion, steps, history } = await levelsFor(infra, memberOf(request).accountId);
    return { level, byHand, ruleVersion, items: steps.map(stepView), history: history.map(({ from, to, at, ruleVersion: version }) => ({ from, to, at: at.toISOString(), ruleVersion: version })) };
  });
}
