/** What a member does in the storefront, as steps of a journey. */
import { expect, type Locator, type Page } from '@playwright/test';
import { photograph as takePicture } from './screens.ts';
import { type Locale, outside, text } from './texts.ts';

const t = (key: string, values?: Readonly<Record<string, string | number>>): string => text('storefront', key, values);

/** uni-app keeps earlier pages of the stack in the document: only what is visible counts. */
export const visible = (locator: Locator): Locator => locator.filter({ visible: true }).last();
export const button = (page: Page, name: string): Locator => visible(page.getByRole('button', { name, exact: true }));
export const field = (page: Page, name: string): Locator => visible(page.locator(`[data-field="${name}"] input`));

export async function press(page: Page, name: string): Promise<void> {
  await button(page, name).click();
}

/** Opens a page of the storefront by its path ("pages/home/index?…"). */
export async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(`/#/${path}`);
}

/** The newest code that the demo's inbox shows for a phone. */
export async function readCode(page: Page, phone: string): Promise<string> {
  const inbox = await page.context().newPage();
  try {
    const message = inbox.locator('article', { hasText: phone }).first();
    await expect(async () => {
      await inbox.goto('/demo/inbox');
      await expect(message).toBeVisible({ timeout: 500 });
    }).toPass();
    const code = /\b\d{6}\b/.exec(await message.locator('p').innerText())?.[0];
    expect(code).toMatch(/^\d{6}$/);
    return code ?? '';
  } finally {
    await inbox.close();
  }
}

/** Step 1: from the invitation link to 300 locked shares, or to none of a minor, who says when he was born. Consent starts unticked. */
export async function register(page: Page, member: { phone: string; password: string; inviteCode: string; bornOn?: string }): Promise<void> {
  await page.goto(`/i/${member.inviteCode}`);
  await expect(page.locator('[data-part="inviter"]')).toBeVisible();
  await field(page, 'phone').fill(member.phone);
  await press(page, t('code.send'));
  await expect(button(page, t('code.inbox'))).toBeVisible();
  await field(page, 'code').fill(await readCode(page, member.phone));
  await field(page, 'password').fill(member.password);
  const adult = page.locator('[data-part="age"]').getByRole('radio').first();
  await expect(adult).toHaveAttribute('aria-checked', 'false');
  const consent = page.locator('[data-part="consent"]').getByRole('checkbox');
  await expect(consent).toHaveAttribute('aria-checked', 'false');
  await press(page, t('register.submit'));
  await expect(page.getByText(t('register.consentNeeded'))).toBeVisible();
  await expect(page.getByText(t('age.needed'))).toBeVisible();
  if (member.bornOn === undefined) await adult.click();
  else {
    await page.locator('[data-part="age"]').getByRole('radio').last().click();
    await field(page, 'born').fill(member.bornOn);
  }
  await consent.click();
  await press(page, t('register.submit'));
  const done = page.locator('[data-part="registered"]');
  if (member.bornOn === undefined) await expect(done.getByRole('status')).toContainText('300');
  else await expect(done).toContainText(t('held.minor'));
}

/** Takes a picture of a page of the journey, named after the size of its screen. */
export async function photograph(page: Page, name: string): Promise<void> {
  await takePicture(page, `journey-${page.viewportSize()?.width ?? 0}-${name}`);
}

/** Step 2: from the product to a paid order; returns when the result page says so. */
export async function buy(page: Page, product: { id: string }): Promise<void> {
  await openPage(page, `pages/product/index?id=${product.id}`);
  await press(page, t('product.buy'));
  await expect(button(page, t('sku.buy'))).toBeVisible();
  await photograph(page, 'sku-sheet');
  await press(page, t('sku.buy'));
  await visible(page.locator('[data-part="contact"]')).click();
  await writeContact(page);
  await press(page, t('contact.save'));
  await expect(button(page, t('contact.save'))).toBeHidden();
  await photograph(page, 'confirm');
  await press(page, t('confirm.submit'));
  await payOnDemoPage(page);
}

/** Writes an address: a street chosen from the top, since what was pasted names none. */
async function writeContact(page: Page): Promise<void> {
  await visible(page.locator('[data-field="contact-paste"] textarea')).fill('Lin 139 1234 5678');
  await press(page, t('contact.read'));
  await expect(field(page, 'contact-phone')).toHaveValue('13912345678');
  await expect(field(page, 'contact-name')).toHaveValue('Lin');
  await visible(page.locator('[data-part="region"]')).click();
  for (let level = 0; level < 3; level += 1) await page.getByRole('option').filter({ visible: true }).first().click();
  await photograph(page, 'region');
  await expect(visible(page.getByRole('option'))).toBeHidden();
  await field(page, 'contact-detail').fill('1 Lakeside Road');
  await photograph(page, 'contact');
}

/** From the cashier to the result page that says so. */
export async function payOnDemoPage(page: Page): Promise<void> {
  await expect(button(page, t('cashier.pay'))).toBeVisible();
  await photograph(page, 'cashier');
  await press(page, t('cashier.pay'));
  await expect(page.getByRole('button', { name: outside('pay') })).toBeVisible();
  await photograph(page, 'pay');
  await page.getByRole('button', { name: outside('pay') }).click();
  await expect(visible(page.getByText(t('result.paid'), { exact: true }))).toBeVisible();
  await photograph(page, 'result');
}

/** Step 3, the member's part: a message tells him that his order was shipped and opens it; he confirms receipt. */
export async function confirmReceipt(page: Page): Promise<void> {
  await openPage(page, 'pages/me/index');
  const messages = visible(page.locator('[data-part="messages"]'));
  await expect(messages).toContainText('1');
  await messages.getByRole('button').click();
  const shipped = page.locator('[data-part="message"]').filter({ visible: true });
  await expect(shipped).toContainText('SF1234567890');
  await photograph(page, 'messages');
  await shipped.click();
  await press(page, t('order.confirm'));
  await press(page, t('receipt.yes'));
  await expect(visible(page.getByText(t('orderState.confirmed'), { exact: true }))).toBeVisible();
  await photograph(page, 'order');
}

/** Signs in with phone and password. */
export async function signIn(page: Page, member: { phone: string; password: string }, locale: Locale = 'zh-CN'): Promise<void> {
  await openPage(page, 'pages/sign-in/index');
  await field(page, 'phone').fill(member.phone);
  await field(page, 'password').fill(member.password);
  await press(page, text('storefront', 'signIn.submit', {}, locale));
  await expect(page).not.toHaveURL(/sign-in/);
}

export { t as storefrontText };
