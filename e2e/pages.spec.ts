/** Every page of storefront and console, at the sizes and in the languages they are made for: it loads, complains of nothing, and is photographed. */
import { expect, type Page, test } from '@playwright/test';
import { openDesk } from './console.ts';
import { photograph } from './screens.ts';
import { signIn } from './storefront.ts';

const MEMBER = { phone: '13800000001', password: 'coshop-demo-2026' };

const VISITOR_PAGES = ['home', 'goods', 'cart', 'register', 'sign-in', 'password?lost=1', 'document?name=how', 'document?name=terms', 'figures', 'company', 'supply', 'document?name=supplier', 'missing'];
const MEMBER_PAGES = [
  'home', 'cart', 'contacts', 'orders', 'assets', 'statement', 'statement?asset=pts', 'airdrops', 'window',
  'me', 'messages', 'profile', 'security', 'password', 'phone', 'data', 'consents', 'closing', 'complaints', 'complain', 'team', 'levels', 'poster',
];
const STAFF_PAGES = {
  owner: [
    '', 'approvals', 'members', 'closings', 'orders', 'aftersales', 'batch', 'products', 'products?open=new', 'categories', 'reviews', 'imports', 'suppliers', 'applications', 'complaints', 'economy', 'rules', 'ledger', 'payables', 'statements',
    'reconciliation', 'reconciliation?tab=refunds', 'events', 'events?tab=parked', 'company', 'staff', 'api-keys', 'webhooks', 'audit', 'account',
  ],
  'tea-owner': ['', 'aftersales', 'batch', 'products', 'proposals', 'proposals?open=new', 'imports', 'payables', 'statements', 'company', 'staff', 'api-keys', 'webhooks', 'account'],
};

/** Collects what the browser complains of while the test runs. */
function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/401|Failed to load resource/.test(message.text())) found.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 500) found.push(`${response.status()} ${response.url()}`);
  });
  return found;
}

/** Opens a page by itself and photographs it. A change of the hash alone would be no load, so the query differs every time. */
async function shoot(page: Page, shot: { address: string; name: string }): Promise<void> {
  const [path = '', hash = ''] = shot.address.split('#');
  await page.goto(`${path}?shot=${encodeURIComponent(shot.name)}#${hash}`);
  await photograph(page, shot.name);
}

/** Nothing may be wider than the screen: a page that scrolls sideways is broken on a phone. */
async function expectNoSideways(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
}

/** `wide`: photographed a second time at that size, without being opened anew. */
const PHONES = [
  { name: 'storefront-390-zh', locale: 'zh-CN', viewport: { width: 390, height: 844 }, colorScheme: 'light', wide: { width: 768, height: 1024 } },
  { name: 'storefront-360-en-dark', locale: 'en-US', viewport: { width: 360, height: 780 }, colorScheme: 'dark', wide: undefined },
] as const;

for (const { name, wide, ...screen } of PHONES) {
  test(`every page of the ${name}`, async ({ browser }) => {
    const context = await browser.newContext(screen);
    const page = await context.newPage();
    const found = complaints(page);
    const visit = async (path: string, who: string): Promise<void> => {
      const [file, query] = path.split('?');
      await shoot(page, { address: `/#/pages/${file}/index${query === undefined ? '' : `?${query}`}`, name: `${name}-${who}-${path}` });
      await expectNoSideways(page);
      if (!wide) return;
      await page.setViewportSize(wide);
      await photograph(page, `${name}-${wide.width}-${who}-${path}`);
      await expectNoSideways(page);
      await page.setViewportSize(screen.viewport);
    };
    for (const path of VISITOR_PAGES) await visit(path, 'visitor');
    const { items } = (await (await context.request.get('/api/products?zone=vip')).json()) as { items: { id: string }[] };
    await visit(`product?id=${items[0]?.id ?? ''}`, 'visitor');
    await signIn(page, MEMBER, screen.locale === 'en-US' ? 'en' : 'zh-CN');
    for (const path of MEMBER_PAGES) await visit(path, 'member');
    const orders = (await (await context.request.get('/api/me/orders')).json()) as { items: { orderId: string; actions: string[] }[] };
    const open = orders.items.find(({ actions }) => actions.includes('refund') || actions.includes('afterSales'));
    for (const path of open ? [`order?id=${open.orderId}`, `after-sales?id=${open.orderId}`] : []) await visit(path, 'member');
    const cases = (await (await context.request.get('/api/me/aftersales')).json()) as { items: { caseId: string }[] };
    for (const path of cases.items.slice(0, 1).map(({ caseId }) => `case?id=${caseId}`)) await visit(path, 'member');
    await context.close();
    expect(found).toEqual([]);
  });
}

const DESKS = [
  { name: 'console-1280-zh', locale: 'zh-CN', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'console-1680-en-dark', locale: 'en-US', viewport: { width: 1680, height: 1000 }, colorScheme: 'dark' },
] as const;

for (const { name, ...screen } of DESKS) {
  test(`every page of the ${name}`, async ({ browser }) => {
    for (const [staff, paths] of Object.entries(STAFF_PAGES)) {
      const page = await openDesk(browser, staff, screen);
      const found = complaints(page);
      for (const path of paths) {
        await shoot(page, { address: `/console/#/${path}`, name: `${name}-${staff}-${path === '' ? 'start' : path}` });
        await expectNoSideways(page);
      }
      await page.locator('header .n-badge').getByRole('button').click();
      await expect(page.locator('.n-drawer a').first()).toBeVisible();
      await photograph(page, `${name}-${staff}-messages`);
      await page.context().close();
      expect(found).toEqual([]);
    }
  });
}
