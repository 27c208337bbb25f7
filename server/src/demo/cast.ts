/** The demo's platform, suppliers and staff. */
import type { Infra } from '#infra/infra.ts';
import { assert } from '#kernel/assert.ts';
import { type AccountId, createOrganisation, createStaff, demoPassword, hashPassword, newTotpSecret, type OrganisationId, type Role } from '#modules/identity/index.ts';
import { createSupplier, type Supplier } from '#modules/suppliers/index.ts';
import { DEMO_STAFF, DEMO_SUPPLIER_STAFF } from './accounts.ts';
import papers from './applications.json' with { type: 'json' };
import people from './people.json' with { type: 'json' };
import type { Person, Shop } from './shop.ts';

export interface Cast {
  /** Staff who act in the history, by sign-in name. */
  readonly staff: ReadonlyMap<string, Person>;
  /** A supplier of people.json by its key. */
  supplier(key: string): Supplier;
  /** Who ships for a supplier; undefined ships the platform's own goods. */
  shipperOf(supplierId: bigint | undefined): Person;
}

/** Addresses of staff come after those of members. */
const FIRST_STAFF = 1_000;

/** Creates everybody who works here, signed in. */
export async function makeCast(shop: Shop): Promise<Cast> {
  const { infra } = shop.app;
  const passwordHash = await hashPassword(demoPassword(infra), { kind: 'staff', own: [] });
  const platform = await shop.unit((ctx) => createOrganisation(ctx, { kind: 'platform', name: people.platform }));
  const suppliers = new Map<string, Supplier>();
  for (const { key, name } of people.suppliers) suppliers.set(key, await shop.unit((ctx) => createSupplier(ctx, { name, creditCode: papers.suppliers[key as keyof typeof papers.suppliers].creditCode })));
  const supplierOf = (key: string): Supplier => {
    const supplier = suppliers.get(key);
    assert(supplier, `${key} is a supplier of the demo`);
    return supplier;
  };
  const staff = new Map<string, Person>();
  const hire = async (person: { name: string; role: Role; orgId: OrganisationId }): Promise<void> => {
    const n = FIRST_STAFF + staff.size;
    staff.set(person.name, await shop.unit(async (ctx) => {
      const accountId: AccountId = await createStaff(infra, ctx, { ...person, passwordHash, totpSecret: newTotpSecret() });
      return shop.person(ctx, { accountId, level: 'staff', n });
    }));
  };
  for (const { name, role } of DEMO_STAFF) await hire({ name, role, orgId: platform });
  const clerks = new Map<bigint, string>();
  for (const { name, role, supplier: key } of DEMO_SUPPLIER_STAFF) {
    const { id, organisationId } = supplierOf(key);
    await hire({ name, role, orgId: organisationId });
    clerks.set(id, name);
  }
  return {
    staff, supplier: supplierOf,
    shipperOf(supplierId) {
      const person = staff.get(supplierId === undefined ? 'operator' : (clerks.get(supplierId) ?? ''));
      assert(person, 'everything sold is shipped by somebody');
      return person;
    },
  };
}

/** The demo's one password as a member's: hashed once, since each costs 14 ms. */
export function memberPasswordHash(infra: Infra): Promise<string> {
  return hashPassword(demoPassword(infra), { kind: 'member', own: [] });
}
