/** The levels of members, from the lowest to the highest (DECISIONS N19); a level's rank is its place in this list. What they earn are rules. */
import { assert } from './assert.ts';

export const LEVELS = ['registered', 'patron', 'vip', 'shopkeeper', 'dealer', 'partner'] as const;
export type Level = (typeof LEVELS)[number];

/** The rank of a level: 0 for registered … 5 for partner. */
export function rankOf(level: Level): number {
  return LEVELS.indexOf(level);
}

/** The level of a rank; asserts that there is one. */
export function levelAt(rank: number): Level {
  const level = LEVELS[rank];
  assert(level !== undefined, `rank ${rank} is a level`);
  return level;
}
