/** What the module must know of others that are downstream of it; the app injects it. */
import type { OpenBusinessReader } from './service/standing.ts';

export interface Neighbours {
  /** The categories of the catalogue: names by id as a decimal string. */
  categories(): ReadonlyMap<string, string>;
  readonly openBusinessOf: OpenBusinessReader;
}
