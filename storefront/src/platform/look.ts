/** Applies theme, type size and language to what lies outside our pages: the document, the bars of uni-app. */
export type Theme = 'light' | 'dark';

/** Whether the system asks for dark, and a call for each change. */
export function watchSystemTheme(changed: (theme: Theme) => void): void {
  // #ifdef H5
  const query = matchMedia('(prefers-color-scheme: dark)');
  changed(query.matches ? 'dark' : 'light');
  query.addEventListener('change', (event) => changed(event.matches ? 'dark' : 'light'));
  // #endif
  // #ifndef H5
  changed(uni.getSystemInfoSync().theme === 'dark' ? 'dark' : 'light');
  uni.onThemeChange((change) => changed(change.theme === 'dark' ? 'dark' : 'light'));
  // #endif
}

/** Sets classes and language of the document; in the mini program each page carries the classes on its root. */
export function paintDocument(look: { theme: Theme; large: boolean; locale: string }): void {
  // #ifdef H5
  const root = document.documentElement;
  root.lang = look.locale;
  root.classList.toggle('theme-light', look.theme === 'light');
  root.classList.toggle('theme-dark', look.theme === 'dark');
  root.classList.toggle('type-large', look.large);
  // #endif
}

/** Colours of the navigation bar where styles do not reach it; in a browser its title becomes the heading of the page. */
export function paintNavigationBar(theme: Theme): void {
  // #ifndef H5
  void uni.setNavigationBarColor(theme === 'dark' ? { frontColor: '#ffffff', backgroundColor: '#1B1D21' } : { frontColor: '#000000', backgroundColor: '#FFFFFF' });
  // #endif
  // #ifdef H5
  for (const title of document.querySelectorAll('.uni-page-head__title')) {
    title.setAttribute('role', 'heading');
    title.setAttribute('aria-level', '1');
  }
  // #endif
}

/** Fetches the pictures of chosen tabs, which a browser would otherwise ask for at the tap. Called once, at launch. */
export function fetchTabPictures(): void {
  // #ifdef H5
  for (const tab of ['home', 'cart', 'orders', 'assets', 'me']) new Image().src = `./static/tab/${tab}-on.png`;
  // #endif
}

/** The cart's place in the tab bar. */
const CART = 1;

/** Texts and colours of the tab bar, and how many lines are in the cart; works only while a page of it is shown. */
export function paintTabBar(look: { theme: Theme; texts: readonly string[]; cart: number }): void {
  const dark = look.theme === 'dark';
  const refused = (): void => undefined;
  look.texts.forEach((text, index) => { uni.setTabBarItem({ index, text }).catch(refused); });
  uni.setTabBarStyle({ color: dark ? '#B6BDC8' : '#4E5969', selectedColor: dark ? '#FF7A62' : '#D9391F', backgroundColor: dark ? '#1B1D21' : '#FFFFFF', borderStyle: dark ? 'black' : 'white' }).catch(refused);
  if (look.cart > 0) uni.setTabBarBadge({ index: CART, text: String(look.cart) }).catch(refused);
  else uni.removeTabBarBadge({ index: CART }).catch(refused);
  // #ifdef H5
  document.documentElement.classList.toggle('tabs-named', look.texts.length > 0);
  for (const item of document.querySelectorAll('.uni-tabbar__item')) {
    item.setAttribute('role', 'link');
    item.setAttribute('tabindex', '0');
  }
  // #endif
}
