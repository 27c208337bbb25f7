/** Who is signed in at this console, and what he may do. The server decides; this only hides what would be refused. */
import { reactive } from 'vue';

export interface Staff {
  readonly id: string;
  readonly name: string;
  readonly orgKind: 'platform' | 'supplier';
  readonly orgName: string;
  readonly roles: readonly string[];
  readonly acts: readonly string[];
}

export const session = reactive<{ staff: Staff | null; asked: boolean }>({ staff: null, asked: false });

/** Whether the signed-in person holds one of the acts. */
export function can(...acts: readonly string[]): boolean {
  return acts.some((act) => session.staff?.acts.includes(act) === true);
}
