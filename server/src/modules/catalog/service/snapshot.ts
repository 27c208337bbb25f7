/**
 * The goods on sale, in memory: the hot path of orders and the public lists read nothing else. A change of goods raises the catalogue's
 * version; every process compares it once a second, and at once after its own writes. A snapshot is never changed, only replaced.
 */
import type { Infra } from '#infra/infra.ts';
import { assert } from '#kernel/assert.ts';
import { PPM } from '#kernel/amount.ts';
import { Refusal } from '#kernel/errors.ts';
import { ruleBook } from '#modules/rules/index.ts';
import type { Category, Product, ProductId, SkuId, Zone } from '#modules/catalog/domain.ts';
import { listCategories } from '#modules/catalog/store/categories.ts';
import * as store from '#modules/catalog/store/products.ts';
import { mediaUrl } from './media.ts';
import { inOrder, type Ranked, type Sort } from './on-sale.ts';

/** What is sold under a SKU just now; what an order copies when it is placed. */
export interface Offer {
  readonly productId: ProductId;
  readonly skuId: SkuId;
  /** The fulfiller's bucket. */
  readonly bucket: number;
  readonly supplierId: bigint | null;
  readonly unitFen: bigint;
  readonly supplyFen: bigint;
  /** Share value of a piece before the zone's multiple, atoms. */
  readonly unitSv: bigint;
  readonly zone: Zone;
}

/** How a SKU is called and shown. */
export interface Label {
  readonly title: string;
  readonly skuName: string;
  readonly imageUrl: string;
}

export interface Snapshot {
  readonly version: bigint;
  readonly categories: readonly Category[];
  /** Listed products, oldest first. */
  readonly products: readonly Product[];
  readonly byProduct: ReadonlyMap<bigint, Product>;
  readonly bySku: ReadonlyMap<bigint, Offer>;
  /** Of every SKU, listed or not: orders of the past keep their names. */
  readonly labels: ReadonlyMap<bigint, Label>;
}

/** Multiples of share value by zone, ppm. */
export type ZoneMultiples = Readonly<Record<Zone, bigint>>;

export interface Catalog {
  /** The goods on sale; empty until the first refresh. */
  current(): Snapshot;
  /** What is on sale under a SKU now; undefined when nothing is. */
  offerOf(skuId: bigint): Offer | undefined;
  /** How a SKU is called, on sale or not. */
  labelOf(skuId: bigint): Label | undefined;
  /** Reads what changed in the database since the last time; the app awaits it before it serves. */
  refresh(): Promise<void>;
  /** Pieces of a product that were paid for. */
  soldOf(productId: ProductId): bigint;
  /** The goods on sale in an order; the same array until goods or sales change. */
  inOrder(sort: Sort): readonly Ranked[];
  /** Undefined while no rules are in force. */
  multiples(): ZoneMultiples | undefined;
}

const EMPTY: Snapshot = { version: 0n, categories: [], products: [], byProduct: new Map(), bySku: new Map(), labels: new Map() };

async function load(infra: Infra, version: bigint): Promise<Snapshot> {
  const [categories, all] = [await listCategories(infra.sql), await store.listAll(infra.sql)];
  const bySku = new Map<bigint, Offer>();
  const labels = new Map<bigint, Label>();
  for (const product of all) {
    const [cover] = product.images;
    assert(cover !== undefined, 'a product has a picture');
    for (const sku of product.skus) {
      labels.set(sku.id, { title: product.title, skuName: sku.name, imageUrl: mediaUrl(cover) });
      if (!product.listed) continue;
      bySku.set(sku.id, {
        productId: product.id, skuId: sku.id, bucket: product.bucket, supplierId: product.supplierId, unitFen: sku.priceFen, supplyFen: sku.supplyFen,
        unitSv: sku.unitSv, zone: product.zone,
      });
    }
  }
  const products = all.filter((product) => product.listed);
  return { version, categories, products, byProduct: new Map(products.map((product) => [product.id, product])), bySku, labels };
}

async function readMultiples(infra: Infra): Promise<ZoneMultiples | undefined> {
  try {
    const { zones } = (await ruleBook(infra.sql)).at(infra.clock.now());
    return { ordinary: zones.ordinary.svMultiplePpm, vip: zones.vip.svMultiplePpm };
  } catch (error) {
    // Goods may be loaded before the first pack is installed (birth of a database); pages refuse until then.
    if (error instanceof Refusal && error.code === 'rules.notInstalled') return undefined;
    throw error;
  }
}

function makeCatalog(infra: Infra): Catalog {
  let snapshot = EMPTY;
  let multiples: ZoneMultiples | undefined;
  const sold = new Map<bigint, bigint>();
  let soldUpTo = -1n;
  const orders = new Map<Sort, readonly Ranked[]>();
  let running: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const version = await store.readVersion(infra.sql);
    // The goods may be newer than the version read before them; the next look then reads them again.
    if (version !== snapshot.version) {
      snapshot = await load(infra, version);
      orders.clear();
    }
    multiples = await readMultiples(infra);
    for (const row of await store.listSalesFrom(infra.sql, soldUpTo)) {
      if (sold.get(row.productId) !== row.sold) orders.delete('sales');
      sold.set(row.productId, row.sold);
      soldUpTo = row.position;
    }
  };
  return {
    current: () => snapshot,
    offerOf: (skuId) => snapshot.bySku.get(skuId),
    labelOf: (skuId) => snapshot.labels.get(skuId),
    inOrder(sort) {
      const known = orders.get(sort);
      if (known) return known;
      const sorted = inOrder(snapshot.products, sort, (product) => sold.get(product.id) ?? 0n);
      orders.set(sort, sorted);
      return sorted;
    },
    multiples: () => multiples,
    soldOf: (productId) => sold.get(productId) ?? 0n,
    async refresh() {
      // A caller who has just written needs a look that began after his write, so one that is under way is waited for first.
      await running?.catch(() => undefined);
      running ??= read().finally(() => {
        running = undefined;
      });
      await running;
    },
  };
}

const catalogs = new WeakMap<Infra, Catalog>();

/** The catalogue of a process, one for each infra. */
export function catalogOf(infra: Infra): Catalog {
  let catalog = catalogs.get(infra);
  if (!catalog) catalogs.set(infra, (catalog = makeCatalog(infra)));
  return catalog;
}

/** Share value that a piece grants its buyer, the zone's multiple included, atoms (R4.2.2). */
export function grantedSv(sku: { unitSv: bigint }, zone: Zone, multiples: ZoneMultiples): bigint {
  return (sku.unitSv * multiples[zone]) / PPM;
}
