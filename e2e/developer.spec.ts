/**
 * A developer connects a supplier's program as the guide says, with the code of the guide, word for word: a key, the client, a webhook that a receiver
 * of his verifies; a member buys, the receiver reads the order, the program ships it; a key that is revoked opens nothing.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { consoleText as t, notice, openDesk, proveIfAsked } from './console.ts';
import { button, openPage, payOnDemoPage, press, signIn, storefrontText } from './storefront.ts';

const MEMBER = { phone: '13800000004', password: 'coshop-demo-2026' };
const run = promisify(execFile);

const guideIn = (language: 'en' | 'zh-CN'): string => readFileSync(new URL(`../docs/guide/${language}/api.md`, import.meta.url), 'utf8');

/** The programs of a guide by their names, which their first lines tell. */
function programsOf(language: 'en' | 'zh-CN'): Record<string, string> {
  return Object.fromEntries([...guideIn(language).matchAll(/```ts\n(\/\/ (\w+\.ts)[^]*?)```/g)].map(([, code = '', name = '']) => [name, code]));
}

/** Does in a folder what the guide says; without what comes from the registry, which only checks types. */
async function prepare(folder: string): Promise<void> {
  const [, lines = ''] = /```\n(npm init[^]*?)```/.exec(guideIn('en')) ?? [];
  const [begin = '', install = ''] = lines.split('\n');
  const sdk = fileURLToPath(new URL('../sdk', import.meta.url));
  for (const line of [begin, install.replace('/path/to/coshop/sdk', `--no-audit ${sdk}`)]) await run('sh', ['-c', line], { cwd: folder });
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => { server.once('listening', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

const dialog = (page: Page): Locator => page.locator('.n-modal');
const choose = (page: Page, key: string): Promise<void> => dialog(page).getByRole('button', { name: t(key), exact: true }).click();

test('a developer connects the program of a supplier', async ({ browser, baseURL }) => {
  const programs = programsOf('en');
  expect(Object.keys(programs)).toEqual(['orders.ts', 'ship.ts', 'receiver.ts']);
  expect(programsOf('zh-CN')).toEqual(programs);
  const folder = mkdtempSync(join(tmpdir(), 'coshop-developer-'));
  await prepare(folder);
  for (const [name, code] of Object.entries(programs)) writeFileSync(join(folder, name), code);
  const environment: Record<string, string> = { COSHOP_ORIGIN: baseURL ?? '' };
  const runProgram = (name: string, ...input: string[]) => run(process.execPath, [join(folder, name), ...input], { env: environment });
  const owner = await openDesk(browser, 'farm-owner');

  await test.step('makes a key, which is shown once', async () => {
    await owner.goto('/console/#/api-keys');
    await owner.getByRole('button', { name: t('keys.make'), exact: true }).click();
    await dialog(owner).getByLabel(t('keys.name')).fill('ERP');
    for (const scope of ['orders_ownRead', 'orders_ship', 'catalog_ownRead']) await dialog(owner).getByText(t(`keyScope.${scope}`), { exact: true }).click();
    await choose(owner, 'keys.make');
    const key = dialog(owner).getByLabel(t('keys.madeTitle'));
    await proveIfAsked(owner, () => expect(key).toBeVisible({ timeout: 2_000 }));
    environment['COSHOP_KEY'] = await key.inputValue();
    await choose(owner, 'once.kept');
  });

  let goods = '';
  await test.step('lists orders and goods with the client', async () => {
    const { stdout } = await runProgram('orders.ts');
    goods = /^(\d+) .* true$/m.exec(stdout)?.[1] ?? '';
    expect(goods).not.toBe('');
  });

  const port = await freePort();
  environment['PORT'] = String(port);
  let receiver: ChildProcess | undefined;
  let heard = '';
  const listed = owner.getByRole('row', { name: new RegExp(`127.0.0.1:${port}`) });
  try {
    await test.step('adds a webhook; a test arrives, is verified and taken', async () => {
      await owner.goto('/console/#/webhooks');
      await owner.getByRole('button', { name: t('webhooks.make'), exact: true }).click();
      await dialog(owner).getByLabel(t('webhooks.url')).fill(`http://127.0.0.1:${port}/`);
      await choose(owner, 'webhooks.make');
      const secret = dialog(owner).getByLabel(t('webhooks.secretTitle'));
      await proveIfAsked(owner, () => expect(secret).toBeVisible({ timeout: 2_000 }));
      environment['COSHOP_WEBHOOK_SECRET'] = await secret.inputValue();
      await choose(owner, 'once.kept');
      receiver = spawn(process.execPath, [join(folder, 'receiver.ts')], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
      receiver.stdout?.on('data', (chunk: Buffer) => { heard += String(chunk); });
      await listed.click();
      await expect.poll(() => heard).toContain('listening');
      await owner.getByRole('button', { name: t('webhooks.test'), exact: true }).click();
      await expect(message(owner, 'webhook.test')).toContainText(t('deliveryState.delivered'));
    });

    let orderId = '';
    await test.step('a member buys; seconds later the receiver has read the order', async () => {
      const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
      const page = await context.newPage();
      await signIn(page, MEMBER);
      await openPage(page, `pages/product/index?id=${goods}`);
      await press(page, storefrontText('product.buy'));
      await expect(button(page, storefrontText('sku.buy'))).toBeVisible();
      await press(page, storefrontText('sku.buy'));
      await press(page, storefrontText('confirm.submit'));
      await payOnDemoPage(page);
      const { items } = (await (await context.request.get('/api/me/orders?limit=1')).json()) as { items: { orderId: string }[] };
      orderId = items[0]?.orderId ?? '';
      await expect.poll(() => heard).toContain(orderId);
      await context.close();
      await expect(message(owner, 'orders.paid')).toContainText(t('deliveryState.delivered'));
    });

    await test.step('ships it with the key; once more is refused', async () => {
      expect((await runProgram('ship.ts', orderId, 'SF1234567890')).stdout).toContain(`${orderId} shipped`);
      await expect(runProgram('ship.ts', orderId, 'SF1234567890')).rejects.toMatchObject({ code: 1, stderr: '409 orders.notPaid\n' });
    });

    await test.step('removes the webhook, and revokes the key: it opens nothing any more', async () => {
      await owner.getByRole('button', { name: t('webhooks.remove'), exact: true }).click();
      await dialog(owner).getByRole('textbox').fill(`127.0.0.1:${port}`);
      await choose(owner, 'webhooks.remove');
      await expect(listed).toHaveCount(0);
      await owner.goto('/console/#/api-keys');
      await owner.getByRole('row', { name: /ERP/ }).first().getByRole('button', { name: t('keys.revoke') }).click();
      await owner.locator('.n-popconfirm, .n-popover').getByRole('button', { name: t('keys.revoke') }).last().click();
      await expect(notice(owner, 'keys.revoked')).toBeVisible();
      await expect(runProgram('ship.ts', orderId, 'SF1234567890')).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/^401 /) });
    });
  } finally {
    receiver?.kill();
    rmSync(folder, { recursive: true });
    await owner.context().close();
  }
});

/** The newest message of a kind in the log of a webhook. */
function message(page: Page, kind: string): Locator {
  return page.getByRole('listitem').filter({ hasText: kind }).first();
}
