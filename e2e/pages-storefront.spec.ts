/** Every page of the storefront, at the sizes and in the languages it is made for. */
import { expect, test } from '@playwright/test';
import { complaints, expectNoSideways, shoot } from './pages.ts';
import { photograph } from './screens.ts';
import { signIn } from './storefront.ts';

const MEMBER = { phone: '13800000001', password: 'coshop-demo-2026' };

const VISITOR_PAGES = ['home', 'goods', 'cart', 'register', 'sign-in', 'password?lost=1', 'document?name=how', 'document?name=terms', 'figures', 'company', 'supply', 'document?name=supplier', 'missing'];
const MEMBER_PAGES = [
  'home', 'cart', 'contacts', 'orders', 'assets', 'statement', 'statement?asset=pts', 'airdrops', 'window',
  'me', 'messages', 'profile', 'security', 'password', 'phone', 'data', 'consents', 'closing', 'complaints', 'complain', 'team', 'levels', 'poster',
];

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
      await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
      if (!wide) return;
      await page.setViewportSize(wide);
      await photograph(page, `${name}-${wide.width}-${who}-${path}`);
      await expectNoSideways(page);
      await page.setViewportSize(screen.viewport);
    };
    for (const path of VISITOR_PAGES) {
      await visit(path, 'visitor');
      // The words about points stand beside today's figures: where all points are, who set which price, what stands behind them.
      if (path === 'document?name=how') for (const part of ['points', 'prices', 'coverage']) await expect(page.locator(`[data-part="today"] [data-part="${part}"]`)).toBeVisible();
    }
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
