/** Moving between the storefront's pages. A refused move (a double tap, a page already shown) is no failure of the page that asked. */
const ignored = (): void => undefined;

/** Opens a page on top of this one; in its place where the platform's stack is full. */
export function go(url: string): void {
  uni.navigateTo({ url, fail: () => { replaceWith(url); } });
}

/** Opens a page in the place of this one: there is no way back to what was finished. */
export function replaceWith(url: string): void {
  uni.redirectTo({ url, fail: ignored });
}

export type Tab = 'home' | 'cart' | 'orders' | 'assets' | 'me';

/** Opens a page of the tab bar. */
export function openTab(tab: Tab): void {
  uni.switchTab({ url: `/pages/${tab}/index`, fail: ignored });
}

/** Brings the first thing that a selector finds to the top of the page. */
export function scrollTo(selector: string): void {
  uni.pageScrollTo({ selector, duration: 200, fail: ignored });
}

export function scrollToTop(): void {
  uni.pageScrollTo({ scrollTop: 0, duration: 0, fail: ignored });
}

/** Back to where the member came from; home when he came from outside. */
export function back(): void {
  if (getCurrentPages().length > 1) uni.navigateBack({ fail: ignored });
  else openTab('home');
}
