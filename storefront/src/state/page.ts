/** What every page does when it is shown: its title, the colours of the bars, the texts of the tab bar. */
import { onShow } from '@dcloudio/uni-app';
import { watch } from 'vue';
import { paintNavigationBar, paintTabBar } from '../platform/look';
import { t } from '../texts';
import { settings, shownTheme } from './settings';

/** For each page: keeps the title in the member's language. */
export function usePage(title: () => string): void {
  let shown = false;
  const paint = (): void => {
    uni.setNavigationBarTitle({ title: title() });
    paintNavigationBar(shownTheme.value);
  };
  onShow(() => { shown = true; paint(); });
  watch([title, shownTheme], () => { if (shown) paint(); });
}

/** For the four pages of the tab bar, besides usePage. */
export function useTabPage(): void {
  const paint = (): void => paintTabBar({ theme: shownTheme.value, texts: [t('tab.home'), t('tab.orders'), t('tab.assets'), t('tab.me')] });
  let shown = false;
  onShow(() => { shown = true; paint(); });
  watch([() => settings.locale, shownTheme], () => { if (shown) paint(); });
}
