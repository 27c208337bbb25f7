/** The state of a subscriber in a word and a tone: one that a person asked to try again is neither well nor stopped. */
import type { Tone } from '#shared/StateTag.vue';
import type { SubscriberRow } from './api.ts';

export function stateOf(row: Pick<SubscriberRow, 'state' | 'failed'>): { readonly word: 'running' | 'retrying' | 'stopped'; readonly tone: Tone } {
  if (row.state === 'stopped') return { word: 'stopped', tone: 'bad' };
  return row.failed ? { word: 'retrying', tone: 'go' } : { word: 'running', tone: 'done' };
}
