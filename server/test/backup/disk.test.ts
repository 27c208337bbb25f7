/**
 * Disks that are full or read-only, real ones: small file systems of their own, mounted for the test. Whatever happens, callers are told so, the log and
 * the last words name the disk, nothing is torn, and once the disk is mended the shop is as it was.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { makeBackup } from '#app/backup/backup.ts';
import { restoreBackup } from '#app/backup/restore.ts';
import type { Place } from '#app/backup/place.ts';
import { openDatabase } from '#infra/database.ts';
import { findPostgres, startPostgres } from '#infra/postgres.ts';
import { assert } from '#kernel/assert.ts';
import { codeOf, testApp } from '#test/app.ts';
import { ask, type BackedShop, command, openBackedShop, type StartedShop, startShop } from './shop.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 150_000 });

const MB = 2 ** 20;
const MOST_ORDERS = 20_000;
const WAIT = { interval: 50, timeout: 90_000 };
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;
if (!canMount) console.warn('SKIPPED: full and read-only disks are real mounts, and only root of a Linux that permits mounting can make them. Nothing below was tested here.');

let shop: BackedShop;
let folder: string;

function run(program: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  assert(status === 0, `${program} ${args.join(' ')}: ${stderr}`);
}

/** A file system of `megabytes` in memory. */
function mountSmall(name: string, megabytes: number): string {
  const at = join(shop.place.cwd, name);
  mkdirSync(at);
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', at);
  onTestFinished(() => run('umount', at));
  chmodSync(at, 0o711);
  return at;
}

/** Fills a disk but for `left` bytes; the returned function makes room again. */
function fill(at: string, left: number): () => void {
  const balloon = join(at, 'balloon');
  const { bavail, bsize } = statfsSync(at);
  run('fallocate', '-l', String(bavail * bsize - left), balloon);
  return () => rmSync(balloon);
}

describe.runIf(canMount)('on a real disk', () => {
  beforeAll(async () => {
    shop = await openBackedShop();
    folder = await makeBackup(shop.place, 'whole', () => undefined);
  });
  afterAll(() => shop.close());

  test('that is full, a backup says so and leaves nothing', async () => {
    const at = mountSmall('full', 1);
    fill(at, 32_768);
    await expect(makeBackup(shop.place, join(at, 'one'), () => undefined)).rejects.toThrow(/The disk of .*full is full: .* No backup was made\./);
    expect(readdirSync(at)).toEqual(['balloon']);
  });

  test('that is too small or read-only, a restore says so and leaves nothing', async () => {
    const at = mountSmall('small', 45);
    const place = { ...shop.newPlace('x'), dataDir: join(at, 'shop') };
    await expect(restoreBackup(place, folder, () => undefined)).rejects.toThrow(/No space left on device|The disk of .* is full/);
    expect(existsSync(place.dataDir) ? readdirSync(place.dataDir) : []).toEqual([]);
    run('mount', '-o', 'remount,ro', at);
    await expect(restoreBackup(place, folder, () => undefined)).rejects.toThrow(/The disk of .*shop is read-only/);
  });

  test('that is read-only, a start stops before it does anything and says so', async () => {
    const at = mountSmall('readonly', 45);
    run('mount', '-o', 'remount,ro', at);
    expect(await command([], { DATA_DIR: join(at, 'shop') }).ended).toMatchObject({ code: 1, output: expect.stringMatching(/^The disk of .*shop is read-only: .*mount it writable and try again\.\n$/) });
  });

  test('that is full, a picture is refused as unavailable and no half file stays', async () => {
    const at = mountSmall('pictures', 1);
    const mall = await testApp(shop.database, { config: { dataDir: at } });
    onTestFinished(() => mall.close());
    const makeRoom = fill(at, 16_384);
    const owner = await mall.staff('owner');
    const picture = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#123456', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).png().toBuffer();
    const upload = (): ReturnType<typeof owner.send> => owner.send({ method: 'POST', url: '/api/console/media', payload: picture, headers: { 'content-type': 'image/png' } });
    const refused = await upload();
    expect([refused.status, codeOf(refused)]).toEqual([503, 'http.unavailable']);
    expect(readdirSync(join(at, 'media')).filter((name) => name.endsWith('.part'))).toEqual([]);
    makeRoom();
    expect((await upload()).status).toBe(200);
  });

  test('that fills and then turns read-only while orders are placed, nothing is torn and the shop comes back', async () => {
    const image = join(shop.place.cwd, 'disk.img');
    const at = join(shop.place.cwd, 'disk');
    writeFileSync(image, '');
    truncateSync(image, 320 * MB);
    run('mkfs.ext4', '-q', '-m', '0', image);
    mkdirSync(at);
    run('mount', '-o', 'loop', image, at);
    const place: Place = { ...shop.newPlace('x'), dataDir: join(at, 'shop') };
    let current: StartedShop | undefined;
    onTestFinished(async () => {
      current?.command.kill('SIGKILL');
      await current?.command.ended;
      await findPostgres(place.dataDir)?.stop('immediate');
      run('umount', at);
    });
    chmodSync(at, 0o711);
    await restoreBackup(place, folder, () => undefined);
    current = await startShop(place);
    const buyer = await buyerAt(current.origin);
    expect(await buyer.place(current.origin)).toBe('200');

    const makeRoom = fill(at, 256 * 1024);
    const answers = await buyer.placeUntil(current, (answer) => answer === '503 http.unavailable');
    expect(new Set(answers)).toEqual(new Set(['200', '503 http.unavailable']));
    await vi.waitFor(() => expect(current?.command.output()).toMatch(/The disk of \S*disk\/shop\S* is full: /), WAIT);
    makeRoom();
    // It serves again by itself, unless PostgreSQL could not even write its log: then it has stopped with a clear word, and starts again.
    await buyer.placeUntil(current, (answer) => answer === '200');
    if (await hasEnded(current)) {
      expect(await current.command.ended).toMatchObject({ code: 1, output: expect.stringMatching(/^The disk of .* is full: .*try again\.$/m) });
      current = await startShop(place);
    }
    await expectSound(place, buyer.accepted());

    // What Linux does to a disk that fails.
    run('mount', '-o', 'remount,abort', at);
    await buyer.placeUntil(current, (answer) => answer === '503 http.unavailable');
    expect(await current.command.ended).toMatchObject({ code: 1, output: expect.stringMatching(/^The disk of .* is read-only: /m) });
    expect(await command([], { DATA_DIR: place.dataDir }).ended).toMatchObject({ code: 1, output: expect.stringMatching(/^The disk of .* is read-only/) });
    await findPostgres(place.dataDir)?.stop('immediate');
    run('umount', at);
    spawnSync('e2fsck', ['-fy', image]); // Ends with 1 when it has mended something.
    run('mount', '-o', 'loop', image, at);
    current = await startShop(place);
    expect(await buyer.place(current.origin)).toBe('200');
    await expectSound(place, buyer.accepted());
    current.command.kill('SIGINT');
    expect((await current.command.ended).code).toBe(0);
  });
});

async function hasEnded({ command: { ended } }: StartedShop): Promise<boolean> {
  return Promise.race([ended.then(() => true), new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))]);
}

/** The doctor finds nothing, and every order that was accepted is there. */
async function expectSound(place: Place, accepted: readonly string[]): Promise<void> {
  const { output } = await command(['doctor'], { DATA_DIR: place.dataDir }).ended;
  expect(output.split('\n').filter((line) => line.startsWith('FAILED') && !line.includes('pictures'))).toEqual([]);
  const { url } = await startPostgres({ dataDir: place.dataDir, log: { info: () => undefined } });
  const database = openDatabase({ url, max: 1 });
  try {
    expect(await database.sql.one('select count(*)::int as found from orders.checkout where id = any($1::bigint[])', [accepted])).toEqual({ found: accepted.length });
    expect(await database.sql.rows(`select c.id from orders.checkout c where c.state <> 'closed' and cardinality(c.order_ids) <> (select count(*) from orders.orders o where o.checkout_id = c.id)`)).toEqual([]);
  } finally {
    await database.close();
  }
}

interface Buyer {
  /** Places one order; the status and the code of a refusal. */
  place(origin: string): Promise<string>;
  /** Places orders until an answer is as wanted, or the shop has ended; all answers. */
  placeUntil(started: StartedShop, wanted: (answer: string) => boolean): Promise<string[]>;
  /** Checkouts that were answered with 200. */
  accepted(): readonly string[];
}

async function buyerAt(origin: string): Promise<Buyer> {
  const token = shop.tokens.buyer;
  const { id: contactId } = await ask<{ id: string }>(origin, '/api/me/contacts', { token, body: { name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C' } });
  const accepted: string[] = [];
  let number = 0;
  const place = async (at: string): Promise<string> => {
    number += 1;
    const answer = await fetch(`${at}/api/checkouts`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ key: `disk-test-${number}`, contactId, lines: [{ skuId: String(shop.tea), quantity: 1 }] }),
    });
    const body = await answer.json() as { checkoutId?: string; error?: { code: string } };
    if (body.checkoutId !== undefined) accepted.push(body.checkoutId);
    return body.error === undefined ? String(answer.status) : `${answer.status} ${body.error.code}`;
  };
  return {
    place, accepted: () => accepted,
    async placeUntil(started, wanted) {
      const answers: string[] = [];
      while (!answers.some(wanted)) {
        assert(answers.length < MOST_ORDERS, `an answer as wanted comes sooner than after ${MOST_ORDERS} orders: ${[...new Set(answers)].join(', ')}`);
        const some = await Promise.allSettled(Array.from({ length: 16 }, () => place(started.origin)));
        // A refused connection: the shop has stopped.
        if (some.some(({ status }) => status === 'rejected')) break;
        answers.push(...some.map((one) => (one.status === 'fulfilled' ? one.value : '')));
      }
      return answers;
    },
  };
}
