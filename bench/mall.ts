/** A mall for benches over HTTP: rules, goods whose stock never ends, and members who are signed in and have an address, made through the real services. */
import { createApp, makeModules } from '../server/src/app.ts';
import { beginHistory, finishHistory } from '../server/src/demo/marker.ts';
import type { Infra } from '../server/src/infra/infra.ts';
import { bucketOf } from '../server/src/kernel/id.ts';
import { createCategory, createProduct, recordMedia, storeDrawing } from '../server/src/modules/catalog/index.ts';
import { openSupply } from '../server/src/modules/economy/index.ts';
import { makeGatekeeper, openSession } from '../server/src/modules/identity/index.ts';
import { addContact, DOCUMENTS, registerMember, versionsOf } from '../server/src/modules/members/index.ts';
import { setStock } from '../server/src/modules/orders/index.ts';
import { installPack, SEED_PACK } from '../server/src/modules/rules/index.ts';

const STOCK = 2_000_000_000;
const PRICE_FEN = 9_900n;
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1200" width="1200" height="1200"><circle cx="600" cy="600" r="400" fill="#0E7C66"/></svg>';
const ORIGIN = { actor: { kind: 'system', name: 'bench' }, requestId: 'bench' } as const;

/** A member as the driver knows him. */
export interface Buyer {
  readonly token: string;
  readonly contactId: string;
}

export interface Mall {
  readonly skuIds: readonly string[];
  readonly buyers: readonly Buyer[];
}

/** Opens the mall in a newborn database, which counts as a demo with its history from then on. Each member was invited by the one before him, eight deep. */
export async function openMall(infra: Infra, size: { skus: number; buyers: number }): Promise<Mall> {
  await infra.sql.run(`insert into infra.birth (mode, at) values ('demo', $1)`, [infra.clock.wall()]);
  await beginHistory(infra);
  const app = await createApp(infra, makeModules(infra).modules, { gatekeeper: makeGatekeeper(infra) });
  await infra.unit(ORIGIN, (ctx) => installPack(infra, ctx, SEED_PACK));
  await infra.unit(ORIGIN, (ctx) => openSupply(ctx));
  const media = await storeDrawing(infra.config.dataDir, DRAWING);
  const skuIds = await infra.unit(ORIGIN, async (ctx) => {
    await recordMedia(ctx, media);
    const categoryId = await createCategory(ctx, { name: 'Bench' });
    const made: bigint[] = [];
    for (let n = 0; n < size.skus; n++) {
      const { skus } = await createProduct(ctx, {
        categoryId, supplier: null, zone: 'ordinary', title: `Goods ${n}`, subtitle: '', description: 'Goods.', images: [media.sha256], listed: true,
        skus: [{ name: 'one', priceFen: PRICE_FEN, supplyFen: 0n }],
      });
      made.push(...skus.map(({ id }) => id));
    }
    await setStock(ctx, made.map((skuId) => ({ bucket: bucketOf(skuId), skuId, available: STOCK })));
    return made.map(String);
  });
  const buyers: Buyer[] = [];
  for (let n = 0; n < size.buyers; n++) {
    buyers.push(await infra.unit(ORIGIN, async (ctx) => {
      const memberId = await registerMember(infra, ctx, { phone: `139${String(n).padStart(8, '0')}`, passwordHash: null, versions: versionsOf(DOCUMENTS) });
      const { token } = await openSession(ctx, { accountId: memberId, level: 'member', client: 'bench', ip: '127.0.0.1' });
      const contact = await addContact(ctx, { memberId, replaces: undefined, name: 'Bench', phone: '13900000000', regionCode: '330106', detail: 'West Lake 1' });
      return { token, contactId: String(contact.id) };
    }));
  }
  await app.drain();
  await finishHistory(infra);
  await app.close();
  return { skuIds, buyers };
}
