/** What the sign-in pages are told: who is signed in, and in a demo with what to sign in. */
import type { Actor } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import { errors } from '#modules/identity/domain/errors.ts';
import { actsOf } from '#modules/identity/domain/roles.ts';
import { findOrganisation, listStaff, namesOf, type OrganisationId } from '#modules/identity/store/accounts.ts';
import { isGuarded } from './sessions.ts';
import { stateOf } from './state.ts';
import { nextTotp, openTotp } from './totp.ts';

export interface ActorView {
  readonly kind: 'visitor' | 'member' | 'staff';
  readonly id: string | null;
  /** The sign-in name of staff; members' names stand in /me. */
  readonly name: string | null;
  readonly orgKind: 'platform' | 'supplier' | null;
  readonly orgId: string | null;
  readonly orgName: string | null;
  readonly roles: string[];
  readonly acts: string[];
  /** A text message alone opened the account after it had lain dormant. */
  readonly guarded: boolean;
}

const NOBODY: ActorView = { kind: 'visitor', id: null, name: null, orgKind: null, orgId: null, orgName: null, roles: [], acts: [], guarded: false };

/** The actor as a front end shows him. */
export async function viewActor(infra: Infra, actor: Actor): Promise<ActorView> {
  if (actor.kind === 'member') return { ...NOBODY, kind: 'member', id: String(actor.accountId), guarded: isGuarded(actor) };
  if (actor.kind !== 'staff') return NOBODY;
  const [organisation, names] = await Promise.all([findOrganisation(infra.sql, actor.orgId), namesOf(infra.sql, [actor.accountId])]);
  return {
    kind: 'staff', id: String(actor.accountId), name: names.get(actor.accountId) ?? null, orgKind: actor.orgKind, orgId: String(actor.orgId),
    orgName: organisation?.name ?? null, roles: [...actor.roles], acts: actsOf(actor), guarded: false,
  };
}

/** The one password of a demo's staff, shown by the sign-in page and printed at start. Throws notFound in live. */
export function demoPassword(infra: Infra): string {
  if (infra.config.mode !== 'demo') throw errors.notFound();
  const state = stateOf(infra);
  return state.demoPassword ?? `coshop-${state.keys().mac('demo-password').toString(36).padStart(13, '0').slice(-8)}`;
}

export interface DemoSignIn {
  readonly password: string;
  readonly staff: { name: string; orgName: string; roles: string[]; totp: string; totpWaitMs: number }[];
}

/** With what to sign in to a demo: each staff name and the next code it accepts. Throws notFound in live. */
export async function demoSignIn(infra: Infra): Promise<DemoSignIn> {
  const password = demoPassword(infra);
  const now = infra.clock.wall();
  const rows = await listStaff(infra.sql, now);
  const orgIds = [...new Set(rows.map((row) => row.orgId))];
  const organisations = new Map<OrganisationId, string>();
  for (const organisation of await Promise.all(orgIds.map((id) => findOrganisation(infra.sql, id)))) if (organisation) organisations.set(organisation.id, organisation.name);
  const staff = new Map<bigint, DemoSignIn['staff'][number]>();
  for (const row of rows) {
    const known = staff.get(row.id);
    if (known) known.roles.push(row.role);
    else if (row.secretBox !== null) {
      const { code, waitMs } = nextTotp(openTotp(infra, row.id, row.secretBox), row.lastStep ?? 0n, now);
      staff.set(row.id, { name: row.name, orgName: organisations.get(row.orgId) ?? '', roles: [row.role], totp: code, totpWaitMs: waitMs });
    }
  }
  return { password, staff: [...staff.values()] };
}
