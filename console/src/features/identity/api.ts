/** Sign-in, the session of this browser, step-up, and the approvals inbox. */
import { ApiError } from '@coshop/sdk';
import { api } from '#shared/api.ts';
import { setDemo } from '#shared/demo.ts';
import type { Ask, Page } from '#shared/list.ts';
import { session, type Staff } from '#shared/session.ts';

export interface DemoStaff { readonly name: string; readonly orgName: string; readonly roles: readonly string[]; readonly totp: string; readonly totpWaitMs: number }
export interface Demo { readonly password: string; readonly staff: readonly DemoStaff[] }
export interface Approval {
  readonly id: string; readonly act: string; readonly input: Readonly<Record<string, unknown>>;
  readonly askedBy: { readonly id: string; readonly name: string }; readonly askedAt: string; readonly expiresAt: string;
  readonly state: string; readonly decidedBy: { readonly id: string; readonly name: string } | null; readonly decidedAt: string | null; readonly own: boolean;
}

/** Asks the server who this browser is; a member's session is none here. */
export async function loadSession(): Promise<void> {
  try {
    const { actor } = (await api('get', '/api/auth/session')) as { actor: Staff & { kind: string } };
    session.staff = actor.kind === 'staff' ? actor : null;
    session.asked = true;
  } catch (error) {
    session.staff = null;
    throw error;
  }
}

/** The demo's staff with what they sign in with; null in a live shop. */
export async function findDemo(): Promise<Demo | null> {
  try {
    const demo = (await api('get', '/api/auth/demo')) as Demo;
    setDemo(true);
    return demo;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Opens a session for staff. */
export async function signIn(input: { name: string; password: string; totp: string }): Promise<void> {
  await api('post', '/api/auth/staff/sign-in', { body: input });
  await loadSession();
}

/** Ends the session of this browser. */
export async function signOut(): Promise<void> {
  await api('post', '/api/auth/sign-out');
  session.staff = null;
}

/** Proves again who sits here, for acts that demand it. */
export const stepUp = (totp: string) => api('post', '/api/auth/step-up', { body: { totp } });

/** One page of the approvals. */
export const listApprovals = (ask: Ask) => api('get', '/api/console/approvals', { query: ask }) as Promise<Page<Approval>>;

/** The demo's current sign-in of a person once his next code is accepted; null when he is none of the demo's. Tells when it has to wait. */
export async function freshDemoSignIn(name: string, onWait: () => void): Promise<{ name: string; password: string; totp: string } | null> {
  let demo = await findDemo();
  let staff = demo?.staff.find((one) => one.name === name);
  if (staff && staff.totpWaitMs > 0) {
    onWait();
    await new Promise((resolve) => { setTimeout(resolve, (staff?.totpWaitMs ?? 0) + 200); });
    demo = await findDemo();
    staff = demo?.staff.find((one) => one.name === name);
  }
  return demo && staff ? { name, password: demo.password, totp: staff.totp } : null;
}
