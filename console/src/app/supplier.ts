/** The supplier's part: loaded only when staff of a supplier sign in. */
import { CreateOutline, CubeOutline, PaperPlaneOutline, WalletOutline } from '@vicons/ionicons5';
import type { RolePart } from './nav.ts';

export const part: RolePart = {
  nav: [
    { text: null, items: [
      { path: '/', text: 'shipping', icon: PaperPlaneOutline, key: 'o', acts: ['orders.ownRead'] },
      { path: '/products', text: 'products', icon: CubeOutline, key: 'p', acts: ['catalog.ownRead'] },
      { path: '/proposals', text: 'proposals', icon: CreateOutline, key: 'n', acts: ['catalog.ownRead'] },
      { path: '/payables', text: 'payables', icon: WalletOutline, key: 'b', acts: ['settlement.ownRead'] },
    ] },
  ],
  routes: [
    { path: '/', component: () => import('#features/fulfilment/ShippingPage.vue') },
    { path: '/products', component: () => import('#features/catalog/OwnProductsPage.vue') },
    { path: '/proposals', component: () => import('#features/catalog/ProposalsPage.vue') },
    { path: '/payables', component: () => import('#features/settlement/OwnPayablesPage.vue') },
  ],
};
