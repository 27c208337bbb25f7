/** What is asked of every page: that it loads, complains of nothing, is no wider than its screen, and is photographed. */
import { expect, type Page } from '@playwright/test';
import { photograph } from './screens.ts';

/** Collects what the browser complains of while the test runs. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/401|Failed to load resource/.test(message.text())) found.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 500) found.push(`${response.status()} ${response.url()}`);
  });
  return found;
}

/** Opens a page and photographs it: by itself, or from the page before. A change of the hash alone is no load, so the query differs every time for the former. */
export async function shoot(page: Page, shot: { address: string; name: string; from?: 'nothing' | 'the page before' }): Promise<void> {
  const [path = '', hash = ''] = shot.address.split('#');
  await page.goto(shot.from === 'the page before' ? shot.address : `${path}?shot=${encodeURIComponent(shot.name)}#${hash}`);
  await photograph(page, shot.name);
}

/** Nothing may be wider than the screen, or than the part of it that scrolls: a page that scrolls sideways is broken. */
export async function expectNoSideways(page: Page): Promise<void> {
  expect(await page.evaluate("Math.max(document.documentElement.scrollWidth - innerWidth, ...[...document.querySelectorAll('main')].map((main) => main.scrollWidth - main.clientWidth))")).toBeLessThanOrEqual(0);
}
