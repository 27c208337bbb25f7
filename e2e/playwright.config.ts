/** Journeys in a real browser against the whole demo mall, started once on a fresh data folder. */
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const PORT = Number(process.env['E2E_PORT'] ?? 3910);
// The workers load this file again: the folder of the first load is handed on.
const dataDir = (process.env['E2E_DATA_DIR'] ??= mkdtempSync(join(tmpdir(), 'coshop-e2e-')));
// As root the database runs as another user, who must be able to enter the folder.
chmodSync(dataDir, 0o711);
const chromium = {
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

export default defineConfig({
  testDir: '.',
  // Noon comes by a jump of business time, at which unpaid checkouts close: whoever is at a cashier must be through before. One alone: --no-deps.
  projects: [
    { name: 'trade', testMatch: /(cart|developer|operator|supplier)\.spec\.ts$/ },
    { name: 'noon', testMatch: /(journey|pages-\w+)\.spec\.ts$/, dependencies: ['trade'] },
  ],
  // The journeys beside the pages: what is looked at waits more than it computes. Files are the unit, so a journey keeps its order.
  workers: 2,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: '../test-results',
  globalTeardown: './teardown.ts',
  use: { baseURL: `http://127.0.0.1:${PORT}`, launchOptions: chromium, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', screenshot: 'only-on-failure' },
  webServer: {
    command: 'node ../tools/run.mjs ../server/src/main.ts',
    url: `http://127.0.0.1:${PORT}/ready`,
    timeout: 180_000,
    reuseExistingServer: process.env['E2E_REUSE'] === '1',
    gracefulShutdown: { signal: 'SIGINT', timeout: 15_000 },
    stdout: 'ignore',
    stderr: 'pipe',
    env: { PORT: String(PORT), DATA_DIR: dataDir, RATE_LIMIT_PER_MINUTE: '100000', SMS_PROOF_OF_WORK: '1' },
  },
});
