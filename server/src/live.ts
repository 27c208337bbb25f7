/**
 * What a live shop is born with: the rule pack `safe` and a platform without people. Its first owner comes by a link that is printed at the start, works
 * once and for an hour; as long as nobody owns the shop, each start prints a new one.
 */
import { type Config, ConfigError } from '#infra/config.ts';
import type { Infra, Origin } from '#infra/infra.ts';
import { assert } from '#kernel/assert.ts';
import { type EnrolmentLink, offerOwnership } from '#modules/identity/index.ts';
import { installPack, newestPack, SAFE_PACK } from '#modules/rules/index.ts';

const ORIGIN: Origin = { actor: { kind: 'system', name: 'live' }, requestId: 'live' };

/**
 * Makes sure that a live shop has rules and an owner to come; the link for him, or undefined when the shop is owned. Throws ConfigError when the database
 * has other rules than `safe`, which came there past this program: nobody has answered for them.
 */
export async function openLive(infra: Infra): Promise<EnrolmentLink | undefined> {
  assert(infra.config.mode === 'live', 'a demo has its people from its history');
  return infra.unit(ORIGIN, async (ctx) => {
    const pack = await newestPack(ctx.tx);
    if (pack === undefined) await installPack(infra, ctx, SAFE_PACK);
    else if (pack !== 'safe') throw new ConfigError([`a live shop runs on the rule pack safe only, and this database has ${pack}: restore the last backup that has safe, or give another DATA_DIR or DATABASE_URL`]);
    return offerOwnership(infra, ctx, infra.config.shopName);
  });
}

/** What is printed when a live shop runs. */
export function liveLines(config: Config, link: EnrolmentLink | undefined): string[] {
  const url = config.publicUrl;
  return [
    '', '  CoShop is running (live)', '', `  Storefront   ${url}/`, `  Console      ${url}/console/`, `  API          ${url}/api/docs`, `  Metrics      http://127.0.0.1:${config.metricsPort}/metrics`, '',
    ...(link === undefined ? [] : [
      '  Nobody owns this shop yet. Its first owner opens this address, which works once, until', `  ${link.expiresAt.toISOString()}; another start prints another:`, '', `    ${url}${link.path}`, '',
    ]),
    '  Ctrl-C stops.', '',
  ];
}
