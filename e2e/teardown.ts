/** Removes the data folder of the run. */
import { rm } from 'node:fs/promises';

export default async function teardown(): Promise<void> {
  const dataDir = process.env['E2E_DATA_DIR'];
  if (dataDir?.includes('coshop-e2e-')) await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}
