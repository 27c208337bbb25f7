/** Sign-in, the session of this browser, step-up, and the approvals inbox. */
import { ApiError } from '@coshop/sdk';
import { api, type Got, queryOf } from '#shared/api.ts';
import { setDemo } from '#shared/demo.ts';
import type { Ask } from '#shared/filters.ts';
import type { Page } from '#shared/list.ts';
import { session } from '#shared/session.ts';

const APPROVALS = '/api/console/approvals';
export type Demo = Got<'/api/auth/demo'>;
type Listed = Got<typeof APPROVALS>['items'][number];
/** An act that waits for a second person; `input` is what would be executed, as the owner of the act stored it. */
export interface Approval extends Omit<Listed, 'input'> { readonly input: Readonly<Record<string, unknown>> }

/** Asks the server who this browser is; a member's session is none here. */
export async function loadSession(): Promise<void> {
  try {
    const { actor } = await api('get', '/api/auth/session');
    const { kind, id, name, orgKind, orgName, roles, acts } = actor;
    session.staff = kind === 'staff' && id !== null && orgKind !== null ? { id, name: name ?? '', orgKind, orgName: orgName ?? '', roles, acts } : null;
    session.asked = true;
  } catch (error) {
    session.staff = null;
    throw error;
  }
}

/** The demo's staff with what they sign in with; null in a live shop. */
export async function findDemo(): Promise<Demo | null> {
  try {
    const demo = await api('get', '/api/auth/demo');
    setDemo(true);
    return demo;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Opens a session for staff. */
export async function signIn(input: { name: string; password: string } & ({ totp: string } | { recoveryCode: string })): Promise<void> {
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
export async function listApprovals(ask: Ask): Promise<Page<Approval>> {
  const page = await api('get', APPROVALS, { query: queryOf(APPROVALS, ask) });
  return { ...page, items: page.items.map((item) => ({ ...item, input: typeof item.input === 'object' && item.input !== null ? { ...item.input } : {} })) };
}

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
