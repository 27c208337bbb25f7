/**
 * A copy of everything that is kept of a member (Personal Information Protection Law 45): a zip of JSON files, made by a job, kept for seven days
 * and sent to him alone.
 */
import { strToU8, zipSync } from 'fflate';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Job, Module, Sweep } from '#infra/module.ts';
import type { CopyFor, Exported } from '#infra/personal.ts';
import { type Locale, makeTranslator } from '#infra/texts.ts';
import { DAY_MS, dayOf, formatDay, instantOf } from '#kernel/day.ts';
import { bucketOf } from '#kernel/id.ts';
import { audit } from '#modules/identity/index.ts';
import { errors, EXPORT_DAYS } from './domain.ts';
import * as copies from './export-store.ts';
import { lockMember, type MemberId } from './store.ts';

const MAKE = 'members.makeExport';
const SYSTEM = { actor: { kind: 'system', name: MAKE }, requestId: MAKE } as const;

/** Asks for a copy; the job makes it. Throws exportTooSoon while one is being made and for a day from the last. */
export async function askExport(infra: Infra, ctx: Ctx, request: { memberId: MemberId; locale: Locale }): Promise<copies.ExportRow> {
  const { memberId, locale } = request;
  await lockMember(ctx.tx, memberId); // Two requests at once make one copy.
  const last = await copies.newestExport(ctx.tx, memberId);
  if (last && ctx.now.getTime() < last.askedAt.getTime() + DAY_MS) throw errors.exportTooSoon();
  const row = { id: ctx.newId<'export'>(bucketOf(memberId)), memberId, locale, askedAt: ctx.now };
  await copies.insertExport(ctx.tx, row);
  await infra.jobs.add(ctx, { name: MAKE, input: { id: String(row.id) } });
  await audit(ctx, { act: 'members.exportAsked', target: `member:${memberId}`, detail: {} });
  return { ...row, madeAt: null, endsAt: null };
}

/** The zip. Throws exportNotFound when there is none, none yet, or none any more, and for another's. */
export async function takeExport(infra: Infra, copy: { id: bigint; memberId: MemberId }): Promise<Buffer> {
  const file = await copies.fileOf(infra.sql, { ...copy, now: infra.clock.now() });
  if (!file) throw errors.exportNotFound();
  return file;
}

/** Times as people in Shanghai read them, ids as text. */
function plain(value: Exported): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return timeText(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
  return value;
}

/** `2026-03-02 10:00:00`: the time in Shanghai. */
export function timeText(instant: Date): string {
  const day = dayOf(instant);
  const seconds = Math.floor((instant.getTime() - instantOf(day, 0).getTime()) / 1_000);
  const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
  return `${formatDay(day)} ${two(seconds / 3_600)}:${two((seconds % 3_600) / 60)}:${two(seconds % 60)}`;
}

/** The job that makes a copy; made once, however often it runs. */
export function exportJob(infra: Infra, modules: () => readonly Module[]): Job {
  return {
    name: MAKE,
    run: (input) => infra.unit(SYSTEM, async (ctx) => {
      const row = await copies.lockWaiting(ctx.tx, BigInt((input as { id: string }).id));
      if (!row) return;
      const { memberId, locale } = row;
      const translate = makeTranslator(modules().map(({ texts }) => texts));
      const copy: CopyFor = { memberId, locale, now: ctx.now, say: (key, params = {}) => translate(locale, key, params) };
      const files: Record<string, Uint8Array> = { 'README.txt': strToU8(copy.say('members.exportReadme', { at: timeText(ctx.now) })) };
      for (const { personal } of modules()) {
        for (const [name, data] of Object.entries((await personal?.export?.(ctx.tx, copy)) ?? {})) files[`${name}.json`] = strToU8(`${JSON.stringify(plain(data), null, 2)}\n`);
      }
      await copies.putFile(ctx.tx, { id: row.id, at: ctx.now, endsAt: new Date(ctx.now.getTime() + EXPORT_DAYS * DAY_MS), file: zipSync(files) });
    }),
  };
}

/** Removes copies that are no longer kept. */
export function exportSweep(infra: Infra): Sweep {
  return {
    name: 'members.exports',
    run() {
      const now = infra.clock.now();
      return copies.deleteEnded(infra.sql, { now, forgotten: new Date(now.getTime() - EXPORT_DAYS * DAY_MS) });
    },
  };
}
