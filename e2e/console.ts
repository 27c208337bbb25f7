/** What staff do in the console, as steps of a journey. Each of them has a browser context of their own. */
import { type Browser, type BrowserContextOptions, type Cookie, expect, type Locator, type Page } from '@playwright/test';
import { text } from './texts.ts';

const t = (key: string, values?: Readonly<Record<string, string | number>>): string => text('console', key, values);
const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** Sessions of staff by name: a code is good once in 30 seconds, so who has signed in stays so. */
const sessions = new Map<string, Cookie[]>();

/** The console as a member of the demo's staff sees it, signed in with one tap the first time. */
export async function openDesk(browser: Browser, name: string, options = DESK): Promise<Page> {
  const context = await browser.newContext(options);
  await context.addCookies(sessions.get(name) ?? []);
  const page = await context.newPage();
  await page.goto('/console/');
  if (sessions.has(name)) {
    // Where to go next is asked only once the pages of his kind are there.
    await page.getByRole('navigation').first().waitFor();
    return page;
  }
  // A code that ran out on the way is refused, and a person taps again.
  await expect(async () => {
    await page.locator('.demo button', { has: page.locator('b', { hasText: new RegExp(`^${name}$`) }) }).click({ timeout: 2_000 });
    await expect(page).not.toHaveURL(/sign-in/, { timeout: 40_000 });
  }).toPass({ timeout: 90_000 });
  sessions.set(name, await context.cookies());
  return page;
}

/** Opens a page of the console by its address below `#/` and waits until it stands: what is clicked before would be of the page before. */
export async function visit(page: Page, path: string, title = path): Promise<void> {
  await page.goto(`/console/#/${path}`);
  await expect(page.getByRole('heading', { level: 1, name: t(`nav.${title}`), exact: true })).toBeVisible();
}

/** The first row of a list that tells of something. */
export const rowOf = (page: Page, text: string): Locator => page.getByRole('row', { name: new RegExp(text) }).first();

/** The notice that says what was done: the same words may stand in the page, as the name of a tab. */
export const notice = (page: Page, key: string): Locator => page.locator('.n-message', { hasText: t(key) }).first();

/** Proves afresh who acts when the console asks, until what he did is seen to be done. */
export async function proveIfAsked(page: Page, done: () => Promise<void>): Promise<void> {
  const fill = page.getByRole('button', { name: t('stepUp.fillDemo') });
  await expect(async () => {
    if (await fill.isVisible()) await fill.click();
    await done();
  }).toPass({ timeout: 60_000 });
}

/** Step 3, the supplier's part: ships the order of a recipient. */
export async function shipOrder(page: Page, recipient: string): Promise<void> {
  await visit(page, '', 'shipping');
  await rowOf(page, recipient).getByRole('button', { name: t('shipping.ship') }).click();
  await shipByHand(page);
}

/** Ships the order whose sheet is open. */
export async function shipByHand(page: Page): Promise<void> {
  await page.getByLabel(t('shipping.carrier')).last().click();
  await page.locator('.n-base-select-option').first().click();
  await page.getByLabel(t('shipping.number')).fill('SF1234567890');
  await page.getByRole('button', { name: t('shipping.go') }).click();
  await expect(notice(page, 'shipping.done')).toBeVisible();
}

/** Step 5: proposes the guide price of the first open day, as the preview shows it. */
export async function proposePrice(page: Page): Promise<void> {
  await page.goto('/console/#/economy');
  await page.getByRole('button', { name: t('economy.propose') }).click();
  await expect(page.getByText(/\d{4}-\d{2}-\d{2}/).first()).toBeVisible();
}

/** Step 5: a second person opens the inbox, proves himself afresh and approves the price. */
export async function approvePrice(page: Page): Promise<void> {
  await approve(page, t('act.economy_approve'));
}

/** A second person finds what was asked by its line in the inbox, and approves it. */
export async function approve(page: Page, text: string): Promise<void> {
  await visit(page, 'approvals');
  await rowOf(page, text).click();
  await page.getByRole('button', { name: t('approvals.approve'), exact: true }).click();
  const fill = page.getByRole('button', { name: t('stepUp.fillDemo') });
  await expect(fill.or(page.getByText(t('approvals.approved')))).toBeVisible();
  if (await fill.isVisible()) await fill.click();
  await expect(page.getByText(t('approvals.approved'))).toBeVisible({ timeout: 60_000 });
}

/** Demo only: lets business time reach the next noon, after typing the word that the dialog asks for. */
export async function advanceToNoon(page: Page): Promise<void> {
  await page.goto('/console/#/economy');
  await page.getByRole('button', { name: t('economy.advance') }).click();
  await page.getByLabel(t('confirm.type', { word: t('economy.advanceWord') })).fill(t('economy.advanceWord'));
  await page.getByRole('dialog').getByRole('button', { name: t('economy.advance') }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

export { t as consoleText };
