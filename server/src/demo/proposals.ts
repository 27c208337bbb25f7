/** What the demo's supplier of tea has proposed and nobody has reviewed yet: new goods, and a higher supply price of goods on sale. */
import type { Ctx } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { catalogOf, type Catalog, draftProposal, moveProposal, type Product } from '#modules/catalog/index.ts';
import type { Shop } from './shop.ts';
import goods from './products.json' with { type: 'json' };
import wishes from './proposals.json' with { type: 'json' };

function productCalled(catalog: Catalog, key: string): Product {
  const title = goods.products.find((one) => one.key === key)?.title;
  const product = catalog.current().products.find((one) => one.title === title);
  assert(product !== undefined, `"${key}" is on sale`);
  return product;
}

/** Proposes them; the goods are seeded. */
export async function proposeGoods(shop: Shop, supplier: { readonly id: Product['supplierId']; readonly bucket: number }): Promise<void> {
  const { id: supplierId, bucket } = supplier;
  assert(supplierId !== null, 'a supplier proposes');
  const catalog = catalogOf(shop.app.infra);
  const submit = async (ctx: Ctx, draft: Omit<Parameters<typeof draftProposal>[1], 'supplierId' | 'bucket'>): Promise<void> => {
    const { id } = await draftProposal(ctx, { supplierId, bucket, ...draft });
    await moveProposal(ctx, { id, supplierId, to: 'submitted' });
  };
  const [model, changed] = [productCalled(catalog, wishes.new.picture), productCalled(catalog, wishes.change.picture)];
  await shop.unit(async (ctx) => {
    const { title, subtitle, description, sku } = wishes.new;
    await submit(ctx, { productId: null, content: { title, subtitle, description, categoryId: String(model.categoryId), images: model.images, listed: true, skus: [{ id: null, ...sku }] } });
    await submit(ctx, { productId: changed.id, content: {
      title: changed.title, subtitle: wishes.change.subtitle, description: changed.description, categoryId: String(changed.categoryId), images: changed.images, listed: true,
      skus: changed.skus.map(({ id, name, supplyFen, priceFen }) => ({ id: String(id), name, supplyFen: String(supplyFen + BigInt(wishes.change.supplyAddFen)), suggestedFen: String(priceFen), pieces: 0 })),
    } });
  });
}
