/** The operator's part: loaded only when staff of the platform sign in. */
import { ArrowUndoOutline, BookOutline, BusinessOutline, CalendarOutline, ChatbubbleEllipsesOutline, CheckmarkDoneOutline, CloudUploadOutline, CreateOutline, CubeOutline, DocumentTextOutline, FileTrayStackedOutline, FootstepsOutline, GitCompareOutline, GridOutline, IdCardOutline, KeyOutline, PeopleOutline, PricetagOutline, PulseOutline, ReceiptOutline, StorefrontOutline, WalletOutline } from '@vicons/ionicons5';
import type { RolePart } from './nav.ts';

export const part: RolePart = {
  nav: [
    { text: null, items: [
      { path: '/', text: 'start', icon: GridOutline, key: 'h' },
      { path: '/approvals', text: 'approvals', icon: CheckmarkDoneOutline, key: 'a', acts: ['approvals.read'] },
    ] },
    { text: 'trade', items: [
      { path: '/members', text: 'members', icon: PeopleOutline, key: 'm', acts: ['members.read'] },
      { path: '/orders', text: 'orders', icon: ReceiptOutline, key: 'o', acts: ['orders.read'] },
      { path: '/batch', text: 'batch', icon: FileTrayStackedOutline, key: 'j', acts: ['orders.ship'] },
      { path: '/aftersales', text: 'aftersales', icon: ArrowUndoOutline, key: 'u', acts: ['aftersales.read'] },
      { path: '/products', text: 'products', icon: CubeOutline, key: 'p', acts: ['catalog.read'] },
      { path: '/reviews', text: 'reviews', icon: CreateOutline, key: 'x', acts: ['catalog.read'] },
      { path: '/imports', text: 'imports', icon: CloudUploadOutline, key: 'i', acts: ['catalog.import'] },
      { path: '/suppliers', text: 'suppliers', icon: StorefrontOutline, key: 's', acts: ['suppliers.read'] },
      { path: '/applications', text: 'applications', icon: BusinessOutline, key: 'q', acts: ['suppliers.review'] },
      { path: '/complaints', text: 'complaints', icon: ChatbubbleEllipsesOutline, key: 'c', acts: ['complaints.read'] },
    ] },
    { text: 'economy', items: [
      { path: '/economy', text: 'economy', icon: PricetagOutline, key: 'e', acts: ['economy.read'] },
      { path: '/rules', text: 'rules', icon: DocumentTextOutline, key: 'r', acts: ['rules.read'] },
    ] },
    { text: 'books', items: [
      { path: '/ledger', text: 'ledger', icon: BookOutline, key: 'l', acts: ['ledger.read'] },
      { path: '/payables', text: 'payables', icon: WalletOutline, key: 'b', acts: ['settlement.read'] },
      { path: '/statements', text: 'statements', icon: CalendarOutline, key: 'y', acts: ['settlement.read'] },
      { path: '/reconciliation', text: 'reconciliation', icon: GitCompareOutline, key: 'n', acts: ['reconciliation.read'] },
    ] },
    { text: 'platform', items: [
      { path: '/staff', text: 'staff', icon: IdCardOutline, key: 't', acts: ['staff.read'] },
      { path: '/api-keys', text: 'keys', icon: KeyOutline, key: 'k', acts: ['keys.write'] },
      { path: '/audit', text: 'audit', icon: FootstepsOutline, key: 'd', acts: ['audit.read'] },
      { path: '/company', text: 'company', icon: BusinessOutline, key: 'w', acts: ['company.write', 'audit.read'] },
      { path: '/events', text: 'events', icon: PulseOutline, key: 'v', acts: ['platform.read'] },
    ] },
  ],
  routes: [
    { path: '/', component: () => import('#features/reports/StartPage.vue') },
    { path: '/approvals', component: () => import('./ApprovalsPage.vue') },
    { path: '/members', component: () => import('#features/members/MembersPage.vue') },
    { path: '/orders', component: () => import('#features/orders/OrdersPage.vue') },
    { path: '/batch', component: () => import('#features/fulfilment/BatchPage.vue') },
    { path: '/aftersales', component: () => import('#features/aftersales/CasesPage.vue') },
    { path: '/products', component: () => import('#features/catalog/ProductsPage.vue') },
    { path: '/categories', component: () => import('#features/catalog/CategoriesPage.vue') },
    { path: '/imports', component: () => import('#features/catalog/ImportsPage.vue') },
    { path: '/reviews', component: () => import('#features/catalog/ReviewsPage.vue') },
    { path: '/suppliers', component: () => import('#features/suppliers/SuppliersPage.vue') },
    { path: '/applications', component: () => import('#features/suppliers/ApplicationsPage.vue') },
    { path: '/company', component: () => import('#features/disclosure/CompanyPage.vue') },
    { path: '/complaints', component: () => import('#features/complaints/ComplaintsPage.vue') },
    { path: '/economy', component: () => import('#features/economy/EconomyPage.vue') },
    { path: '/rules', component: () => import('#features/rules/RulesPage.vue') },
    { path: '/ledger', component: () => import('#features/ledger/LedgerPage.vue') },
    { path: '/payables', component: () => import('#features/settlement/PayablesPage.vue') },
    { path: '/statements', component: () => import('#features/settlement/StatementsPage.vue') },
    { path: '/staff', component: () => import('#features/identity/StaffPage.vue') },
    { path: '/api-keys', component: () => import('#features/identity/KeysPage.vue') },
    { path: '/audit', component: () => import('#features/identity/AuditPage.vue') },
    { path: '/account', component: () => import('#features/identity/AccountPage.vue') },
    { path: '/reconciliation', component: () => import('#features/payments/ReconciliationPage.vue') },
    { path: '/events', component: () => import('#features/platform/EventsPage.vue') },
  ],
};
