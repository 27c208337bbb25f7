/** Every module and what it may import, in dependency order. A module may use another only through its index.ts. */
export const MODULES = {
  identity: [],
  ledger: [],
  rules: ['identity'],
  referral: ['identity', 'rules'],
  members: ['identity', 'referral'],
  team: ['rules', 'referral', 'members'],
  poster: ['rules', 'members'],
  airdrop: ['ledger', 'rules'],
  economy: ['identity', 'rules', 'airdrop', 'ledger'],
  rewards: ['rules', 'referral', 'airdrop', 'members'],
  payments: ['identity', 'ledger'],
  suppliers: ['identity', 'members'],
  catalog: ['identity', 'rules', 'suppliers'],
  orders: ['identity', 'members', 'payments', 'suppliers', 'catalog'],
  fulfilment: ['identity', 'suppliers', 'orders'],
  complaints: ['identity', 'orders'],
  settlement: ['identity', 'ledger', 'suppliers', 'orders'],
  aftersales: ['identity', 'members', 'payments', 'suppliers', 'catalog', 'orders', 'fulfilment', 'settlement'],
  disclosure: ['identity', 'ledger', 'rules', 'airdrop', 'economy'],
  platform: ['identity', 'suppliers'],
  notify: ['identity', 'suppliers', 'orders'],
  reports: ['identity', 'ledger', 'rules', 'members', 'airdrop', 'economy', 'catalog', 'orders', 'fulfilment', 'settlement'],
} as const satisfies Record<string, readonly string[]>;

export type ModuleName = keyof typeof MODULES;
