/**
 * A supplier's way: applying with a licence, sent back and mended, approved, his goods reviewed and sold, shipped, a case answered, and what he is owed;
 * then how he stands: suspended, taken back, and let go by two people.
 */
import { type APIRequestContext, type Browser, expect, type Page, test } from '@playwright/test';
import { approve, consoleText as t, notice, openDesk, rowOf, shipByHand, visit } from './console.ts';
import { goodsOnSale, type Member, signInByApi } from './member.ts';
import { button, field, press, storefrontText as shop, visible } from './storefront.ts';
import { agreeToRefund, apply, enrol, newCompany, propose, readSheet, uploadFilled } from './supplier.ts';

const company = newCompany();
const GOODS = `Walnuts ${company.tag}`;
const TEA = `Tea ${company.tag}`;
const STATEMENT = '/api/supplier/statements';
const noticed = (page: Page, key: string) => expect(notice(page, key)).toBeVisible();
const open = async (browser: Browser, screen: object): Promise<Page> => (await browser.newContext(screen)).newPage();

test.describe.configure({ mode: 'serial' });
let operator: Page;
let desk: Page;
/** What everybody may read. */
let mall: APIRequestContext;
let member: Member;
/** The order that is kept at first. */
let kept = '';
test.beforeAll(async ({ browser, playwright, baseURL }) => {
  mall = await playwright.request.newContext({ baseURL: baseURL ?? '' });
  member = await signInByApi(mall, { phone: '13800000005', password: 'coshop-demo-2026' });
  operator = await openDesk(browser, 'operator');
  desk = await open(browser, { viewport: { width: 1280, height: 800 } });
});
test.afterAll(async () => {
  for (const page of [operator, desk]) await page.context().close();
  await mall.dispose();
});

test('a company becomes a supplier, sells, ships and sees what it is owed', async ({ browser }) => {
  const phone = await open(browser, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const picture = await operator.screenshot({ clip: { x: 0, y: 0, width: 400, height: 400 } });

  await test.step('applies on the phone, with a picture of the licence', () => apply(phone, { company, picture }));
  await test.step('is sent back with a hint, mends it, and is approved', async () => {
    await visit(operator, 'applications');
    await rowOf(operator, company.name).click();
    await operator.getByLabel(t('applications.rejectTitle')).fill('The house number is missing');
    await operator.getByLabel(t('applications.hint', { field: t('applications.detail') })).fill('Add the house number');
    await operator.getByRole('button', { name: t('applications.reject') }).click();
    await noticed(operator, 'applications.rejected');
    await phone.reload();
    await expect(visible(phone.getByText('Add the house number'))).toBeVisible();
    await field(phone, 'detail').fill('South Road 8, house 2');
    await press(phone, shop('supply.submit'));
    await expect(visible(phone.getByText(shop('supply.state.submitted')))).toBeVisible();
    await visit(operator, 'reviews');
    await visit(operator, 'applications');
    await rowOf(operator, company.name).click();
    await operator.getByRole('button', { name: t('applications.approve'), exact: true }).click();
    await operator.getByRole('button', { name: t('once.kept') }).click();
  });
  await test.step('draws the link of the owner, sets password and authenticator, and sees the company', async () => {
    await phone.reload();
    await press(phone, shop('supply.approvedLink'));
    await expect(phone).toHaveURL(/enrol/);
    const link = phone.url();
    await enrol(desk, { link, company });
    await visit(desk, 'company', 'ownCompany');
    await expect(desk.getByText('South Road 8, house 2')).toBeVisible();
    await phone.goto('/#/pages/supply/index');
    await expect(button(phone, shop('supply.console'))).toBeVisible();
    await phone.context().close();
  });
  await test.step('proposes goods at a supply price; sent back, mended, they are on sale at the operator’s price', async () => {
    await propose(desk, { title: GOODS, picture });
    await visit(operator, 'reviews');
    await rowOf(operator, GOODS).click();
    const review = operator.getByRole('dialog');
    await review.locator('textarea').last().fill('Say where they grow');
    await operator.getByRole('button', { name: t('reviews.reject'), exact: true }).click();
    await expect(review).toBeHidden();
    await visit(desk, 'products');
    await visit(desk, 'proposals');
    await rowOf(desk, GOODS).click();
    const sheet = desk.getByRole('dialog');
    await expect(sheet.getByText('Say where they grow')).toBeVisible();
    await sheet.getByLabel(t('proposals.description')).fill('From the hills of Linan.');
    await sheet.getByRole('button', { name: t('proposals.submit') }).click();
    await expect(sheet).toBeHidden();
    await visit(operator, 'suppliers');
    await visit(operator, 'reviews');
    await rowOf(operator, GOODS).click();
    await operator.getByRole('button', { name: t('reviews.approve'), exact: true }).click();
    await expect(review).toBeHidden();
  });
  await test.step('imports a sheet made from the template; its goods wait as drafts for their pictures', async () => {
    await visit(desk, 'imports');
    await uploadFilled(desk, {
      address: '/api/goods-imports/template?lang=zh-CN',
      write: (page) => {
        const category = page.getRow(2).getCell(3).text;
        page.getRow(2).values = [TEA, '', category, '', 'Tin', '30', '52', '40', ''];
        page.getRow(3).values = [TEA, '', '', '', 'Box', '56', '99', '20', ''];
      },
    });
    await desk.getByRole('button', { name: t('imports.start', { count: 1 }) }).click();
    await expect(desk.getByText(t('imports.done', { made: 1 }))).toBeVisible();
    await desk.getByRole('link', { name: t('imports.toDrafts') }).click();
    await expect(rowOf(desk, TEA)).toBeVisible();
  });

  const [one, two] = [await member.buy(GOODS, 1), await member.buy(GOODS, 2)];
  kept = one;
  await test.step('is told of both orders; ships one from its message, the other with the sheet of what is to be shipped', async () => {
    await expect.poll(() => messagesOf('ordersPaid')).toBe(2);
    await visit(desk, 'products');
    await desk.locator('header .n-badge').getByRole('button').click();
    await desk.getByRole('dialog').getByRole('link', { name: t('messages.ordersPaid', { orders: 1, pieces: 2 }) }).click();
    await expect(desk.getByText(two)).toBeVisible();
    await shipByHand(desk);
    await visit(desk, 'batch');
    await uploadFilled(desk, {
      address: '/api/supplier/orders/sheet?lang=zh-CN',
      write: (page) => {
        expect(page.getRow(2).getCell(1).text).toBe(one);
        expect(page.rowCount).toBe(2);
        page.getRow(2).getCell(2).value = 'yto';
        page.getRow(2).getCell(3).value = 'YT7788990011';
      },
    });
    await desk.getByRole('button', { name: t('batch.shipAll', { count: 1 }) }).click();
    await expect(desk.getByText(t('batch.done', { good: 1, bad: 0 }))).toBeVisible();
  });
  await test.step('both parcels arrive; for the second the member asks for his money, and the supplier agrees', async () => {
    for (const order of [one, two]) await member.confirm(order);
    await member.askRefund(two);
    await expect.poll(owed).toBe('12000');
    await agreeToRefund(desk, { goods: GOODS, effect: t('cases.effectPayable', { fen: '80.00' }) });
    await expect.poll(owed).toBe('4000');
  });
  await test.step('reads what is owed: order by order, month by month, and line by line in the sheet of the month', async () => {
    await visit(desk, 'payables');
    await expect(rowOf(desk, one)).toContainText('40.00');
    await expect(rowOf(desk, two)).toContainText(t('payableState.reversed'));
    await visit(desk, 'statements');
    const [month] = await desk.locator('tbody tr').allInnerTexts();
    expect(month?.split(/\s+/).filter((text) => /\d\.\d/.test(text)).map((text) => text.replace('¥', ''))).toEqual(['0.00', '120.00', '-80.00', '40.00']);
    const download = desk.locator('tbody tr').first().locator('a');
    const lines = await readSheet(desk, (await download.getAttribute('href')) ?? '');
    const figures = lines.getRows(2, lines.rowCount - 1)?.map((row) => [3, 4, 6].map((column) => row.getCell(column).text));
    expect(figures).toEqual([['', '', '0.00'], [one, '40.00', '40.00'], [two, '80.00', '120.00'], [two, '-80.00', '40.00']]);
  });
});

test('a supplier is suspended, ships what is open, is taken back, and is let go by two people', async ({ browser }) => {
  const last = await member.buy(GOODS, 1);

  await test.step('the operator sees what it touches, gives a reason, and suspends: the goods leave the mall', async () => {
    await actOn('suspend', 'Two complaints about damp nuts');
    await noticed(operator, 'suppliers.suspended');
    await expect.poll(() => goodsOnSale(mall, GOODS)).toEqual([]);
  });
  await test.step('the supplier reads why, finds nothing to propose, and ships the open order', async () => {
    await visit(desk, 'proposals');
    await expect(desk.getByRole('status').getByText(t('ownCompany.suspended', { reason: 'Two complaints about damp nuts' }))).toBeVisible();
    await expect(desk.getByRole('button', { name: t('proposals.newGoods') })).toHaveCount(0);
    await visit(desk, '', 'shipping');
    await rowOf(desk, GOODS).getByRole('button', { name: t('shipping.ship') }).click();
    await shipByHand(desk);
  });
  await test.step('he cannot leave while orders and money are open', async () => {
    await operator.getByRole('button', { name: t('suppliers.exit'), exact: true }).click();
    const dialog = operator.locator('.n-modal');
    await expect(dialog.getByText(t('suppliers.settleFirst'))).toBeVisible();
    await dialog.getByRole('textbox').first().fill('Leaves');
    await dialog.getByRole('textbox').last().fill(company.name);
    await expect(dialog.getByRole('button', { name: t('suppliers.exit'), exact: true })).toBeDisabled();
    await dialog.getByRole('button', { name: t('common.cancel') }).click();
  });
  await test.step('taken back, he sells again, and has his buttons back', async () => {
    await operator.getByRole('button', { name: t('suppliers.reinstate') }).click();
    await noticed(operator, 'suppliers.reinstated');
    await expect.poll(() => goodsOnSale(mall, GOODS)).toHaveLength(1);
    await visit(desk, 'proposals');
    await expect(desk.getByRole('button', { name: t('proposals.newGoods') })).toBeVisible();
    await expect(desk.getByRole('status').getByText(t('ownCompany.suspendedText'))).toHaveCount(0);
  });
  await test.step('suspended once more, he pays back what is open', async () => {
    await actOn('suspend', 'Leaves');
    for (const [order, effect] of [[kept, t('cases.effectPayable', { fen: '40.00' })], [last, t('cases.effectNothingOwed')]] as const) {
      await member.askRefund(order);
      await agreeToRefund(desk, { goods: GOODS, effect });
    }
    await expect.poll(owed).toBe('0');
  });
  await test.step('one person asks to let him go, another approves: his people are signed out and cannot come back', async () => {
    await actOn('exit', 'Leaves for good');
    await noticed(operator, 'suppliers.exitAsked');
    const finance = await openDesk(browser, 'finance');
    await approve(finance, company.name);
    await finance.context().close();
    await desk.goto('/console/#/payables');
    await expect(desk).toHaveURL(/sign-in/);
    await visit(operator, 'reviews');
    await visit(operator, 'suppliers');
    await operator.getByPlaceholder(t('suppliers.search')).fill(company.name);
    await expect(rowOf(operator, company.name)).toContainText(t('supplierOrgState.exited'));
    expect(await goodsOnSale(mall, GOODS)).toEqual([]);
  });
});

/** Opens the supplier at the operator's desk, and suspends it or asks to let it go: what is open is shown, a reason and its name are typed. */
async function actOn(act: 'suspend' | 'exit', reason: string): Promise<void> {
  await visit(operator, 'reviews');
  await visit(operator, `suppliers?search=${company.tag}`, 'suppliers');
  await rowOf(operator, company.name).click();
  await operator.getByRole('button', { name: t(`suppliers.${act}`), exact: true }).click();
  const dialog = operator.locator('.n-modal');
  await expect(dialog.getByText(t('suppliers.openOrders'), { exact: true })).toBeVisible();
  await dialog.getByLabel(t('suppliers.reason')).fill(reason);
  await dialog.getByLabel(t('confirm.type', { word: company.name })).fill(company.name);
  await dialog.getByRole('button', { name: t(`suppliers.${act}`), exact: true }).click();
}

/** What the ledger says the supplier is owed, fen. */
async function owed(): Promise<string> {
  return ((await (await desk.context().request.get(STATEMENT)).json()) as { balanceFen: string }).balanceFen;
}

/** How many messages of a kind the supplier has. */
async function messagesOf(kind: string): Promise<number> {
  const { items } = (await (await desk.context().request.get('/api/supplier/messages')).json()) as { items: { kind: string }[] };
  return items.filter((message) => message.kind === kind).length;
}
