/** Installing packs and reading the rules that hold at an instant. */
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { assert } from '#kernel/assert.ts';
import type { Ctx } from '#infra/context.ts';
import type { Infra } from '#infra/infra.ts';
import type { Sql } from '#infra/sql.ts';
import { type Pack, PARAMETER_KEYS, type Rules, rulesErrors, rulesFrom } from './domain.ts';
import { readPack } from './pack.ts';
import { SAFE_PACK } from './shipped.ts';
import * as store from './store.ts';

// Keyed by content and version, so that a cached version is right in whichever database the process reads it from.
const parsed = new LRUCache<string, Rules>({ max: 64 });

/** All versions of the rules, ready to be asked for the one that holds at an instant. */
export interface RuleBook {
  /** The newest version in force at business time `at`; throws rules.notInstalled when there is none. */
  at(at: Date): Rules;
  /** A version by its number; asserts that it exists, since decisions cite only versions that were in force. */
  version(version: number): Rules;
}

/** Every version with its parsed rules; one small query, bodies are read once per process. */
export async function ruleBook(sql: Sql): Promise<RuleBook> {
  const versions: { effectiveFrom: Date; rules: Rules }[] = [];
  for (const row of await store.listVersions(sql)) {
    const key = `${row.version}:${row.hash}`;
    const rules = parsed.get(key) ?? rulesFrom(readPack(await store.readBody(sql, row.version)), row.version);
    parsed.set(key, rules);
    versions.push({ effectiveFrom: row.effectiveFrom, rules });
  }
  return {
    at(at) {
      const found = versions.findLast((version) => version.effectiveFrom <= at);
      if (!found) throw rulesErrors.notInstalled();
      return found.rules;
    },
    version(version) {
      const found = versions.find((one) => one.rules.version === version);
      assert(found, `rule version ${version} exists`);
      return found.rules;
    },
  };
}

/** The rules in force at business time `at`; throws rules.notInstalled. Keep what it returns only for one unit of work. */
export async function currentRules(sql: Sql, at: Date): Promise<Rules> {
  return (await ruleBook(sql)).at(at);
}

/** The pack in the order of the catalogue, so that equal packs have equal text. */
function canonical(pack: Pack): string {
  const parameters = Object.fromEntries(PARAMETER_KEYS.map((key) => [key, { value: pack.parameters[key].value, paragraph: pack.parameters[key].paragraph }]));
  const names = { 'zh-CN': sorted(pack.names['zh-CN']), en: sorted(pack.names.en) };
  return JSON.stringify({ name: pack.name, parameters, names });
}

function sorted(names: object): object {
  return Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Installs a pack from the business time of `ctx` on and returns its version; the pack already in force is left as it is.
 * Throws rules.invalidPack (400) naming every problem, and rules.notSafe (409) in a live database, which runs on `safe` as it is shipped until other
 * packs can be judged and answered for (ARCHITECTURE 5).
 */
export async function installPack({ config }: Pick<Infra, 'config'>, ctx: Ctx, value: unknown): Promise<number> {
  const pack = readPack(value);
  // Its name alone makes no pack safe.
  if (config.mode === 'live' && canonical(pack) !== canonical(readPack(SAFE_PACK))) throw rulesErrors.notSafe({ pack: pack.name });
  await store.lockVersions(ctx.tx);
  const versions = await store.listVersions(ctx.tx);
  const body = canonical(pack);
  const digest = hash('sha256', body);
  const newest = versions.at(-1);
  if (newest?.hash === digest) return newest.version;
  assert(!newest || newest.effectiveFrom <= ctx.now, 'versions take effect in the order of their numbers');
  const version = (newest?.version ?? 0) + 1;
  await store.insertVersion(ctx.tx, {
    version, pack: pack.name, body, hash: digest, effectiveFrom: ctx.now, installedAt: ctx.now,
    installedBy: ctx.actor.kind === 'staff' ? ctx.actor.accountId : null,
  });
  return version;
}

/** The name of the pack that was installed last; undefined when none ever was. */
export async function newestPack(sql: Sql): Promise<string | undefined> {
  return (await store.listVersions(sql)).at(-1)?.pack;
}

/** The versions of the rules, newest first, with who installed each. */
export async function listVersions(sql: Sql): Promise<store.VersionRow[]> {
  return (await store.listVersions(sql)).toReversed();
}

/** The parameters of a version as the pack states them. */
export async function packOf(sql: Sql, version: number): Promise<Pack> {
  return readPack(await store.readBody(sql, version));
}
