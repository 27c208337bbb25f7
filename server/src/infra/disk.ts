/** What a disk has to say: full, read-only, closed to us; in words an operator can act on. */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** PostgreSQL stops when it cannot add a segment (16 MB) to its log; two leave room for what else is written. */
const LEAST_FREE = 32 * 2 ** 20;
const DISK_ERRORS = ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'];

/** An operator must act on a disk before the program can go on; the message says on which, and how. */
export class DiskUnusable extends Error {
  override readonly name = 'DiskUnusable';
}

export interface Space {
  /** Bytes that an ordinary user may still write. */
  readonly free: number;
  readonly total: number;
}

/** The space of the disk that holds `folder`, or would hold it. */
export function spaceOf(folder: string): Space {
  const { bavail, bsize, blocks } = statfsSync(nearest(folder));
  return { free: bavail * bsize, total: blocks * bsize };
}

/** `12.3 MB` or `4.5 GB`. */
export function sizeText(bytes: number): string {
  const [unit, name] = bytes >= 2 ** 30 ? [2 ** 30, 'GB'] : [2 ** 20, 'MB'];
  return `${Math.round((bytes / unit) * 10) / 10} ${name}`;
}

/** Why nothing can be written below `folder` (which need not exist yet), and what to do; undefined when all is well. */
export function diskTrouble(folder: string): string | undefined {
  const at = nearest(folder);
  const { free, total } = spaceOf(at);
  const full = `The disk of ${folder} is full: ${sizeText(free)} of ${sizeText(total)} are free, and at least ${sizeText(LEAST_FREE)} are needed. Make room on it and try again.`;
  switch (probe(at)) {
    case undefined: return free < LEAST_FREE ? full : undefined;
    case 'ENOSPC': return full;
    case 'EDQUOT': return `The quota of this user on the disk of ${folder} is used up: have it raised, or make room.`;
    case 'EROFS': return `The disk of ${folder} is read-only: the system mounts a disk so after an error of its own (see dmesg). Repair it, mount it writable and try again.`;
    case 'EIO': return `The disk of ${folder} answers with input/output errors: it is failing. Replace it, and restore the last backup if need be.`;
    default: return `${folder} cannot be written by this user: change its owner or its mode, or set DATA_DIR to another folder.`;
  }
}

/** Throws DiskUnusable when nothing can be written below `folder`. */
export function refuseUnusable(folder: string): void {
  const trouble = diskTrouble(folder);
  if (trouble !== undefined) throw new DiskUnusable(trouble);
}

/** Whether an error of the system speaks of the disk and not of what was asked. */
export function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && DISK_ERRORS.includes(error.code);
}

/** The folder itself or the closest one above it that exists. */
function nearest(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : nearest(dirname(folder));
}

/** Writes a little to the disk and takes it back; the code of the error, if any. */
function probe(folder: string): string | undefined {
  const path = join(folder, `.probe-${randomBytes(4).toString('hex')}`);
  try {
    const file = openSync(path, 'wx', 0o600);
    try {
      writeSync(file, Buffer.alloc(65_536));
      fsyncSync(file);
    } finally {
      closeSync(file);
      rmSync(path, { force: true });
    }
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}
