/** Hash routes: the sign-in page, and the shell with the pages of whoever signed in. */
import { shallowRef } from 'vue';
import { createRouter, createWebHashHistory } from 'vue-router';
import { loadSession } from '#features/identity/api.ts';
import { session, type Staff } from '#shared/session.ts';
import type { NavGroup, RolePart } from './nav.ts';

export const nav = shallowRef<readonly NavGroup[]>([]);
let partOf: Staff['orgKind'] | undefined;
let removals: (() => void)[] = [];

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/sign-in', component: () => import('#features/identity/SignInPage.vue'), meta: { open: true } },
    { path: '/enrol', component: () => import('#features/identity/EnrolPage.vue'), meta: { always: true } },
    { path: '/', name: 'shell', component: () => import('./AppShell.vue'), children: [] },
    { path: '/:rest(.*)*', name: 'unknown', component: () => import('./AppShell.vue'), children: [{ path: '', component: () => import('./NotFoundPage.vue') }] },
  ],
});

/** Mounts the pages of the person's kind of organisation; answers whether the routes changed. */
async function mountPart(staff: Staff): Promise<boolean> {
  if (partOf === staff.orgKind) return false;
  const loaded: { part: RolePart } = staff.orgKind === 'platform' ? await import('./operator.ts') : await import('./supplier.ts');
  for (const remove of removals) remove();
  removals = loaded.part.routes.map((route) => router.addRoute('shell', route));
  nav.value = loaded.part.nav;
  partOf = staff.orgKind;
  return true;
}

router.beforeEach(async (to) => {
  if (!session.asked) await loadSession();
  // A one-time link works whoever is signed in here.
  if (to.meta['always'] === true) return true;
  const open = to.meta['open'] === true;
  if (session.staff === null) return open ? true : { path: '/sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } };
  if (open) return '/';
  return (await mountPart(session.staff)) ? to.fullPath : true;
});

/** While the next page is on its way the old one stands: whoever reads the screen is told. */
const tellBusy = (busy: boolean): void => void (document.body.ariaBusy = String(busy));
router.beforeEach(() => tellBusy(true));
router.afterEach(() => tellBusy(false));
router.onError(() => tellBusy(false));
