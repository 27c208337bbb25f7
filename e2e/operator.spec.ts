/** An operator's day: goods of the shop's own, a colleague who ships what was bought, his role taken back, and what the audit log says of it. */
import { randomInt } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { totpFor } from '../server/test/totp.ts';
import { consoleText as t, notice, openDesk, proveIfAsked } from './console.ts';
import { button, openPage, payOnDemoPage, press, signIn, storefrontText, visible } from './storefront.ts';

const MEMBER = { phone: '13800000003', password: 'coshop-demo-2026' };
const PASSWORD = 'a-passphrase-of-the-clerk';
/** A mall that is tried again keeps its goods and people. */
const tag = String(randomInt(100_000, 999_999));
const GOODS = `Linen towel ${tag}`;
const CLERK = `clerk-${tag}`;

test('an operator sells his own goods with a colleague', async ({ browser }) => {
  test.setTimeout(90_000);
  const owner = await openDesk(browser, 'owner');

  await test.step('makes a category and a product in it, receives stock, and puts it on sale', async () => {
    await owner.goto('/console/#/categories');
    await owner.getByLabel(t('categories.name')).first().fill(`Textiles ${tag}`);
    await owner.getByRole('button', { name: t('categories.add') }).click();
    await expect(owner.getByRole('cell', { name: `Textiles ${tag}`, exact: true }).first()).toBeVisible();
    await owner.goto('/console/#/products?open=new');
    await owner.getByLabel(t('products.title'), { exact: true }).fill(GOODS);
    await owner.getByLabel(t('products.category'), { exact: true }).first().click();
    await owner.keyboard.type(`Textiles ${tag}`);
    await owner.locator('.n-base-select-option').first().click();
    const picture = await owner.screenshot({ clip: { x: 0, y: 0, width: 400, height: 400 } });
    await owner.getByLabel(t('proposals.addPicture')).setInputFiles({ name: 'towel.png', mimeType: 'image/png', buffer: picture });
    await owner.getByLabel(t('products.sku'), { exact: true }).fill('white');
    await owner.getByLabel(new RegExp(`${t('products.price')}$`)).fill('59');
    await owner.getByRole('button', { name: t('products.create') }).click();
    await expect(notice(owner, 'products.created')).toBeVisible();
    await owner.getByLabel(t('stock.change')).fill('10');
    await owner.keyboard.press('Tab');
    await owner.getByRole('button', { name: t('stock.apply') }).click();
    await expect(owner.getByText(t('stock.done', { available: 10 })).first()).toBeVisible();
    await owner.getByRole('dialog').getByRole('switch').click();
    await owner.getByRole('button', { name: t('common.save'), exact: true }).click();
    await expect(notice(owner, 'common.saved')).toBeVisible();
  });

  let link = '';
  await test.step('invites a colleague by a link that works once', async () => {
    await owner.goto('/console/#/staff');
    await owner.getByRole('button', { name: t('staff.invite') }).click();
    await owner.getByRole('dialog').getByLabel(t('staff.name')).fill(CLERK);
    await owner.getByRole('dialog').getByLabel(t('staff.role'), { exact: true }).first().click();
    await owner.locator('.n-base-select-option', { hasText: new RegExp(`^${t('role.operator')}$`) }).click();
    await owner.getByRole('button', { name: t('staff.makeLink') }).click();
    const handed = owner.getByLabel(t('link.title')).locator('visible=true');
    await proveIfAsked(owner, () => expect(handed.last()).toBeVisible({ timeout: 2_000 }));
    link = await handed.last().inputValue();
    expect(link).toContain('token=');
    await owner.getByRole('button', { name: t('once.kept') }).click();
  });

  const clerk = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await test.step('the colleague sets his own password and authenticator', async () => {
    await clerk.goto(link);
    const secret = (await clerk.locator('.secret').innerText()).replaceAll(' ', '');
    await clerk.getByLabel(t('enrol.password', { count: 12 })).fill(PASSWORD);
    await clerk.getByLabel(t('enrol.firstCode')).first().pressSequentially(totpFor(secret, new Date()));
    await clerk.getByRole('button', { name: t('recovery.kept') }).or(clerk.getByRole('button', { name: t('enrol.go') })).first().click();
    await clerk.getByRole('button', { name: t('recovery.kept') }).click();
    await expect(clerk.getByText(t('start.hello', { name: CLERK }))).toBeVisible();
  });

  await test.step('a member finds the towel and buys it', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const page = await context.newPage();
    await signIn(page, MEMBER);
    const { items } = (await (await context.request.get(`/api/products?search=${encodeURIComponent(GOODS)}`)).json()) as { items: { id: string; priceFen: string }[] };
    expect(items[0]?.priceFen).toBe('5900');
    await openPage(page, `pages/product/index?id=${items[0]?.id ?? ''}`);
    await press(page, storefrontText('product.buy'));
    await expect(button(page, storefrontText('sku.buy'))).toBeVisible();
    await press(page, storefrontText('sku.buy'));
    await expect(visible(page.getByText(GOODS))).toBeVisible();
    await press(page, storefrontText('confirm.submit'));
    await payOnDemoPage(page);
    await context.close();
  });

  await test.step('the colleague ships it from the list of orders', async () => {
    await clerk.goto('/console/#/orders');
    await clerk.getByRole('row', { name: new RegExp(GOODS) }).first().click();
    await clerk.getByRole('button', { name: t('shipping.title'), exact: true }).click();
    await clerk.getByLabel(t('shipping.carrier')).last().click();
    await clerk.locator('.n-base-select-option').first().click();
    await clerk.getByLabel(t('shipping.number')).fill('SF1234567890');
    await clerk.getByRole('button', { name: t('shipping.go') }).click();
    await expect(notice(clerk, 'shipping.done')).toBeVisible();
  });

  await test.step('the owner takes the role back: the next click is refused; the audit log tells all of it', async () => {
    await owner.goto('/console/#/staff');
    await owner.getByRole('row', { name: new RegExp(CLERK) }).click();
    await owner.getByRole('dialog').getByRole('button', { name: t('staff.take') }).click();
    await owner.locator('.n-popconfirm, .n-popover').getByRole('button', { name: t('staff.take') }).last().click();
    await proveIfAsked(owner, () => expect(notice(owner, 'staff.removed')).toBeVisible({ timeout: 2_000 }));
    const refused = clerk.waitForResponse((response) => [401, 403].includes(response.status()));
    await clerk.goto('/console/#/products');
    await refused;
    await expect(clerk.getByRole('row', { name: new RegExp(GOODS) })).toHaveCount(0);
    await owner.goto('/console/#/audit');
    for (const act of ['catalog_create', 'identity_staffInvited', 'orders_ship', 'identity_roleRemoved']) await expect(owner.getByRole('row', { name: new RegExp(t(`auditAct.${act}`)) }).first()).toBeVisible();
  });
  await clerk.context().close();
  await owner.context().close();
});
