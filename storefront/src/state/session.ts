/** Who uses the storefront. Anyone may browse; what needs a member asks for it at the action. */
import { computed, reactive } from 'vue';
import { type Admission, fetchSession, fetchStanding, signOut } from '../api/session';
import { mayEarn } from '../kernel/earning';
import { go } from '../platform/navigate';
import { keepToken } from '../platform/token';
import { offerConsents } from './consents';

type Standing = Awaited<ReturnType<typeof fetchStanding>>;
const state = reactive<{ known: boolean; memberId: string | undefined; standing: Standing | undefined }>({ known: false, memberId: undefined, standing: undefined });

/** Whether the server has said who we are. */
export const sessionKnown = computed(() => state.known);
export const isMember = computed(() => state.memberId !== undefined);
/** A demo database: payments are simulated and nothing is worth anything. */
export const isDemo = computed(() => state.standing?.demo === true);
/** What the server says of the shop and of who reads; undefined until it has. */
export const standing = computed(() => state.standing);
/** Whether a screen may speak of share value, points, levels or an invitation code. */
export const earns = computed(() => mayEarn(state.standing));

let asked: Promise<void> | undefined;

/** Without an answer nothing is announced. */
async function learn(): Promise<void> {
  state.standing = await fetchStanding().catch(() => undefined);
}

async function ask(): Promise<void> {
  const learnt = learn();
  state.memberId = await fetchSession().catch(() => state.memberId);
  state.known = true;
  if (state.memberId !== undefined) void offerConsents(state.memberId);
  await learnt;
  if (!state.standing) asked = undefined;
}

/** Resolves once the server has said who we are and whether we earn; a visitor who is told nothing when it does not answer; once it has, it is asked no more. */
export function whoAmI(): Promise<void> {
  asked ??= ask();
  return asked;
}

/** After signing in or registering: resolves once the server has said whether he earns. */
export function enter(admission: Admission): Promise<void> {
  keepToken(admission.token);
  state.memberId = admission.memberId;
  state.known = true;
  return learn();
}

/** The session ended by itself (another device, time): browse on as a visitor. */
export function forget(): void {
  keepToken('');
  state.memberId = undefined;
  void learn();
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
