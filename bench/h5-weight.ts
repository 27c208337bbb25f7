/** JavaScript the browser fetches for the first page of the storefront, gzip, as served by the built app. */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { type BenchResult, round } from './result.ts';

const ROOT = fileURLToPath(new URL('../storefront/dist/build/h5', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png' };
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** kB of gzipped JavaScript until the first page is idle; no baseline (ARCHITECTURE §8: at most 90 kB). Needs a built storefront. */
export async function h5Weight(): Promise<BenchResult> {
  const sizes = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/')).replace(/^(\.\.[/\\])+/, '');
    if (path.startsWith('/api/')) {
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":{"code":"http.unavailable","message":"","details":{},"requestId":"0"}}');
      return;
    }
    readFile(join(ROOT, path === '/' ? 'index.html' : path)).then((body) => {
      sizes.set(path, gzipSync(body).length);
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/html' }).end(body);
    }, () => response.writeHead(404).end());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ARGS });
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(`http://127.0.0.1:${port}/`);
    // The page stands once it says that no server answered; only then has every chunk of it been asked for.
    await page.getByRole('button').first().waitFor({ state: 'visible' });
    await page.waitForLoadState('networkidle');
    const of = (extension: string) => [...sizes].filter(([path]) => path.endsWith(extension)).reduce((sum, [, bytes]) => sum + bytes, 0);
    return {
      name: 'h5-weight', value: round(of('.js') / 1000), unit: 'kB gzip JS', baseline: null, ratio: null,
      detail: { limit: 90, css: round(of('.css') / 1000), files: Object.fromEntries(sizes) },
    };
  } finally {
    await browser.close();
    server.close();
  }
}
