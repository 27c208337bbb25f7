/**
 * Who may do what. A role belongs to one kind of organisation; a guard names the act and the kinds that may do it, so a role of
 * the wrong kind never passes by holding an act of the same name. Members need no list: they hold every act with `of: 'member'`.
 */
import type { Actor, OrganisationKind } from '#infra/context.ts';
import type { Audience } from '#infra/http.ts';

const READ = [
  'members.read', 'orders.read', 'catalog.read', 'economy.read', 'ledger.read', 'rules.read', 'approvals.read', 'audit.read', 'suppliers.read',
  'settlement.read', 'platform.read', 'staff.read', 'complaints.read', 'aftersales.read', 'reports.read', 'reconciliation.read',
] as const;
const PLATFORM = [...READ, 'staff.write', 'staff.reset', 'keys.write', 'catalog.write', 'catalog.import', 'economy.propose', 'economy.approve', 'suppliers.write', 'suppliers.review', 'suppliers.exit', 'orders.ship', 'aftersales.decide', 'platform.operate', 'platform.park', 'complaints.answer', 'company.write', 'reconciliation.act', 'members.proposeLevel', 'members.approveLevel'] as const;
const SUPPLIER = ['orders.ownRead', 'orders.ship', 'aftersales.ownRead', 'aftersales.decide', 'catalog.ownRead', 'catalog.ownWrite', 'catalog.import', 'settlement.ownRead'] as const;
const SUPPLIER_OWNER = [...SUPPLIER, 'staff.read', 'staff.write', 'keys.write'] as const;

/** What staff of a suspended supplier still do: members wait for parcels, after-sales go on, and what happened may be read. */
const SUSPENDED_ACTS: readonly string[] = ['orders.ownRead', 'orders.ship', 'aftersales.ownRead', 'aftersales.decide', 'catalog.ownRead', 'settlement.ownRead', 'staff.read'];

/** What every signed-in account may do with its own session. */
export const OWN_ACT = 'account.own';

export type Act = (typeof PLATFORM)[number] | (typeof SUPPLIER_OWNER)[number] | typeof OWN_ACT;

/** What a program may be allowed: never people, money or approvals. A route must take keys besides (`key: true` in its guard). */
export const KEY_SCOPES = {
  platform: ['orders.read', 'orders.ship', 'catalog.read'],
  supplier: ['orders.ownRead', 'orders.ship', 'catalog.ownRead'],
} as const satisfies Readonly<Record<OrganisationKind, readonly Act[]>>;
export type KeyScope = (typeof KEY_SCOPES)[OrganisationKind][number];

interface RoleRule {
  readonly of: OrganisationKind;
  readonly acts: readonly Act[];
}

export const ROLES = {
  owner: { of: 'platform', acts: PLATFORM },
  operator: {
    of: 'platform',
    acts: ['catalog.read', 'catalog.write', 'catalog.import', 'orders.read', 'orders.ship', 'aftersales.read', 'aftersales.decide', 'members.read', 'members.proposeLevel', 'suppliers.read', 'suppliers.review', 'suppliers.write', 'economy.read', 'economy.propose', 'ledger.read', 'rules.read', 'approvals.read', 'complaints.read', 'complaints.answer', 'reports.read'],
  },
  strategist: { of: 'platform', acts: ['reports.read', 'economy.read', 'economy.propose', 'economy.approve', 'rules.read', 'approvals.read'] },
  finance: { of: 'platform', acts: ['reports.read', 'orders.read', 'aftersales.read', 'ledger.read', 'settlement.read', 'reconciliation.read', 'reconciliation.act', 'suppliers.read', 'suppliers.exit', 'economy.read', 'economy.approve', 'approvals.read', 'platform.read', 'platform.park'] },
  // Besides owners the one who seconds a reset: a shop with one owner must not depend on him alone.
  compliance: { of: 'platform', acts: [...READ, 'staff.reset', 'complaints.answer', 'company.write', 'members.approveLevel', 'suppliers.review', 'suppliers.exit'] },
  auditor: { of: 'platform', acts: READ },
  supplierOwner: { of: 'supplier', acts: SUPPLIER_OWNER },
  supplierStaff: { of: 'supplier', acts: SUPPLIER },
} as const satisfies Record<string, RoleRule>;

export type Role = keyof typeof ROLES;

/** What an owner without whom nobody could be invited is called, by kind of organisation. */
export const OWNER: Readonly<Record<OrganisationKind, Role>> = { platform: 'owner', supplier: 'supplierOwner' };

/** The rule of a role; undefined for a word that is no role (a retired one, still on a row). */
export function ruleOf(role: string): RoleRule | undefined {
  return Object.hasOwn(ROLES, role) ? ROLES[role as Role] : undefined;
}

/** Every act of the staff member's roles that belong to the kind of his organisation, sorted; of a suspended one those that go on. */
export function actsOf(staff: { readonly orgKind: OrganisationKind; readonly roles: readonly string[]; readonly suspended?: true }): string[] {
  const acts = staff.roles.flatMap((role) => {
    const rule = ruleOf(role);
    return rule && rule.of === staff.orgKind ? rule.acts : [];
  });
  return [...new Set(acts)].filter((act) => staff.suspended !== true || SUSPENDED_ACTS.includes(act)).sort();
}

/** What a guard asks: the act, and whose act it is. */
export interface Demand {
  readonly act: string;
  readonly of: Audience | readonly Audience[];
}

/** Whether the actor may do what the guard demands. */
export function mayDo(actor: Actor, demand: Demand): boolean {
  const audiences: readonly Audience[] = typeof demand.of === 'string' ? [demand.of] : demand.of;
  if (actor.kind === 'member') return audiences.includes('member');
  if (actor.kind === 'key') return audiences.includes(actor.orgKind) && KEY_SCOPES[actor.orgKind].some((scope) => scope === demand.act) && actor.scopes.includes(demand.act);
  if (actor.kind !== 'staff' || !audiences.includes(actor.orgKind)) return false;
  return demand.act === OWN_ACT || actsOf(actor).includes(demand.act);
}

/** Whether nothing but the suspension of his organisation keeps the actor from what the guard demands. */
export function isHeldBack(actor: Actor, demand: Demand): boolean {
  if (actor.kind !== 'staff' || actor.suspended !== true || mayDo(actor, demand)) return false;
  const { suspended: _suspended, ...free } = actor;
  return mayDo(free, demand);
}
