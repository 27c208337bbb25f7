/** Messages put into words, and the way to what each is about. A kind that this console does not know says so. */
import type { RouteLocationRaw } from 'vue-router';
import type { Message } from './api.ts';

export interface Told { readonly title: string; readonly text: string; readonly to?: RouteLocationRaw }

/** Who reads, and his language: `t` gives the text of a key, `word` a word of the server. */
export interface Reader {
  readonly orgKind: 'platform' | 'supplier';
  readonly t: (key: string, values?: Readonly<Record<string, string | number>>) => string;
  readonly word: (group: string, word: string) => string;
}

const at = (path: string, { subjectId }: Message): { to?: RouteLocationRaw } => (subjectId === null ? {} : { to: { path, query: { open: subjectId } } });

/** What a message says, and where it leads. */
export function toldIn(message: Message, { orgKind, t, word }: Reader): Told {
  const { kind, facts } = message;
  const orders = orgKind === 'platform' ? '/orders' : '/';
  switch (kind) {
    case 'ordersPaid': return {
      title: t('messages.kind.ordersPaid'), text: t('messages.ordersPaid', { orders: Number(facts['orders']), pieces: Number(facts['pieces']) }),
      ...(facts['orders'] === 1 ? at(orders, message) : { to: { path: orders, query: { state: 'paid' } } }),
    };
    case 'orderWithdrawn': return { title: t('messages.kind.orderWithdrawn'), text: t('messages.orderWithdrawn', { pieces: Number(facts['pieces']) }), ...at(orders, message) };
    case 'caseChanged': return {
      title: t('messages.kind.caseChanged'), text: t('messages.caseChanged', { kind: word('caseKind', String(facts['case'])), state: word('caseState', String(facts['state'])) }), ...at('/aftersales', message),
    };
    case 'goodsReviewed': return { title: t('messages.kind.goodsReviewed'), text: facts['approved'] === true ? t('messages.goodsApproved') : t('messages.goodsRejected'), ...at('/proposals', message) };
    case 'standingChanged': return { title: t('messages.kind.standingChanged'), text: facts['state'] === 'suspended' ? t('messages.suspended') : t('messages.reinstated'), to: { path: '/company' } };
    case 'goodsProposed': return { title: t('messages.kind.goodsProposed'), text: t('messages.goodsProposed'), ...at('/reviews', message) };
    case 'applicationSubmitted': return { title: t('messages.kind.applicationSubmitted'), text: t('messages.applicationSubmitted'), ...at('/applications', message) };
    case 'complaintOpened': return { title: t('messages.kind.complaintOpened'), text: t('messages.complaintOpened'), ...at('/complaints', message) };
    case 'webhookPaused': return { title: t('messages.kind.webhookPaused'), text: t('messages.webhookPaused'), ...at('/webhooks', message) };
    default: return { title: t('messages.unknown'), text: t('messages.unknownText') };
  }
}
