/** The packs that come with the program. */
import safe from './packs/safe.json' with { type: 'json' };
import seed from './packs/seed.json' with { type: 'json' };
import seed2500 from './packs/seed-2500.json' with { type: 'json' };
import seedPart4 from './packs/seed-part4.json' with { type: 'json' };
import seedDemo from './packs/seed-demo.json' with { type: 'json' };

/** The pack that is the source document to the digit (ARCHITECTURE 5). */
export const SEED_PACK: unknown = seed;

/** `seed` with some parameters stated otherwise. */
function seedWith(variant: { readonly name: string; readonly parameters: object }): unknown {
  return { ...seed, name: variant.name, parameters: { ...seed.parameters, ...variant.parameters } };
}

/** The seed's other supply: ten times the points, 18,250,000 + 6,750,000 = 25,000,000 (N2). */
export const SEED_2500_PACK = seedWith(seed2500);
/** The other schedule of the source: 100 a day, halving every 30 days, 6,000 in all; the closing run takes what halving never reaches (N2). */
export const SEED_PART4_PACK = seedWith(seedPart4);
/** The schedules that the source allows, in the order of the source. */
export const PRESETS: readonly unknown[] = [SEED_PACK, SEED_2500_PACK, SEED_PART4_PACK];

/** What the demo mall runs on: `seed` with the repurchase amounts that the source leaves open (R4.8.1). They are invented. */
export const DEMO_PACK = seedWith(seedDemo);

/** What a live shop begins with (N20): one level, nothing for inviting, nothing at registration, one point in all. */
export const SAFE_PACK = seedWith(safe);
