/** Display names of assets and levels: each deployment chooses its own (R4.0.2), so the texts hold {SV} and {PTS} and not the words. */
import { reactive, watch } from 'vue';
import { fetchNames } from '../api/names';
import { settings } from './settings';

export const names = reactive<Record<string, string>>({});

/** Fetches the names in the member's language, now and when it changes; until then the texts' own words stand. */
export function startNames(): void {
  watch(() => settings.locale, async () => {
    const fetched = await fetchNames().catch(() => ({}));
    for (const key of Object.keys(names)) delete names[key];
    Object.assign(names, fetched);
  }, { immediate: true });
}
