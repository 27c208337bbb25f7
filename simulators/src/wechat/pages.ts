/** The page a payer sees instead of WeChat's, plainly a simulation. Everything shown is escaped. */
import { escape, type Locale, page, yuan } from '#simulators/pages.ts';
import type { Order } from './books.ts';
import texts from './texts.json' with { type: 'json' };

/** The pay page of an order that may still be paid; `back` is where the shop wants its member to return, or ''. */
export function payPage(locale: Locale, input: { order: Order; back: string }): string {
  const t = texts[locale];
  const { order, back } = input;
  const act = (value: string, text: string, isPrimary = false): string => `<button${isPrimary ? ' class="primary"' : ''} name="act" value="${value}">${text}</button>`;
  return page(locale, {
    title: t.title,
    body: `<p class="note">${t.note}</p><form method="post"><div class="card"><div class="amount">${escape(yuan(String(order.total)))}</div>`
      + `<p class="what">${escape(order.description)}</p><div class="row"><span>${t.number}</span><span>${escape(order.outTradeNo)}</span></div>`
      + `<input type="hidden" name="back" value="${escape(back)}">${act('pay', t.pay, true)}${act('leave', t.leave)}</div>`
      + `<div class="card"><div class="row"><span>${t.faults}</span></div><div class="row"><span>${t.faultsNote}</span></div>${act('paySilent', t.paySilent)}${act('typing', t.typing)}</div></form>`,
  });
}

/** What an order shows that is paid already, or cannot be paid any more. */
export function endedPage(locale: Locale, order: Order | undefined): string {
  const t = texts[locale];
  return page(locale, { title: t.title, body: `<p class="note">${order?.state === 'SUCCESS' ? t.paid : t.closed}</p>` });
}
