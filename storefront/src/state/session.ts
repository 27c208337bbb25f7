/** Who uses the storefront. Anyone may browse; what needs a member asks for it at the action. */
import { computed, reactive } from 'vue';
import { type Admission, fetchDemo, fetchSession, signOut } from '../api/session';
import { go } from '../platform/navigate';
import { keepToken } from '../platform/token';
import { offerConsents } from './consents';

const state = reactive<{ known: boolean; memberId: string | undefined; demo: boolean }>({ known: false, memberId: undefined, demo: false });

/** Whether the server has said who we are. */
export const sessionKnown = computed(() => state.known);
export const isMember = computed(() => state.memberId !== undefined);
/** A demo database: payments are simulated and nothing is worth anything. */
export const isDemo = computed(() => state.demo);

let asked: Promise<void> | undefined;

async function ask(): Promise<void> {
  void fetchDemo().then((demo) => { state.demo = demo; });
  state.memberId = await fetchSession().catch(() => undefined);
  state.known = true;
  if (state.memberId !== undefined) void offerConsents(state.memberId);
}

/** Resolves once the server has said who we are; a visitor when it does not answer. It is asked once. */
export function whoAmI(): Promise<void> {
  asked ??= ask();
  return asked;
}

/** After signing in or registering. */
export function enter(admission: Admission): void {
  keepToken(admission.token);
  state.memberId = admission.memberId;
  state.known = true;
}

/** The session ended by itself (another device, time): browse on as a visitor. */
export function forget(): void {
  keepToken('');
  state.memberId = undefined;
}

/** Ends the session on the server too. */
export async function leave(): Promise<void> {
  await signOut();
  forget();
}

/** True when a member is signed in; else opens the sign-in page, which comes back here. */
export function requireMember(): boolean {
  if (isMember.value) return true;
  go('/pages/sign-in/index');
  return false;
}
