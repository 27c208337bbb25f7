/** Puts the modules together: makes each with what it needs, mounts its routes, registers its subscribers, sweeps and jobs. */
import { DEMO_PASSWORD } from '#app/demo/accounts.ts';
import type { FrontEnds } from '#infra/operations.ts';
import { describeApi, operationsRoutes, proxyDemo, serveFrontEnds } from '#infra/operations.ts';
import { type Gatekeeper, type Http, makeHttp } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import type { Module } from '#infra/module.ts';
import type { PaymentGateway } from '#infra/payment-gateway.ts';
import { makeSweeps } from '#infra/sweeps.ts';
import { bucketOf } from '#kernel/id.ts';
import { aftersalesModule } from '#modules/aftersales/index.ts';
import { airdropModule } from '#modules/airdrop/index.ts';
import { catalogModule, catalogOf } from '#modules/catalog/index.ts';
import { complaintsModule } from '#modules/complaints/index.ts';
import { disclosureModule } from '#modules/disclosure/index.ts';
import { economyModule } from '#modules/economy/index.ts';
import { fulfilmentModule } from '#modules/fulfilment/index.ts';
import { identityModule } from '#modules/identity/index.ts';
import { ledgerModule } from '#modules/ledger/index.ts';
import { type Documents, makeConsents, membersModule } from '#modules/members/index.ts';
import { notifyModule } from '#modules/notify/index.ts';
import { countOpenOrders, ordersModule, type OrdersModule, stockOf } from '#modules/orders/index.ts';
import { paymentsModule, type PaymentsModule } from '#modules/payments/index.ts';
import { platformModule } from '#modules/platform/index.ts';
import { posterModule } from '#modules/poster/index.ts';
import { referralModule } from '#modules/referral/index.ts';
import { reportsModule } from '#modules/reports/index.ts';
import { rewardsModule } from '#modules/rewards/index.ts';
import { rulesModule } from '#modules/rules/index.ts';
import { settlementModule, sumPayables } from '#modules/settlement/index.ts';
import { type Neighbours as SupplierNeighbours, suppliersModule } from '#modules/suppliers/index.ts';
import { teamModule } from '#modules/team/index.ts';

export interface App {
  readonly infra: Infra;
  readonly http: Http;
  /** Starts subscribers, sweeps and jobs. */
  start(): Promise<void>;
  /** Applies everything due and committed until nothing is left (tests, seeding); the loops must not run. */
  drain(): Promise<void>;
  /** Stops taking requests, finishes what runs, stops the loops. The infra is closed by its owner. */
  close(): Promise<void>;
}

/** The modules of the whole product, in dependency order, and those that seeding and benches call directly. */
export interface Assembly {
  readonly modules: readonly Module[];
  readonly orders: OrdersModule;
  readonly payments: PaymentsModule;
}

/** Makes every module with what it needs from its neighbours; `gateways` are the demo's and `documents` those of the release unless given. */
export function makeModules(infra: Infra, options: { gateways?: readonly PaymentGateway[]; documents?: Documents } = {}): Assembly {
  const consents = makeConsents(infra, options.documents);
  const payments = paymentsModule(infra, options);
  const orders = ordersModule(infra, { payments, consents, shelves: catalogOf(infra) });
  // A SKU's id was made in its fulfiller's bucket, where its stock stands.
  const readStock = (skuIds: readonly bigint[]) => stockOf(infra.sql, skuIds.map((skuId) => ({ bucket: bucketOf(skuId), skuId })));
  const modules: Module[] = [
    identityModule(infra, { demoPassword: DEMO_PASSWORD }), ledgerModule(infra), rulesModule(infra), referralModule(infra), membersModule(infra, { consents, modules: () => modules }), teamModule(infra), posterModule(infra), airdropModule(infra), economyModule(infra),
    rewardsModule(infra), payments, suppliersModule(infra, supplierNeighbours(infra)), catalogModule(infra, { stockOf: readStock }), orders, fulfilmentModule(infra, orders), complaintsModule(infra), settlementModule(infra),
    aftersalesModule(infra, orders), disclosureModule(infra), platformModule(infra), notifyModule(infra),
    reportsModule(infra, { orders: orders.orders, stockOf: readStock }),
  ];
  return { modules, orders, payments };
}

/** What suppliers, upstream of goods, orders and payables, must know of them. */
function supplierNeighbours(infra: Infra): SupplierNeighbours {
  const catalog = catalogOf(infra);
  return {
    categories: () => new Map(catalog.current().categories.map(({ id, name }) => [String(id), name])),
    async openBusinessOf(sql, supplier) {
      const { accruedFen } = await sumPayables(sql, { supplierId: supplier.id, at: infra.clock.now() });
      return { orders: await countOpenOrders(sql, supplier), payableFen: accruedFen, onSale: catalog.current().products.filter(({ supplierId }) => supplierId === supplier.id).length };
    },
  };
}

/** The app over `modules`, in dependency order. */
export async function createApp(infra: Infra, modules: readonly Module[], options: { gatekeeper: Gatekeeper; frontEnds?: FrontEnds }): Promise<App> {
  const http = await makeHttp(infra, options.gatekeeper, modules.map((module) => module.texts));
  await describeApi(http);
  for (const module of modules) module.routes?.(http);
  await operationsRoutes(http, infra);
  await proxyDemo(http, infra);
  if (options.frontEnds) await serveFrontEnds(http, options.frontEnds);

  await infra.events.register(modules.flatMap((module) => module.subscribers ?? []));
  infra.jobs.register(modules.flatMap((module) => module.jobs ?? []));
  const sweeps = makeSweeps({ sweeps: modules.flatMap((module) => module.sweeps ?? []), clock: infra.clock, log: infra.log });
  await http.ready();

  return {
    infra, http,
    async start() {
      await infra.events.start();
      await infra.jobs.start();
      sweeps.start();
    },
    async drain() {
      await infra.events.drain();
      await sweeps.drain();
      await infra.events.drain();
      await infra.jobs.drain();
    },
    async close() {
      await http.close();
      await sweeps.close();
      for (const module of modules.toReversed()) await module.close?.();
    },
  };
}
