/** Whether a screen may speak of share value, points, levels or an invitation code: only to whom they can come. Everything that does asks here. */

/** What the server says of the shop and of who reads. */
export interface Standing {
  readonly held: boolean;
  readonly adultOn: string | null;
  readonly registeredSv: string;
}

/** Adults earn, and visitors read as adults, unless the shop grants nothing for now. Nothing is announced before the server has said so. */
export const mayEarn = (standing: Standing | undefined): boolean => standing !== undefined && !standing.held && standing.adultOn === null;
