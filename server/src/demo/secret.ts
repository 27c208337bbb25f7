/** Demo only: the secret that encrypts stored secrets, made at the first start and kept beside the data. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from './write-whole.ts';

/** 32 bytes in hex; the same at every start on one data folder. */
export function demoSecret(dataDir: string): string {
  const path = join(dataDir, 'secret-key');
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true });
    writeWhole(path, randomBytes(32).toString('hex'));
  }
  return readFileSync(path, 'utf8').trim();
}
