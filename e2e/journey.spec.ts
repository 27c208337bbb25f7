/**
 * The whole way of a member, once on a phone and once on a wide screen: invited, registered, buys a package of the VIP zone, is shipped to,
 * confirms, earns share value, receives points at noon, and can see why.
 */
import { randomInt } from 'node:crypto';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { advanceToNoon, approvePrice, openDesk, proposePrice, shipOrder } from './console.ts';
import { buy, confirmReceipt, openPage, register, storefrontText as t } from './storefront.ts';

/** A phone that nobody has used: a mall that is tried again keeps its members. */
const newPhone = (): string => `137${randomInt(10_000_000, 99_999_999)}`;
const PASSWORD = 'a-long-enough-passphrase';
/** The demo's partner, who may invite. */
const INVITER = { phone: '13800000001', password: 'coshop-demo-2026' };

const SCREENS = [
  { name: 'phone', device: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  { name: 'desktop', device: { viewport: { width: 1280, height: 800 } } },
] as const;

async function inviteCode(request: APIRequestContext): Promise<string> {
  const { token } = (await (await request.post('/api/auth/sign-in', { data: INVITER })).json()) as { token: string };
  const me = (await (await request.get('/api/me', { headers: { authorization: `Bearer ${token}` } })).json()) as { inviteCode: string };
  return me.inviteCode;
}

/** The 399 package: it is sold by a supplier, and its 399 shares count double in the VIP zone. */
async function packageOf(request: APIRequestContext): Promise<{ id: string }> {
  const { items } = (await (await request.get('/api/products?zone=vip')).json()) as { items: { id: string; priceFen: string }[] };
  const found = items.find((product) => product.priceFen === '39900');
  if (!found) throw new Error('the demo sells a package at 399');
  return found;
}

for (const screen of SCREENS) {
  test(`from invitation to noon on a ${screen.name}`, async ({ browser, request }) => {
    test.setTimeout(240_000);
    const context = await browser.newContext(screen.device);
    const member = await context.newPage();
    const product = await packageOf(request);

    await test.step('registers by invitation and gets 300 locked shares', async () => {
      await register(member, { phone: newPhone(), password: PASSWORD, inviteCode: await inviteCode(request) });
    });
    await test.step('buys and pays through the demo channel', () => buy(member, product));
    await test.step('the supplier ships in the console', async () => {
      const supplier = await openDesk(browser, 'tea-owner');
      await shipOrder(supplier, 'Lin');
      await supplier.context().close();
    });
    await test.step('confirms receipt; package, double share value and the unlocked 300 stand', async () => {
      await confirmReceipt(member);
      await expect(async () => {
        await openPage(member, 'pages/assets/index');
        await member.reload();
        await expect(member.locator('[data-part="share-value"] [data-state="active"]').filter({ visible: true })).toContainText('1,098', { timeout: 3_000 });
      }).toPass({ timeout: 30_000 });
    });
    await test.step('two people set price and release; business time reaches noon', async () => {
      const proposer = await openDesk(browser, 'strategist');
      await proposePrice(proposer);
      await proposer.context().close();
      const approver = await openDesk(browser, 'finance');
      await approvePrice(approver);
      await approver.context().close();
      const owner = await openDesk(browser, 'owner');
      await advanceToNoon(owner);
      await owner.context().close();
    });
    await test.step('has points, sees the price and who set it, and why every line is what it is', async () => {
      await expect(async () => {
        await openPage(member, 'pages/statement/index?asset=pts');
        await member.reload();
        await expect(member.locator('[data-part="line"]').filter({ visible: true }).first()).toBeVisible({ timeout: 3_000 });
      }).toPass({ timeout: 30_000 });
      await member.locator('[data-part="line"]').filter({ visible: true }).first().click();
      const why = member.locator('[data-part="why"]').filter({ visible: true });
      for (const part of ['why.event', 'why.steps', 'why.entries']) await expect(why.getByText(t(part), { exact: true })).toBeVisible();
    });
    await context.close();
  });
}

test('a minor is told of nothing that will not come to him', async ({ page, request }) => {
  const bornOn = `${new Date().getFullYear() - 15}-05-05`;
  await register(page, { phone: newPhone(), password: PASSWORD, inviteCode: await inviteCode(request), bornOn });
  const PROMISES = ['product.grants', 'me.noInvite', 'team.levelsNote', 'levels.gives', 'window.none', 'assets.locked'].map((key) => t(key));
  const pages = [[`product/index?id=${(await packageOf(request)).id}`, 'product.about'], ['me/index', 'security.title'], ['assets/index', 'held.minor']] as const;
  for (const [path, stands] of pages) {
    await openPage(page, `pages/${path}`);
    await expect(page.getByText(t(stands)).filter({ visible: true }).first()).toBeVisible();
    const said = await page.locator('body').innerText();
    for (const promise of PROMISES) expect(said, path).not.toContain(promise);
  }
});
