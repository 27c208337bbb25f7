/** A document that changed is put to the member once, when he next comes, and again only when he wants to order. */
import { DOCUMENT_VERSIONS } from '@coshop/sdk';
import { fetchConsents } from '../api/consents';
import { go } from '../platform/navigate';

const KEY = 'asked';
const PAGE = 'pages/consents/index';

/** Whether to ask this member now: something changed that he has not agreed to, and this device has not asked him yet. A failure asks nothing. */
export async function consentDue(memberId: string): Promise<boolean> {
  const asked = `${memberId} ${DOCUMENT_VERSIONS.terms} ${DOCUMENT_VERSIONS.privacy}`;
  if (uni.getStorageSync(KEY) === asked) return false;
  const consents = await fetchConsents().catch(() => undefined);
  if (consents) uni.setStorageSync(KEY, asked);
  return consents !== undefined && consents.outstanding.length > 0;
}

/** Asks him on a page of its own, unless he is on it. */
export async function offerConsents(memberId: string): Promise<void> {
  if ((await consentDue(memberId)) && getCurrentPages().at(-1)?.route !== PAGE) go(`/${PAGE}`);
}
