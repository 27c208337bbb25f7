/** What every page does when it is shown: its title, the colours of the bars, the texts of the tab bar. */
import { onHide, onShow } from '@dcloudio/uni-app';
import { computed, watch } from 'vue';
import { paintNavigationBar, paintTabBar } from '../platform/look';
import { firstTextsReady, t } from '../texts';
import { cartCount, countCart } from './cart-count';
import { shownTheme } from './settings';

/** For each page: keeps the title in the member's language. */
export function usePage(title: () => string): void {
  let shown = false;
  const paint = (): void => {
    uni.setNavigationBarTitle({ title: title() }).catch(() => undefined);
    paintNavigationBar(shownTheme.value);
  };
  onShow(() => { shown = true; paint(); });
  watch([title, shownTheme], () => { if (shown) paint(); });
}

/** For the pages of the tab bar, besides usePage. */
export function useTabPage(): void {
  const texts = computed(() => (firstTextsReady.value ? [t('tab.home'), t('tab.cart'), t('tab.orders'), t('tab.assets'), t('tab.me')] : []));
  let shown = false;
  const paint = (): void => { if (shown) paintTabBar({ theme: shownTheme.value, texts: texts.value, cart: cartCount.value }); };
  onShow(() => { shown = true; paint(); void countCart(); });
  onHide(() => { shown = false; });
  watch([texts, shownTheme, cartCount], paint);
}
