/** The supplier's part: loaded only when staff of a supplier sign in. */
import { ArrowUndoOutline, BusinessOutline, CalendarOutline, CloudUploadOutline, CreateOutline, CubeOutline, FileTrayStackedOutline, FlashOutline, IdCardOutline, KeyOutline, PaperPlaneOutline, WalletOutline } from '@vicons/ionicons5';
import type { RolePart } from './nav.ts';

export const part: RolePart = {
  nav: [
    { text: null, items: [
      { path: '/', text: 'shipping', icon: PaperPlaneOutline, key: 'o', acts: ['orders.ownRead'] },
      { path: '/batch', text: 'batch', icon: FileTrayStackedOutline, key: 'j', acts: ['orders.ship'] },
      { path: '/aftersales', text: 'aftersales', icon: ArrowUndoOutline, key: 'u', acts: ['aftersales.ownRead'] },
      { path: '/products', text: 'products', icon: CubeOutline, key: 'p', acts: ['catalog.ownRead'] },
      { path: '/proposals', text: 'proposals', icon: CreateOutline, key: 'n', acts: ['catalog.ownRead'] },
      { path: '/imports', text: 'imports', icon: CloudUploadOutline, key: 'i', acts: ['catalog.import'] },
      { path: '/payables', text: 'payables', icon: WalletOutline, key: 'b', acts: ['settlement.ownRead'] },
      { path: '/statements', text: 'statements', icon: CalendarOutline, key: 'y', acts: ['settlement.ownRead'] },
      { path: '/company', text: 'ownCompany', icon: BusinessOutline, key: 'w', acts: ['orders.ownRead'] },
      { path: '/staff', text: 'staff', icon: IdCardOutline, key: 't', acts: ['staff.read'] },
      { path: '/api-keys', text: 'keys', icon: KeyOutline, key: 'k', acts: ['keys.write'] },
      { path: '/webhooks', text: 'webhooks', icon: FlashOutline, key: 'f', acts: ['keys.write'] },
    ] },
  ],
  routes: [
    { path: '/', component: () => import('#features/fulfilment/ShippingPage.vue') },
    { path: '/batch', component: () => import('#features/fulfilment/BatchPage.vue') },
    { path: '/aftersales', component: () => import('#features/aftersales/CasesPage.vue') },
    { path: '/products', component: () => import('#features/catalog/OwnProductsPage.vue') },
    { path: '/proposals', component: () => import('#features/catalog/ProposalsPage.vue') },
    { path: '/imports', component: () => import('#features/catalog/ImportsPage.vue') },
    { path: '/payables', component: () => import('#features/settlement/OwnPayablesPage.vue') },
    { path: '/statements', component: () => import('#features/settlement/StatementsPage.vue') },
    { path: '/company', component: () => import('#features/suppliers/OwnCompanyPage.vue') },
    { path: '/staff', component: () => import('#features/identity/StaffPage.vue') },
    { path: '/api-keys', component: () => import('#features/identity/KeysPage.vue') },
    { path: '/webhooks', component: () => import('#features/webhooks/WebhooksPage.vue') },
    { path: '/account', component: () => import('#features/identity/AccountPage.vue') },
  ],
};
