/** The two pages a browser sees: plainly a simulation, no imitation of any payment company. Everything shown is escaped. */
import type { Message } from './journal.ts';
import texts from './texts.json' with { type: 'json' };

export type Locale = keyof typeof texts;

/** The language of an Accept-Language header, zh-CN unless English comes first. */
export function localeOf(header: string | undefined): Locale {
  const first = (header ?? '').toLowerCase().split(',').map((part) => part.trim().slice(0, 2)).find((language) => language === 'zh' || language === 'en');
  return first === 'en' ? 'en' : 'zh-CN';
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Text made safe for HTML, attributes included. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** Fen as yuan with two places, thousands apart. */
export function yuan(fen: string): string {
  const digits = fen.padStart(3, '0');
  return `¥${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}

const STYLE = `
:root{color-scheme:light dark;--ink:#1d2129;--ink-2:#4e5969;--paper:#fff;--ground:#f6f7f9;--line:#e5e8ef;--accent:#d9391f;--amber:#8a5a00;--amber-ground:#fdf6e7}
@media (prefers-color-scheme:dark){:root{--ink:#f2f3f5;--ink-2:#a9b1bd;--paper:#1c1f24;--ground:#121417;--line:#2e333b;--accent:#cf3a22;--amber:#e8b864;--amber-ground:#2b2415}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;background:var(--ground);color:var(--ink);font:16px/1.6 -apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
main{max-width:460px;margin:0 auto;padding:24px 16px 48px}h1{font-size:20px;margin:8px 0 16px}
.note{background:var(--amber-ground);color:var(--amber);border-radius:10px;padding:12px 16px;margin:0 0 16px;font-size:14px}
.card{background:var(--paper);border:1px solid var(--line);border-radius:16px;padding:20px 16px;margin-bottom:12px}
.row{display:flex;justify-content:space-between;gap:16px;color:var(--ink-2);font-size:14px}.row span{overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.what{margin:0 0 8px}
.amount{font-size:36px;font-weight:600;margin:4px 0 12px;font-variant-numeric:tabular-nums;color:var(--ink)}
button,a.button{display:block;width:100%;min-height:48px;border-radius:10px;border:1px solid var(--line);background:var(--paper);color:var(--ink);font:inherit;text-align:center;line-height:46px;text-decoration:none;margin-top:12px;cursor:pointer}
button.primary{background:var(--accent);border-color:var(--accent);color:#fff;font-weight:600}
.message b{font-variant-numeric:tabular-nums}.message p{margin:6px 0 0;overflow-wrap:anywhere}.message time{color:var(--ink-2);font-size:14px}`;

/** A page of the simulators in their one style. */
export function page(locale: Locale, content: { title: string; body: string; refresh?: number }): string {
  const refresh = content.refresh === undefined ? '' : `<meta http-equiv="refresh" content="${content.refresh}">`;
  return `<!doctype html><html lang="${texts[locale].lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${refresh}`
    + `<title>${escape(content.title)}</title><style>${STYLE}</style></head><body><main><h1>${escape(content.title)}</h1>${content.body}</main></body></html>`;
}

/** The pay page. `link` was verified. */
export function payPage(locale: Locale, link: { attempt: string; amount: string; returnTo: string; sign: string }): string {
  const t = texts[locale];
  const field = (name: string, value: string): string => `<input type="hidden" name="${name}" value="${escape(value)}">`;
  return page(locale, {
    title: t.payTitle,
    body: `<p class="note">${t.payNote}</p><form class="card" method="post" action="/demo/pay">`
      + `<div class="row"><span>${t.amount}</span></div><div class="amount">${escape(yuan(link.amount))}</div>`
      + `<div class="row"><span>${t.attempt}</span><span>${escape(link.attempt)}</span></div>`
      + field('attempt', link.attempt) + field('amount', link.amount) + field('return', link.returnTo) + field('sign', link.sign)
      + `<button class="primary" name="act" value="pay">${t.pay}</button><button name="act" value="leave">${t.leave}</button></form>`,
  });
}

/** What a broken or changed link shows. */
export function badLinkPage(locale: Locale): string {
  const t = texts[locale];
  return page(locale, { title: t.payTitle, body: `<p class="note">${t.badLink}</p><a class="button" href="/">${t.back}</a>` });
}

/** The inbox; instants are shown in Shanghai time. */
export function inboxPage(locale: Locale, messages: readonly Message[]): string {
  const t = texts[locale];
  const time = new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
  const items = messages.slice(0, 50).map((message) =>
    `<article class="card message"><div class="row"><b>${escape(message.phone)}</b><time>${escape(time.format(new Date(message.at)))}</time></div><p>${escape(message.text)}</p></article>`);
  return page(locale, {
    title: t.inboxTitle, refresh: 3,
    body: `<p class="note">${t.inboxNote}</p>${items.length > 0 ? items.join('') : `<p>${t.inboxEmpty}</p>`}<a class="button" href="/">${t.back}</a>`,
  });
}
