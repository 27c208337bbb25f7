/** The people of the demo that are named at start. Their password is one and the same, in a demo only. */
import type { Role } from '#modules/identity/index.ts';

/** All of them sign in with this. Staff also need the one-time code that the sign-in page of a demo shows. */
export const DEMO_PASSWORD = 'coshop-demo-2026';

/** The phone of the demo's n-th member, counted from 0. */
export function demoPhone(index: number): string {
  return String(13_800_000_001 + index);
}

export const PARTNER = 0;
/** The last two members of the history: one who has just become a VIP, and one who has only registered. */
export const FRESH_VIP = 298;
export const REGISTERED = 299;

export const DEMO_STAFF = [
  { name: 'owner', role: 'owner', what: 'owns the platform: may do everything' },
  { name: 'operator', role: 'operator', what: 'goods, orders, shipping; proposes guide prices' },
  { name: 'strategist', role: 'strategist', what: 'proposes and approves guide prices' },
  { name: 'finance', role: 'finance', what: 'ledger and payables; approves guide prices' },
  { name: 'auditor', role: 'auditor', what: 'reads everything' },
] as const satisfies readonly { name: string; role: Role; what: string }[];

export const DEMO_SUPPLIER_STAFF = [
  { name: 'tea-owner', supplier: 'tea', role: 'supplierOwner', what: 'supplier of tea' },
  { name: 'tea-clerk', supplier: 'tea', role: 'supplierStaff', what: 'ships for the supplier of tea' },
  { name: 'farm-owner', supplier: 'farm', role: 'supplierOwner', what: 'supplier of farm produce' },
  { name: 'orchard-owner', supplier: 'orchard', role: 'supplierOwner', what: 'supplier of fruit and nuts' },
  { name: 'home-owner', supplier: 'home', role: 'supplierOwner', what: 'supplier of household goods' },
  { name: 'kitchen-owner', supplier: 'kitchen', role: 'supplierOwner', what: 'supplier of kitchenware' },
] as const satisfies readonly { name: string; supplier: string; role: Role; what: string }[];

/** What is printed at start. */
export const DEMO_ACCOUNTS = {
  memberPassword: DEMO_PASSWORD,
  staffPassword: DEMO_PASSWORD,
  members: [
    { phone: demoPhone(PARTNER), what: 'a partner with the whole team below' },
    { phone: demoPhone(FRESH_VIP), what: 'a VIP since yesterday' },
    { phone: demoPhone(REGISTERED), what: 'registered, nothing bought yet' },
  ],
  staff: [...DEMO_STAFF, ...DEMO_SUPPLIER_STAFF].map(({ name, what }) => ({ name, what })),
} as const;
