/** Every page of the console, at the sizes and in the languages it is made for. */
import { expect, test } from '@playwright/test';
import { openDesk } from './console.ts';
import { complaints, expectNoSideways, shoot } from './pages.ts';
import { photograph } from './screens.ts';

const STAFF_PAGES = {
  owner: [
    '', 'approvals', 'members', 'closings', 'orders', 'aftersales', 'batch', 'products', 'products?open=new', 'categories', 'reviews', 'imports', 'suppliers', 'applications', 'complaints', 'economy', 'rules', 'ledger', 'payables', 'statements',
    'reconciliation', 'reconciliation?tab=refunds', 'events', 'events?tab=parked', 'company', 'staff', 'api-keys', 'webhooks', 'audit', 'account',
  ],
  'tea-owner': ['', 'aftersales', 'batch', 'products', 'proposals', 'proposals?open=new', 'imports', 'payables', 'statements', 'company', 'staff', 'api-keys', 'webhooks', 'account'],
};

/**
 * `from`: each page is opened by itself at one desk, and from the page before at the other, which costs half.
 * `narrow`: looked at a second time at that size, in the longer of the two languages.
 */
const DESKS = [
  { name: 'console-1280-zh', locale: 'zh-CN', viewport: { width: 1280, height: 800 }, colorScheme: 'light', from: 'nothing', narrow: undefined },
  { name: 'console-1680-en-dark', locale: 'en-US', viewport: { width: 1680, height: 1000 }, colorScheme: 'dark', from: 'the page before', narrow: { width: 768, height: 1024 } },
] as const;

for (const { name, from, narrow, ...screen } of DESKS) {
  test(`every page of the ${name}`, async ({ browser }) => {
    for (const [staff, paths] of Object.entries(STAFF_PAGES)) {
      const page = await openDesk(browser, staff, screen);
      const found = complaints(page);
      for (const path of paths) {
        await shoot(page, { from, address: `/console/#/${path}`, name: `${name}-${staff}-${path === '' ? 'start' : path}` });
        await expectNoSideways(page);
        if (!narrow) continue;
        await page.setViewportSize(narrow);
        await expectNoSideways(page);
        await page.setViewportSize(screen.viewport);
      }
      await page.locator('header .n-badge').getByRole('button').click();
      await expect(page.locator('.n-drawer a').first()).toBeVisible();
      await photograph(page, `${name}-${staff}-messages`);
      await page.context().close();
      expect(found).toEqual([]);
    }
  });
}
