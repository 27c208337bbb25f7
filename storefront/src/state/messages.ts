/** How many messages the member has not read. The pages that he opens from the tab bar count them; the first page, which visitors meet, does not. */
import { onShow } from '@dcloudio/uni-app';
import { computed, ref } from 'vue';
import { fetchUnread } from '../api/messages';
import { isMember, whoAmI } from './session';

/** The place of the member's own page in the tab bar. */
const ME = 4;
const MOST = 99;

export const unread = ref(0);
/** As a badge shows it; empty for none. */
export const unreadText = computed(() => (unread.value === 0 ? '' : unread.value > MOST ? `${MOST}+` : String(unread.value)));

function paint(): void {
  const refused = (): void => undefined;
  if (unreadText.value !== '') uni.setTabBarBadge({ index: ME, text: unreadText.value }).catch(refused);
  else uni.removeTabBarBadge({ index: ME }).catch(refused);
}

async function count(): Promise<void> {
  await whoAmI();
  unread.value = isMember.value ? await fetchUnread().catch(() => unread.value) : 0;
  paint();
}

/** For pages of the tab bar: counts anew whenever the page is shown; a number that cannot be had is no failure of the page. */
export function useUnread(): void {
  onShow(() => { void count(); });
}
