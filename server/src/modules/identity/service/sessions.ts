/** Sessions: opened after a proof, found by their token on every request, renewed when the level of proof rises, ended for good. */
import { assert } from '#kernel/assert.ts';
import { bucketOf } from '#kernel/id.ts';
import type { Actor, Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { digest, newToken } from '#infra/secrets.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { SESSION_LIFE, type SessionLevel } from '#modules/identity/domain/limits.ts';
import { bucketOfToken, composeToken, isFresh, livesUntil } from '#modules/identity/domain/session.ts';
import { type AccountId, raiseEpoch } from '#modules/identity/store/accounts.ts';
import * as store from '#modules/identity/store/sessions.ts';
import { audit } from './approvals.ts';
import { stateOf } from './state.ts';

const VISITOR: Actor = { kind: 'visitor' };
/** How long another process's ending of a member's session may go unnoticed here. Staff are read on every request. */
const REFRESH_MS = 10_000;
/** What the row said of an actor that came from a token: when he proved himself, whether his account is guarded, and under which hash he is kept. */
const known = new WeakMap<Actor, { provedAt: Date; isGuarded: boolean; hash: string }>();

/** Opens a session at wall time and returns its token, which is stored nowhere. The account must exist and be active. */
export async function openSession(ctx: Ctx, session: { accountId: AccountId; level: SessionLevel; client: string; ip: string; device?: string }): Promise<{ token: string; sessionId: store.SessionId }> {
  const bucket = bucketOf(session.accountId);
  const token = composeToken('ss', bucket, newToken());
  const id = ctx.newId<'session'>(bucket);
  const opened = await store.insertSession(ctx.tx, {
    ...session, ...livesUntil(session.level, ctx.wallNow), id, tokenHash: digest(token), device: session.device === undefined ? null : digest(session.device), at: ctx.wallNow,
  });
  assert(opened, 'a session belongs to an active account');
  return { token, sessionId: id };
}

/**
 * Who holds the token; a visitor when nobody does. Synchronous, and under a microsecond, for a member seen in the last seconds.
 */
export function actorOfToken(infra: Infra, token: string): Actor | Promise<Actor> {
  const hash = digest(token);
  const cached = stateOf(infra).sessions.get(hash);
  if (cached) {
    const nowMs = infra.clock.wall().getTime();
    if (nowMs < cached.freshUntilMs && nowMs < cached.untilMs) return cached.actor;
  }
  return readSession(infra, token, hash);
}

async function readSession(infra: Infra, token: string, hash: string): Promise<Actor> {
  const bucket = bucketOfToken('ss', token);
  if (bucket === undefined) return VISITOR;
  const state = stateOf(infra);
  const { generation } = state;
  const now = infra.clock.wall();
  const rows = await store.findSession(infra.sql, { bucket, hash, now });
  const [row] = rows;
  if (!row) {
    state.sessions.delete(hash);
    return VISITOR;
  }
  const idleUntil = await touch(infra, row, now);
  const actor = actorOfRows(rows, row);
  known.set(actor, { provedAt: row.provedAt, isGuarded: row.isGuarded, hash });
  if (actor.kind === 'member' && generation === state.generation) {
    state.sessions.set(hash, { actor, untilMs: Math.min(idleUntil.getTime(), row.endsAt.getTime()), freshUntilMs: now.getTime() + REFRESH_MS });
  }
  return actor;
}

/** Moves the idle end, writing it only when it has become stale enough to matter. */
async function touch(infra: Infra, row: store.SessionRow, now: Date): Promise<Date> {
  if (now.getTime() - row.seenAt.getTime() < SESSION_LIFE[row.level].touchMs) return row.idleUntil;
  const { idleUntil } = livesUntil(row.level, now);
  await store.touchSession(infra.sql, { id: row.id, seenAt: now, idleUntil });
  return idleUntil;
}

/** Staff act for one organisation: the first in which they still have a role. Without any they are visitors. */
function actorOfRows(rows: readonly store.SessionRow[], row: store.SessionRow): Actor {
  if (row.level === 'member') return { kind: 'member', accountId: row.accountId, sessionId: row.id };
  if (row.orgId === null || row.orgKind === null) return VISITOR;
  const roles = rows.filter(({ orgId, role }) => orgId === row.orgId && role !== null).map(({ role }) => role ?? '');
  return { kind: 'staff', accountId: row.accountId, sessionId: row.id, orgId: row.orgId, orgKind: row.orgKind, roles, ...(row.isSuspended === true ? { suspended: true } : {}) };
}

/** Whether this actor, as `actorOfToken` gave it, proved who he is within the last five minutes. */
export function isProven(actor: Actor, now: Date): boolean {
  const session = known.get(actor);
  return session !== undefined && isFresh(session.provedAt, now);
}

/** Whether this actor, as `actorOfToken` gave it, has opened a dormant account by a text message alone. */
export function isGuarded(actor: Actor): boolean {
  return known.get(actor)?.isGuarded === true;
}

/** Gives the caller's session a new token and dates its proof now; the old token is dead. Throws signInNeeded when it has ended. */
export async function renewSession(ctx: Ctx): Promise<string> {
  const { actor } = ctx;
  assert(actor.kind === 'member' || actor.kind === 'staff', 'a session belongs to a member or to staff');
  const token = composeToken('ss', bucketOf(actor.accountId), newToken());
  const renewed = await store.renewToken(ctx.tx, { id: actor.sessionId, tokenHash: digest(token), provedAt: ctx.wallNow });
  if (!renewed) throw errors.signInNeeded();
  return token;
}

/** Ends the caller's session. `forgetSession` must follow the commit. */
export async function endSession(ctx: Ctx): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'member' && actor.kind !== 'staff') return;
  await store.revokeSession(ctx.tx, { id: actor.sessionId, at: ctx.wallNow });
  if (actor.kind === 'staff') await audit(ctx, { act: 'identity.signedOut', target: `account:${actor.accountId}`, detail: {} });
}

/** Ends every session of an account. `forgetSessions` must follow the commit. */
export async function endAllSessions(ctx: Ctx, accountId: AccountId): Promise<void> {
  await raiseEpoch(ctx.tx, accountId);
}

/** Ends every session of the caller's account but his own, which gets a new token. `forgetSessions` must follow the commit. Throws signInNeeded. */
export async function endOtherSessions(ctx: Ctx): Promise<string> {
  const { actor } = ctx;
  assert(actor.kind === 'member' || actor.kind === 'staff', 'a session belongs to a member or to staff');
  await raiseEpoch(ctx.tx, actor.accountId);
  await store.keepSession(ctx.tx, actor.sessionId);
  return renewSession(ctx);
}

/** Ends one session of the caller's account. `forgetSessions` must follow the commit. Throws notFound. */
export async function endOwnSession(ctx: Ctx, sessionId: store.SessionId): Promise<void> {
  const { actor } = ctx;
  assert(actor.kind === 'member' || actor.kind === 'staff', 'a session belongs to a member or to staff');
  if (bucketOf(sessionId) !== bucketOf(actor.accountId) || !(await store.revokeOwn(ctx.tx, { id: sessionId, accountId: actor.accountId, at: ctx.wallNow }))) throw errors.notFound();
  await audit(ctx, { act: 'identity.sessionEnded', target: `account:${actor.accountId}`, detail: { session: String(sessionId) } });
}

/** Ends every session of the caller's account, this one too. `forgetSessions` must follow the commit. */
export async function endOwnSessions(ctx: Ctx): Promise<void> {
  const { actor } = ctx;
  assert(actor.kind === 'member' || actor.kind === 'staff', 'a session belongs to a member or to staff');
  await endAllSessions(ctx, actor.accountId);
  await audit(ctx, { act: 'identity.sessionsEnded', target: `account:${actor.accountId}`, detail: {} });
}

/** Drops the caller's session from memory; called after the commit that ended or renewed it. */
export function forgetSession(infra: Infra, actor: Actor): void {
  const state = stateOf(infra);
  state.generation += 1;
  state.sessions.delete(known.get(actor)?.hash ?? '');
}

/** Drops all sessions of an account from memory; called after the commit that ended them. */
export function forgetSessions(infra: Infra, accountId: AccountId): void {
  const state = stateOf(infra);
  state.generation += 1;
  for (const [hash, { actor }] of state.sessions.entries()) if (actor.kind === 'member' && actor.accountId === accountId) state.sessions.delete(hash);
}
