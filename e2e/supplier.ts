/** What a supplier does, as steps of a journey: applying on the phone, then his desk. */
import { randomInt } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import ExcelJS from 'exceljs';
import { isCreditCode } from '../server/src/modules/suppliers/domain.ts';
import { totpFor } from '../server/test/totp.ts';
import { consoleText as t, notice, rowOf, visit } from './console.ts';
import { button, field, openPage, press, readCode, storefrontText as shop, visible } from './storefront.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Company {
  readonly name: string;
  readonly phone: string;
  readonly creditCode: string;
  /** Signs in with this name. */
  readonly owner: string;
  /** The number that its names end with. */
  readonly tag: string;
}

/** A company that nobody has seen: a mall that is tried again keeps its companies. The check character of its credit code is found by trying. */
export function newCompany(): Company {
  const tag = String(randomInt(100_000, 999_999));
  const body = `91440101MA5${tag}`;
  const check = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY').find((last) => isCreditCode(body + last));
  return { tag, name: `Hill Foods ${tag}`, phone: `139${tag}00`, creditCode: body + (check ?? ''), owner: `hill-${tag}` };
}

/** Applies on the phone with a picture of the licence; what is missing is said where it is missing. */
export async function apply(phone: Page, { company, picture }: { company: Company; picture: Buffer }): Promise<void> {
  await openPage(phone, 'pages/supply/index');
  await field(phone, 'phone').fill(company.phone);
  await press(phone, shop('code.send'));
  await expect(button(phone, shop('code.inbox'))).toBeVisible({ timeout: 60_000 });
  await field(phone, 'code').fill(await readCode(phone, company.phone));
  await press(phone, shop('supply.begin'));
  await press(phone, shop('supply.submit'));
  await expect(visible(phone.getByText(shop('supply.fault.companyName')))).toBeInViewport();
  const words = { companyName: company.name, creditCode: company.creditCode, legalPerson: 'Lin', contactName: 'Mei', licenceUntil: '2099/1/31', detail: 'South Road 8' };
  for (const [name, word] of Object.entries(words)) await field(phone, name).fill(word);
  await expect(phone.getByText(shop('supply.fault.companyName'))).toBeHidden();
  await phone.locator('.choice').first().click();
  const chooser = phone.waitForEvent('filechooser');
  await phone.locator('[data-part="licence"] .add').click();
  await (await chooser).setFiles({ name: 'licence.png', mimeType: 'image/png', buffer: picture });
  await visible(phone.locator('[data-field="region"]')).click();
  for (let level = 0; level < 3; level += 1) await phone.getByRole('option').filter({ visible: true }).first().click();
  await expect(visible(phone.getByRole('option'))).toBeHidden();
  await phone.locator('[role="checkbox"]').filter({ visible: true }).last().click();
  await press(phone, shop('supply.submit'));
  await expect(visible(phone.getByText(shop('supply.state.submitted')))).toBeVisible();
}

/** Sets name, password and authenticator behind the link that the approved applicant drew, and stands at his desk. */
export async function enrol(desk: Page, { link, company }: { link: string; company: Company }): Promise<void> {
  await desk.goto(link);
  await desk.getByLabel(t('enrol.chooseName'), { exact: true }).fill(company.owner);
  const secret = (await desk.locator('.secret').innerText()).replaceAll(/\s/g, '');
  await desk.getByLabel(t('enrol.password', { count: 12 })).fill('a-passphrase-of-the-hill');
  await desk.getByLabel(t('enrol.firstCode')).first().fill(totpFor(secret, new Date()));
  await desk.getByRole('button', { name: t('enrol.go') }).click();
  await desk.getByRole('button', { name: t('recovery.kept') }).click();
  await desk.getByRole('navigation').first().waitFor();
}

/** Proposes goods of one variant at 40 yuan, which he would sell at 69. */
export async function propose(desk: Page, { title, picture }: { title: string; picture: Buffer }): Promise<void> {
  await visit(desk, 'proposals');
  await desk.getByRole('button', { name: t('proposals.newGoods') }).first().click();
  const sheet = desk.getByRole('dialog');
  await sheet.getByLabel(t('products.title'), { exact: true }).fill(title);
  await sheet.getByLabel(t('products.category'), { exact: true }).first().click();
  await desk.locator('.n-base-select-option').first().click();
  await sheet.getByLabel(t('proposals.addPicture')).setInputFiles({ name: 'goods.png', mimeType: 'image/png', buffer: picture });
  await sheet.getByLabel(t('products.sku'), { exact: true }).fill('250 g');
  await sheet.getByLabel(t('products.supplyPrice')).fill('40');
  await sheet.getByLabel(t('proposals.suggested')).fill('69');
  await sheet.getByLabel(t('proposals.pieces')).fill('30');
  await desk.keyboard.press('Tab');
  await sheet.getByRole('button', { name: t('proposals.submit') }).click();
  await expect(notice(desk, 'proposals.submittedNotice')).toBeVisible();
}

/** What stands in a sheet that the console hands out, row by row. */
export async function readSheet(desk: Page, address: string): Promise<ExcelJS.Worksheet> {
  const answer = await desk.context().request.get(address);
  expect(answer.headers()['content-type']).toBe(XLSX);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(await answer.body()).buffer);
  const [page] = workbook.worksheets;
  if (!page) throw new Error('a workbook has a sheet');
  return page;
}

/** Uploads a sheet as the console gave it, with what the supplier writes below its header. */
export async function uploadFilled(desk: Page, { address, write }: { address: string; write: (page: ExcelJS.Worksheet) => void }): Promise<void> {
  const page = await readSheet(desk, address);
  write(page);
  await desk.locator('input[type=file]').setInputFiles({ name: 'sheet.xlsx', mimeType: XLSX, buffer: Buffer.from(await page.workbook.xlsx.writeBuffer()) });
}

/** Agrees to the case about goods that waits for him, having read what follows from it. */
export async function agreeToRefund(desk: Page, { goods, effect }: { goods: string; effect: string }): Promise<void> {
  // A list that stands is not read again.
  await visit(desk, 'batch');
  await visit(desk, 'aftersales');
  await rowOf(desk, goods).click();
  const sheet = desk.getByRole('dialog');
  await sheet.getByRole('button', { name: t('cases.agree'), exact: true }).click();
  await expect(sheet.getByText(effect)).toBeVisible();
  await sheet.locator('form').getByRole('button', { name: t('cases.agree'), exact: true }).click();
  await expect(notice(desk, 'cases.decided')).toBeVisible();
}
