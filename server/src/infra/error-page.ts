/** What a person sees who opened an address by hand or by a link and was refused: the refusal's own words and the way to the shop, instead of JSON. */
import type { FastifyRequest } from 'fastify';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/** Whether the request is a browser's for a page; what asks for `/api` is a program. */
export function isForPage({ method, url, headers }: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
  return method === 'GET' && !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
}

/** The page, as HTML. */
export function renderErrorPage({ message, language }: { message: string; language: string }): string {
  return `<!doctype html><html lang="${escape(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(message)}</title><style>
:root{color-scheme:light dark;--ink:#1d2129;--ground:#f6f7f9;--link:#2b5fd9}
@media (prefers-color-scheme:dark){:root{--ink:#f2f4f7;--ground:#121316;--link:#86a9ff}}
body{margin:0;min-height:100vh;display:grid;place-content:center;justify-items:center;padding:0 24px;background:var(--ground);color:var(--ink);font:16px/1.6 -apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;text-align:center}
h1{margin:0;font-size:20px}a{display:inline-flex;align-items:center;min-height:44px;color:var(--link)}
</style></head><body><h1>${escape(message)}</h1><a href="/">CoShop</a></body></html>`;
}
