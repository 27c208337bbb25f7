/** Pictures of screens, for people to look at: test-results/screens. */
import type { Page } from '@playwright/test';

/** In the page: done once something is shown, nothing of it is still loading, and it has not changed for 100 ms. The browser's own word for idle takes half a second. */
const SETTLED = `new Promise((done) => {
  const isBusy = () => document.body.innerText.trim() === '' || document.body.ariaBusy === 'true' || document.fonts.status === 'loading'
    || [...document.images].some((image) => image.checkVisibility() && image.loading !== 'lazy' && !image.complete)
    || [...document.querySelectorAll('[class*="skeleton"]')].some((blank) => blank.checkVisibility());
  let timer;
  const observer = new MutationObserver(() => again());
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isBusy()) return again();
      observer.disconnect();
      done();
    }, 100);
  };
  observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
  again();
})`;

/** Photographs the page once it stands. As JPEG: a PNG of a large screen takes as long to encode as the page to open. */
export async function photograph(page: Page, name: string): Promise<void> {
  await page.evaluate(SETTLED);
  await page.screenshot({ path: `test-results/screens/${name.replaceAll(/[?=/]/g, '-')}.jpg`, type: 'jpeg', quality: 80 });
}
