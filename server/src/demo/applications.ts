/** The papers of the demo's suppliers, and those of companies that would be: one application in each state, so that a reviewer sees what review looks like. */
import sharp from 'sharp';
import type { Ctx } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { catalogOf } from '#modules/catalog/index.ts';
import { addPicture, type ApplicationId, beginApplication, type PictureKind, saveDraft, submit, tieApplication } from '#modules/suppliers/index.ts';
import papers from './applications.json' with { type: 'json' };
import type { Cast } from './cast.ts';
import { drawLicence } from './pictures/licence.ts';
import { type Shop, SYSTEM } from './shop.ts';

type Told = Omit<(typeof papers.suppliers)[keyof typeof papers.suppliers], 'phone'> & { readonly phone: string };
const TERMS_VERSION = '2026-11-25';

/** Writes the application of a company down, with pictures of the papers it has; it is a draft until `go` moves it. */
async function write(shop: Shop, told: Told, { kinds, go }: { kinds: readonly PictureKind[]; go: (ctx: Ctx, id: ApplicationId) => Promise<void> }): Promise<ApplicationId> {
  const { infra } = shop.app;
  const categories = new Map(catalogOf(infra).current().categories.map(({ id, name }) => [name, String(id)]));
  const { phone, categories: names, ...content } = told;
  const { id } = await shop.unit((ctx) => beginApplication(ctx, phone));
  await shop.unit((ctx) => saveDraft(ctx, {
    id, categories: new Map([...categories].map(([name, key]) => [key, name])),
    content: { ...content, consentVersion: TERMS_VERSION, categoryIds: names.map((name) => {
      const key = categories.get(name);
      assert(key !== undefined, `"${name}" is a category of the demo`);
      return key;
    }) },
  }));
  for (const kind of kinds) {
    const bytes = await sharp(Buffer.from(drawLicence(kind, content, papers.words))).png().toBuffer();
    await addPicture(infra, SYSTEM, { id, kind, bytes });
  }
  await shop.unit((ctx) => go(ctx, id));
  return id;
}

/** What the suppliers of the demo told of themselves; the goods are seeded. */
export async function recordPapers(shop: Shop, cast: Cast): Promise<void> {
  for (const [key, told] of Object.entries(papers.suppliers)) {
    await write(shop, told, { kinds: ['licence'], go: async (ctx, id) => {
      await submit(ctx, id);
      await tieApplication(ctx, { id, supplierId: cast.supplier(key).id });
    } });
  }
}

/** Companies that have applied lately: decided through the console by the operator. */
export async function applyLately(shop: Shop, cast: Cast): Promise<void> {
  const reviewer = cast.staff.get('operator');
  assert(reviewer, 'somebody reviews');
  for (const { state, licence, permit, reason, hints, ...told } of papers.applicants) {
    const kinds: PictureKind[] = [...(licence ? ['licence' as const] : []), ...(permit ? ['permit' as const] : [])];
    const id = await write(shop, told, { kinds, go: async (ctx, draft) => { if (state !== 'draft') await submit(ctx, draft); } });
    const desk = `/api/console/supplier-applications/${id}`;
    const { revision } = await shop.get<{ revision: number }>(reviewer, desk);
    if (state === 'approved') await shop.post(reviewer, `${desk}/approve`, { revision });
    if (state === 'rejected') await shop.post(reviewer, `${desk}/reject`, { revision, reason, hints });
  }
}
