/** A one-time link that has just been made: shown until its maker has taken it, for it is stored nowhere. */
import { shallowRef } from 'vue';

export interface HandedLink { readonly path: string; readonly expiresAt: string }

export const handedLink = shallowRef<HandedLink>();

/** Shows a link to whoever hands it over. */
export function handOver(link: HandedLink): void {
  handedLink.value = link;
}
