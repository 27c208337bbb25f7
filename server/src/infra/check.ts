/** Checks: what must hold, looked at by `doctor` on one read-only snapshot. The module that owns the rule owns its check. */
import type { Sql } from './sql.ts';

export interface Finding {
  readonly state: 'ok' | 'warning' | 'failed';
  /** What was examined and what was found, with figures. */
  readonly found: string;
  /** What to do about it. */
  readonly advice?: string;
}

export interface Check {
  readonly name: string;
  /** Work is bounded whatever the size of the shop; what was not examined is said. */
  run(sql: Sql): Promise<Finding>;
}

export const fine = (found: string): Finding => ({ state: 'ok', found });
/** The shop goes on, and an operator should look. */
export const doubtful = (found: string, advice: string): Finding => ({ state: 'warning', found, advice });
/** Something that must hold does not. */
export const failed = (found: string, advice: string): Finding => ({ state: 'failed', found, advice });
