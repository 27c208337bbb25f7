/** A cart of several sellers: gathered as a visitor, joined at sign-in, bought with one payment. */
import { type APIRequestContext, expect, test } from '@playwright/test';
import { button, openPage, payOnDemoPage, photograph, press, signIn, storefrontText as t, visible } from './storefront.ts';

const MEMBER = { phone: '13800000002', password: 'coshop-demo-2026' };

/** One product of each of three sellers, the platform's own among them. */
async function goodsOfThree(request: APIRequestContext): Promise<string[]> {
  const { items } = (await (await request.get('/api/products?limit=100')).json()) as { items: { id: string }[] };
  const bySeller = new Map<string | null, string>();
  for (const { id } of items) {
    if (bySeller.size === 3) break;
    const product = (await (await request.get(`/api/products/${id}`)).json()) as { supplierName: string | null; skus: { available: boolean }[] };
    if (product.skus.some(({ available }) => available)) bySeller.set(product.supplierName, id);
  }
  return [...bySeller.values()];
}

test('three sellers, one payment', async ({ browser, request }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const goods = await goodsOfThree(request);

  await test.step('a visitor puts goods of three sellers into his cart', async () => {
    for (const id of goods) {
      await openPage(page, `pages/product/index?id=${id}`);
      await page.reload();
      await press(page, t('cart.add'));
      await expect(button(page, t('cart.add'))).toBeVisible();
      await press(page, t('cart.add'));
      await expect(page.locator('.toast.shown').last()).toHaveText(t('cart.added'));
    }
    await photograph(page, 'product-cart');
    await openPage(page, 'pages/cart/index');
    await expect(visible(page.locator('[data-part="group"]'))).toBeVisible();
    await expect(page.locator('[data-part="group"]').filter({ visible: true })).toHaveCount(3);
  });
  await test.step('after signing in they stand in his own cart', async () => {
    await signIn(page, MEMBER);
    await openPage(page, 'pages/cart/index');
    await expect(page.locator('[data-part="group"]').filter({ visible: true })).toHaveCount(3);
    await photograph(page, 'cart');
  });
  await test.step('he confirms one order of three parcels and pays once', async () => {
    await press(page, t('cart.buy', { count: 3 }));
    await expect(page.locator('[data-part="group"]').filter({ visible: true })).toHaveCount(3);
    await photograph(page, 'confirm-three');
    await press(page, t('confirm.submit'));
    await payOnDemoPage(page);
  });
  await test.step('three orders are paid, and the cart is empty', async () => {
    await openPage(page, 'pages/cart/index');
    await expect(visible(page.getByText(t('cart.empty'), { exact: true }))).toBeVisible();
    await photograph(page, 'cart-empty');
  });
  await context.close();
});
