/** Pictures that people upload: what they are is found by decoding, whatever their name or media type says; metadata never survives. */
import sharp, { type OutputInfo } from 'sharp';
import type { Refusal, RefusalDetails } from '#kernel/errors.ts';
import type { Http } from './http.ts';

/** Media types of uploads. */
export const UPLOAD_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const;
const UPLOAD_FORMATS: readonly string[] = ['jpeg', 'png', 'webp'];
const LEAST_SIDE = 200;
const MOST_PIXELS = 40_000_000;
/** Bytes of one upload: what a good camera makes of a sheet of paper. */
const MOST_UPLOAD_BYTES = 10 * 1_048_576;

/** Lets the bodies of requests be pictures; whichever module mounts its routes first does it for all. */
export function takeUploads(http: Http): void {
  if (!http.hasContentTypeParser(UPLOAD_TYPES[0])) http.addContentTypeParser([...UPLOAD_TYPES], { parseAs: 'buffer', bodyLimit: MOST_UPLOAD_BYTES }, (_request, body, done) => done(null, body));
}

type MakeRefusal = (details?: RefusalDetails) => Refusal;
/** Refusals of the module that asks, under its own codes. */
export interface PictureRefusals {
  readonly pictureUnreadable: MakeRefusal;
  readonly pictureNotAllowed: MakeRefusal;
  readonly pictureTooSmall: MakeRefusal;
}

/** Refuses what is no JPEG, PNG or WebP (SVG among others: it can carry scripts), what cannot be decoded, and what is too small to show anything. */
export async function checkUpload(bytes: Buffer, refusals: PictureRefusals): Promise<void> {
  const { format, width, height } = await readable(refusals, () => sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata());
  if (!UPLOAD_FORMATS.includes(format)) throw refusals.pictureNotAllowed({ format });
  if (Math.min(width, height) < LEAST_SIDE) throw refusals.pictureTooSmall({ least: LEAST_SIDE });
}

/** The pixels, turned upright and at most `width` wide. Slow: call it outside transactions. Throws pictureUnreadable. */
export function decodePicture(bytes: Buffer, { width, refusals }: { width: number; refusals: Pick<PictureRefusals, 'pictureUnreadable'> }): Promise<{ data: Buffer; info: OutputInfo }> {
  return readable(refusals, () => sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .rotate().resize({ width, withoutEnlargement: true }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true }));
}

/** An upload as one WebP of at most `width`, for pictures that are kept beside what they belong to. Refuses as checkUpload does. */
export async function webpOfUpload(bytes: Buffer, { width, refusals }: { width: number; refusals: PictureRefusals }): Promise<{ bytes: Buffer; width: number; height: number }> {
  await checkUpload(bytes, refusals);
  const { data, info } = await decodePicture(bytes, { width, refusals });
  const webp = await sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } }).webp({ quality: 80, effort: 4 }).toBuffer();
  return { bytes: webp, width: info.width, height: info.height };
}

async function readable<Result>(refusals: Pick<PictureRefusals, 'pictureUnreadable'>, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw refusals.pictureUnreadable({ problem: error instanceof Error ? error.message.slice(0, 80) : 'unknown' });
  }
}
