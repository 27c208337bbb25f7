/**
 * Pictures: decoded by sharp whatever their name says, turned upright, stripped of metadata and written as WebP in three widths under the
 * SHA-256 of the upload. The same upload is written once; a file never changes, so it may be cached for ever.
 */
import { hash } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { checkUpload, decodePicture } from '#infra/pictures.ts';
import type { Ctx } from '#infra/context.ts';
import type { Sql } from '#infra/sql.ts';
import { errors } from '#modules/catalog/domain.ts';
import { countMedia, insertMedia, type MediaRow } from '#modules/catalog/store/media.ts';

export const WIDTHS = [200, 600, 1200] as const;

/** Where pictures stand. */
export function mediaFolder(dataDir: string): string {
  return join(dataDir, 'media');
}

/** The file of a picture in one of the three widths. */
export function pathOfMedia(dataDir: string, sha256: string, width: (typeof WIDTHS)[number]): string {
  return join(mediaFolder(dataDir), `${sha256}-${width}.webp`);
}

/** The address of a picture in one of the three widths. */
export function mediaUrl(sha256: string, width: (typeof WIDTHS)[number] = 600): string {
  return `/media/${sha256}-${width}.webp`;
}

/**
 * Writes the WebP files of an uploaded picture and returns what to record. Slow: call it outside transactions.
 * Refusals: catalog.pictureUnreadable, catalog.pictureNotAllowed (SVG among others: it can carry scripts), catalog.pictureTooSmall.
 */
export async function storeUpload(dataDir: string, bytes: Buffer): Promise<MediaRow> {
  await checkUpload(bytes, errors);
  return render(dataDir, bytes, { effort: 4 });
}

/** The same for a drawing of our own (SVG). */
export function storeDrawing(dataDir: string, svg: string): Promise<MediaRow> {
  return render(dataDir, Buffer.from(svg), { effort: 1 });
}

async function render(dataDir: string, bytes: Buffer, options: { effort: number }): Promise<MediaRow> {
  const sha256 = hash('sha256', bytes, 'hex');
  const folder = mediaFolder(dataDir);
  const pathOf = (width: (typeof WIDTHS)[number]): string => pathOfMedia(dataDir, sha256, width);
  // The largest is written last: where it stands, all do, and they are the same.
  const done = await sharp(pathOf(WIDTHS[2])).metadata().catch(() => undefined);
  if (done) return { sha256, width: done.width, height: done.height, bytes: bytes.length };
  await mkdir(folder, { recursive: true });
  // Decoded once at the largest width; the smaller ones are made from those pixels.
  const { data, info } = await decodePicture(bytes, { width: WIDTHS[2], refusals: errors });
  for (const width of WIDTHS) {
    const webp = await sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
      .resize({ width, withoutEnlargement: true }).webp({ quality: 84, effort: options.effort }).toBuffer();
    await place(webp, pathOf(width));
  }
  return { sha256, width: info.width, height: info.height, bytes: bytes.length };
}

/** Readers never see half a file, also when two processes write the same picture, the power goes or the disk is full. */
async function place(webp: Buffer, path: string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    await writeFile(part, webp, { flush: true });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Records a stored picture, so that products may show it. */
export async function recordMedia(ctx: Ctx, media: MediaRow): Promise<void> {
  await insertMedia(ctx.tx, media, ctx.now);
}

/** Whether every one of these distinct pictures was uploaded. */
export async function areMedia(sql: Sql, sha256: readonly string[]): Promise<boolean> {
  return sha256.length === 0 || await countMedia(sql, sha256) === sha256.length;
}
