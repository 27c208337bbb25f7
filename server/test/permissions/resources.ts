/**
 * What each route that names a resource is tried with: the caller's own, another's, one that is missing, and whatever else answers otherwise.
 * A variant makes its resource afresh and returns its id, so that each call meets it unused. `other` must answer exactly as `missing` does.
 */
import type { TestStaff } from '#test/app.ts';
import { anybodys, application, applied, asked, at, caseOf, checkoutId, colleagueOf, complained, COMPLAINT, contentOf, copyOf, difference, EXIT, failedRefund, goodsOf, imports, invited, keyOf, levelOf, lineOf, lonely, mallOf, membersOwn, missing, orderId, PARCEL, PARKING, proposed, RESET, type Resource, sessionOf, shippedOrder, type Stage, suppliersCase, suppliersOwn, told, unpaid, viewOf, webhookOf, withdrawAll } from './variants.ts';

/** By route, as `METHOD url`; every route with an id in its path, query or body stands here or among the exempt. */
export const RESOURCES: Readonly<Record<string, Resource>> = {
  'GET /api/checkouts/{id}': { variants: unpaid, request: at('/api/checkouts/{id}') },
  'GET /api/checkouts/{id}/channels': { variants: unpaid, request: at('/api/checkouts/{id}/channels') },
  'POST /api/checkouts/{id}/payments': { variants: unpaid, request: at('/api/checkouts/{id}/payments', { channel: 'demo' }) },
  'POST /api/checkouts/{id}/cancel': {
    variants: { ...unpaid, 'own, paid': ({ mall, me }) => checkoutId(mall.paid(me, mall.goods.tea)) }, request: at('/api/checkouts/{id}/cancel', {}),
  },
  'POST /api/checkouts': {
    variants: membersOwn((stage, member) => stage.mall.contact(member)),
    request: (id, { mall }) => ({ url: '/api/checkouts', body: { key: `permissions-${id}`, contactId: id, lines: [{ skuId: String(mall.goods.tea.skuId), quantity: 1 }] } }),
  },
  'POST /api/me/contacts': {
    variants: membersOwn((stage, member) => stage.mall.contact(member)),
    request: (id) => ({ url: '/api/me/contacts', body: { name: 'A', phone: '13800000000', regionCode: '330106', detail: 'C', replaces: id } }),
  },
  'POST /api/me/contacts/{id}/default': { variants: membersOwn((stage, member) => stage.mall.contact(member)), request: at('/api/me/contacts/{id}/default', {}) },
  'DELETE /api/me/contacts/{id}': { variants: membersOwn((stage, member) => stage.mall.contact(member)), request: at('/api/me/contacts/{id}') },
  'GET /api/me/orders/{id}': { variants: membersOwn((stage, member) => orderId(stage.mall.placed(member, mallOf(stage).tea))), request: at('/api/me/orders/{id}') },
  'POST /api/me/orders/{id}/confirm': {
    variants: { ...membersOwn((stage, member) => orderId(stage.mall.shipped(member, mallOf(stage).tea))), 'own, unshipped': ({ mall, me }) => orderId(mall.paid(me, mall.goods.tea)) },
    request: at('/api/me/orders/{id}/confirm', {}),
  },
  'POST /api/me/orders/{id}/refund': {
    variants: { ...membersOwn((stage, member) => orderId(stage.mall.paid(member, mallOf(stage).tea))), 'own, shipped': (stage) => shippedOrder(stage, stage.me) },
    request: at('/api/me/orders/{id}/refund', { reason: 'other' }),
  },
  'POST /api/me/aftersales': {
    variants: { ...membersOwn(shippedOrder), 'own, unshipped': ({ mall, me }) => orderId(mall.paid(me, mall.goods.tea)) },
    request: (id) => ({ url: '/api/me/aftersales', body: { orderId: id, kind: 'refund', reason: 'other' } }),
  },
  'GET /api/me/aftersales': { variants: membersOwn(shippedOrder), request: at('/api/me/aftersales?orderId={id}') },
  'GET /api/me/aftersales/{id}': { variants: membersOwn((stage, member) => caseOf(stage, member)), request: at('/api/me/aftersales/{id}') },
  'POST /api/me/aftersales/{id}/withdraw': { variants: membersOwn((stage, member) => caseOf(stage, member)), request: at('/api/me/aftersales/{id}/withdraw', {}) },
  'POST /api/me/aftersales/{id}/escalate': {
    variants: { ...membersOwn((stage, member) => caseOf(stage, member, { to: 'refused' })), 'own, undecided': (stage) => caseOf(stage, stage.me) }, request: at('/api/me/aftersales/{id}/escalate', { message: '' }),
  },
  'POST /api/me/aftersales/{id}/parcel': {
    variants: { ...membersOwn((stage, member) => caseOf(stage, member, { to: 'returning' })), 'own, undecided': (stage) => caseOf(stage, stage.me) }, request: at('/api/me/aftersales/{id}/parcel', PARCEL),
  },
  'GET /api/supplier/aftersales/{id}': { variants: suppliersCase, request: at('/api/supplier/aftersales/{id}') },
  'POST /api/supplier/aftersales/{id}/agree': { variants: suppliersCase, request: at('/api/supplier/aftersales/{id}/agree', {}) },
  'POST /api/supplier/aftersales/{id}/refuse': { variants: suppliersCase, request: at('/api/supplier/aftersales/{id}/refuse', { message: 'no' }) },
  'GET /api/console/aftersales': { variants: anybodys((stage) => shippedOrder(stage, stage.me)), request: at('/api/console/aftersales?orderId={id}') },
  'GET /api/console/aftersales/{id}': { variants: anybodys((stage) => caseOf(stage, stage.me)), request: at('/api/console/aftersales/{id}') },
  'POST /api/console/aftersales/{id}/agree': { variants: anybodys((stage) => caseOf(stage, stage.me)), request: at('/api/console/aftersales/{id}/agree', {}) },
  'POST /api/console/aftersales/{id}/refuse': { variants: anybodys((stage) => caseOf(stage, stage.me)), request: at('/api/console/aftersales/{id}/refuse', { message: 'no' }) },
  'POST /api/console/orders/{id}/refund': {
    variants: { ...anybodys(({ mall, me }) => orderId(mall.confirmed(me, mall.goods.package))), unpaid: ({ mall, me }) => orderId(mall.placed(me, mall.goods.tea)) },
    request: at('/api/console/orders/{id}/refund', { message: 'asked by phone' }),
  },
  'GET /api/me/statement/{id}/why': { variants: membersOwn(lineOf), request: at('/api/me/statement/{id}/why') },
  'GET /api/payments/{attemptId}': {
    variants: membersOwn(async (stage, member) => stage.mall.attempt(member, await stage.mall.placed(member, mallOf(stage).tea))), request: at('/api/payments/{id}'),
  },
  'GET /api/invitations/{code}': {
    variants: { any: async ({ me }) => ((await me.get('/api/me')).body as { inviteCode: string }).inviteCode, missing: async () => 'NOSUCHCODE' }, request: at('/api/invitations/{id}'),
  },
  'GET /api/products': { variants: anybodys(async ({ mall }) => String(mall.categoryId)), request: at('/api/products?category={id}') },
  'GET /api/products/{id}': {
    variants: { 'on sale': async ({ mall }) => String(mall.goods.tea.productId), other: async ({ mall }) => String(mall.goods.hidden.productId), missing }, request: at('/api/products/{id}'),
  },
  'GET /api/supplier/orders/{id}': {
    variants: {
      own: ({ mall, me }) => orderId(mall.paid(me, mall.goods.package)), other: ({ mall, me }) => orderId(mall.paid(me, mall.goods.cup)), missing,
      'own, unpaid': ({ mall, me }) => orderId(mall.placed(me, mall.goods.package)),
    },
    request: at('/api/supplier/orders/{id}'),
  },
  'POST /api/supplier/orders/{id}/ship': {
    variants: {
      own: ({ mall, me }) => orderId(mall.paid(me, mall.goods.package)), other: ({ mall, me }) => orderId(mall.paid(me, mall.goods.cup)), missing,
      'own, unpaid': ({ mall, me }) => orderId(mall.placed(me, mall.goods.package)),
    },
    request: at('/api/supplier/orders/{id}/ship', PARCEL),
  },
  'GET /api/supplier/products': {
    variants: { own: async ({ mall }) => String(mall.goods.package.supplier?.id), other: async ({ mall }) => String(mall.goods.cup.supplier?.id), missing },
    request: at('/api/supplier/products?supplier={id}'),
  },
  'GET /api/supplier/products/{id}': { variants: suppliersOwn(async (goods) => String(goods.productId)), request: at('/api/supplier/products/{id}') },
  'GET /api/supplier/skus/{id}/stock': { variants: suppliersOwn(async (goods) => String(goods.skuId)), request: at('/api/supplier/skus/{id}/stock') },
  'POST /api/supplier/skus/{id}/stock': { variants: suppliersOwn(async (goods) => String(goods.skuId)), request: at('/api/supplier/skus/{id}/stock', { change: 1, reason: 'received' }) },
  'GET /api/console/skus/{id}/stock': { variants: anybodys(async ({ mall }) => String(mall.goods.cup.skuId)), request: at('/api/console/skus/{id}/stock') },
  'POST /api/console/skus/{id}/stock': { variants: anybodys(async ({ mall }) => String(mall.goods.cup.skuId)), request: at('/api/console/skus/{id}/stock', { change: 1, reason: 'received' }) },
  'POST /api/supplier/proposals': {
    variants: suppliersOwn(async (_goods, stage, index) => { await withdrawAll(stage, index); return String(goodsOf(stage, index).productId); }),
    request: (id, { mall }) => ({ url: '/api/supplier/proposals', body: { productId: id, content: contentOf(mall) } }),
  },
  'GET /api/supplier/proposals/{id}': { variants: suppliersOwn((_goods, stage, index) => proposed(stage, index)), request: at('/api/supplier/proposals/{id}') },
  'POST /api/supplier/proposals/{id}': {
    variants: { ...suppliersOwn((_goods, stage, index) => proposed(stage, index)), 'own, submitted': (stage) => proposed(stage, 0, true) },
    request: (id, { mall }) => ({ url: `/api/supplier/proposals/${id}`, body: { content: { ...contentOf(mall), subtitle: 'New' } } }),
  },
  'POST /api/supplier/proposals/{id}/state': {
    variants: { ...suppliersOwn((_goods, stage, index) => proposed(stage, index)), 'own, submitted': (stage) => proposed(stage, 0, true) }, request: at('/api/supplier/proposals/{id}/state', { to: 'submitted' }),
  },
  'GET /api/console/proposals/{id}': { variants: anybodys((stage) => proposed(stage, 0, true)), request: at('/api/console/proposals/{id}') },
  'POST /api/console/proposals/{id}/approve': {
    variants: { ...anybodys((stage) => proposed(stage, 0, true)), draft: (stage) => proposed(stage, 0) },
    request: at('/api/console/proposals/{id}/approve', { revision: 2, zone: 'ordinary', skus: [{ priceFen: '9900' }] }),
  },
  'POST /api/console/proposals/{id}/reject': {
    variants: { ...anybodys((stage) => proposed(stage, 0, true)), draft: (stage) => proposed(stage, 0) }, request: at('/api/console/proposals/{id}/reject', { revision: 2, reason: 'for the test' }),
  },
  'GET /api/goods-imports/{id}': { variants: imports, request: at('/api/goods-imports/{id}') },
  'GET /api/goods-imports/{id}/items': { variants: imports, request: at('/api/goods-imports/{id}/items') },
  'GET /api/goods-imports/{id}/problems': { variants: imports, request: at('/api/goods-imports/{id}/problems') },
  'POST /api/goods-imports/{id}/start': { variants: imports, request: at('/api/goods-imports/{id}/start') },
  'POST /api/console/orders/{id}/ship': {
    variants: { own: ({ mall, me }) => orderId(mall.paid(me, mall.goods.tea)), other: ({ mall, me }) => orderId(mall.paid(me, mall.goods.package)), missing },
    request: at('/api/console/orders/{id}/ship', PARCEL),
  },
  'GET /api/console/orders/{id}': { variants: anybodys(({ mall, me }) => orderId(mall.placed(me, mall.goods.tea))), request: at('/api/console/orders/{id}') },
  'GET /api/console/orders/{id}/rewards': {
    variants: { ...anybodys(({ mall, me }) => orderId(mall.confirmed(me, mall.goods.package))), unpaid: ({ mall, me }) => orderId(mall.placed(me, mall.goods.tea)) }, request: at('/api/console/orders/{id}/rewards'),
  },
  'POST /api/console/products/listing': { variants: anybodys(async ({ mall }) => String(mall.goods.hidden.productId)), request: (id) => ({ url: '/api/console/products/listing', body: { ids: [id], listed: false } }) },
  'POST /api/console/exports/products': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: (id) => ({ url: '/api/console/exports/products', body: { format: 'csv', supplier: id } }) },
  'POST /api/console/exports/payables': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: (id) => ({ url: '/api/console/exports/payables', body: { format: 'csv', supplierId: id } }) },
  'POST /api/console/exports/audit': { variants: anybodys(async ({ mall }) => String(mall.otherSupplierStaff.accountId)), request: (id) => ({ url: '/api/console/exports/audit', body: { format: 'csv', actor: id } }) },
  'POST /api/console/views/{id}/forget': {
    variants: {
      own: ({ mall }, caller) => viewOf(caller?.actor.kind === 'staff' && caller.actor.orgKind === 'platform' ? caller : colleagueOf(mall, undefined)),
      other: ({ mall }, caller) => viewOf(colleagueOf(mall, caller)), missing,
    },
    request: at('/api/console/views/{id}/forget', {}),
  },
  'POST /api/supplier/views/{id}/forget': {
    variants: {
      own: ({ mall }, caller) => viewOf(caller?.actor.kind === 'staff' && caller.actor.orgKind === 'supplier' ? caller : mall.otherSupplierStaff),
      other: ({ mall }, caller) => viewOf([mall.otherSupplierStaff, mall.crew.get('supplierStaff') as TestStaff].find((one) => one.accountId !== caller?.accountId) as TestStaff),
      'a colleague’s': ({ mall }, caller) => viewOf((['supplierOwner', 'supplierStaff'] as const).map((role) => mall.crew.get(role) as TestStaff).find((one) => one.accountId !== caller?.accountId) as TestStaff), missing,
    },
    request: at('/api/supplier/views/{id}/forget', {}),
  },
  'POST /api/supplier/exports/products': { variants: anybodys(async ({ mall }) => String(mall.categoryId)), request: (id) => ({ url: '/api/supplier/exports/products', body: { format: 'csv', category: id } }) },
  'GET /api/console/members/{id}': { variants: anybodys(async ({ me }) => String(me.memberId)), request: at('/api/console/members/{id}') },
  'GET /api/console/members/{id}/level': { variants: anybodys(async ({ me }) => String(me.memberId)), request: at('/api/console/members/{id}/level') },
  'POST /api/console/members/{id}/level': { variants: anybodys(async ({ me }) => String(me.memberId)), request: at('/api/console/members/{id}/level', { level: 'dealer', reason: 'only for the test' }) },
  'POST /api/console/levels/{approvalId}/decision': {
    variants: {
      own: ({ mall, me }, caller) => asked(mall, caller, levelOf(me)), 'a colleague’s': ({ mall, me }) => asked(mall, mall.crew.get('operator'), levelOf(me)),
      other: ({ mall, me }) => asked(mall, mall.otherSupplierStaff, levelOf(me)), missing,
    },
    request: at('/api/console/levels/{id}/decision', { decision: 'reject', reason: 'test' }),
  },
  'GET /api/console/suppliers/{id}': { variants: anybodys(lonely()), request: at('/api/console/suppliers/{id}') },
  'POST /api/console/suppliers/{id}/suspend': { variants: { ...anybodys(lonely()), suspended: lonely('suspend') }, request: at('/api/console/suppliers/{id}/suspend', { reason: 'test' }) },
  'POST /api/console/suppliers/{id}/reinstate': { variants: { ...anybodys(lonely('suspend')), supplying: lonely() }, request: at('/api/console/suppliers/{id}/reinstate', {}) },
  'POST /api/console/suppliers/{id}/company': {
    variants: { ...anybodys(told), 'of which nothing is known': lonely() },
    request: at('/api/console/suppliers/{id}/company', { legalPerson: 'Lin', contactName: 'Mei', licenceUntil: 'unlimited', detail: 'Tea Road 1' }),
  },
  'POST /api/console/suppliers/{id}/invitation': {
    variants: { ...anybodys(lonely()), owned: async ({ mall }) => String(mall.goods.package.supplier?.id) }, request: at('/api/console/suppliers/{id}/invitation', {}),
  },
  'POST /api/console/suppliers/{id}/exit': {
    variants: { ...anybodys(lonely()), 'with goods on sale': async ({ mall }) => String(mall.goods.package.supplier?.id) }, request: at('/api/console/suppliers/{id}/exit', { reason: 'test' }),
  },
  'POST /api/console/supplier-exits/{approvalId}/decision': {
    variants: {
      own: ({ mall }, caller) => asked(mall, caller, EXIT), 'a colleague’s': ({ mall }) => asked(mall, mall.crew.get('operator'), EXIT),
      other: ({ mall }) => asked(mall, mall.otherSupplierStaff, EXIT), missing,
    },
    request: at('/api/console/supplier-exits/{id}/decision', { decision: 'reject' }),
  },
  'GET /api/console/supplier-applications/{id}': { variants: anybodys(application), request: at('/api/console/supplier-applications/{id}') },
  'GET /api/console/supplier-applications/{id}/pictures/{pictureId}': {
    variants: { any: applied, 'of another application': async (stage) => (await applied(stage)).replace(/^\d+/, await application(stage, undefined)), missing: async (stage) => `${stage.missing()}/pictures/${stage.missing()}` },
    request: at('/api/console/supplier-applications/{id}'),
  },
  'POST /api/console/supplier-applications/{id}/approve': { variants: anybodys(application), request: at('/api/console/supplier-applications/{id}/approve', { revision: 2 }) },
  'POST /api/console/supplier-applications/{id}/reject': { variants: anybodys(application), request: at('/api/console/supplier-applications/{id}/reject', { revision: 1, reason: 'test' }) },
  'GET /api/console/payables': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: at('/api/console/payables?supplierId={id}') },
  'GET /api/console/suppliers/{id}/statements': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: at('/api/console/suppliers/{id}/statements') },
  'GET /api/console/suppliers/{id}/statements/{month}': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: at('/api/console/suppliers/{id}/statements/2026-03') },
  'POST /api/console/differences/{id}/explain': { variants: anybodys(({ mall }) => difference(mall)), request: at('/api/console/differences/{id}/explain', { note: 'for the test' }) },
  'POST /api/console/refunds/{id}/retry': { variants: anybodys(failedRefund), request: at('/api/console/refunds/{id}/retry', {}) },
  'GET /api/console/products': { variants: anybodys(async ({ mall }) => String(mall.goods.package.supplier?.id)), request: at('/api/console/products?supplier={id}') },
  'GET /api/console/products/{id}': { variants: anybodys(async ({ mall }) => String(mall.goods.hidden.productId)), request: at('/api/console/products/{id}') },
  'POST /api/console/products': {
    variants: anybodys(async ({ mall }) => String(mall.categoryId)),
    request: (id, { mall }) => ({ url: '/api/console/products', body: { ...contentOf(mall), zone: 'ordinary', categoryId: id, skus: [{ name: 'one', priceFen: '900' }] } }),
  },
  'PUT /api/console/categories': { variants: anybodys(async ({ mall }) => String(mall.categoryId)), request: (id) => ({ url: '/api/console/categories', body: { ids: [id] } }) },
  'POST /api/console/categories/{id}': { variants: anybodys(async ({ mall }) => String(mall.categoryId)), request: at('/api/console/categories/{id}', { name: 'Goods' }) },
  'DELETE /api/console/categories/{id}': { variants: anybodys(async ({ mall }) => String(mall.categoryId)), request: at('/api/console/categories/{id}') },
  'POST /api/console/products/{id}': { variants: anybodys(async ({ mall }) => String(mall.goods.hidden.productId)), request: at('/api/console/products/{id}', { subtitle: 'New' }) },
  'GET /api/console/ledger/entries/{bucket}/{id}': {
    variants: {
      any: async ({ mall, me }) => {
        await mall.confirmed(me, mall.goods.package);
        const auditor = mall.crew.get('auditor') ?? mall.visitor;
        const { items } = (await auditor.get('/api/console/ledger/entries?limit=1')).body as { items: { bucket: number; id: string }[] };
        return `${items[0]?.bucket}/${items[0]?.id}`;
      },
      missing: async (stage) => `5/${stage.missing()}`,
    },
    request: at('/api/console/ledger/entries/{id}'),
  },
  'POST /api/console/economy/proposals/{approvalId}/decision': {
    variants: {
      own: ({ mall }, caller) => (caller && ['owner', 'strategist'].some((role) => caller.name.startsWith(role)) ? mall.price(caller, { pending: true }) : mall.price(mall.crew.get('owner') as TestStaff, { pending: true })),
      'a colleague’s': ({ mall }) => mall.price(mall.crew.get('operator') as TestStaff, { pending: true }),
      other: ({ mall }) => asked(mall, mall.otherSupplierStaff, { act: 'economy.approve', input: {} }),
      missing,
    },
    request: at('/api/console/economy/proposals/{id}/decision', { decision: 'reject', reason: 'test' }),
  },
  'POST /api/account/sessions/{id}/end': {
    variants: { own: async ({ mall, me }, caller) => sessionOf(mall, caller?.accountId ?? me.memberId), other: async ({ mall, other }) => sessionOf(mall, other.memberId), missing },
    request: at('/api/account/sessions/{id}/end', {}),
  },
  ...Object.fromEntries((['console', 'supplier'] as const).flatMap((desk) => [
    ['invitation', {}], ['roles', { role: desk === 'console' ? 'auditor' : 'supplierStaff' }], ['roles/end', { role: desk === 'console' ? 'auditor' : 'supplierStaff' }],
  ].map(([act, body]) => [`POST /api/${desk}/staff/{id}/${act as string}`, {
    variants: {
      own: ({ mall }: Stage) => invited(mall, desk === 'console' ? mall.crew.get('owner') : mall.crew.get('supplierOwner')),
      other: ({ mall }: Stage) => invited(mall, mall.otherSupplierStaff), missing,
    },
    request: at(`/api/${desk}/staff/{id}/${act as string}`, body as object),
  }]))),
  ...Object.fromEntries((['console', 'supplier'] as const).map((desk) => [`POST /api/${desk}/api-keys/{id}/revoke`, {
    variants: { own: ({ mall }: Stage) => keyOf(mall, mall.crew.get(desk === 'console' ? 'owner' : 'supplierOwner')), other: ({ mall }: Stage) => keyOf(mall, mall.otherSupplierStaff), missing },
    request: at(`/api/${desk}/api-keys/{id}/revoke`, {}),
  }])),
  ...Object.fromEntries((['console', 'supplier'] as const).flatMap((desk) => {
    const makerOf = ({ mall }: Stage): TestStaff | undefined => mall.crew.get(desk === 'console' ? 'owner' : 'supplierOwner');
    const hook: Resource['variants'] = { own: async (stage) => (await webhookOf(stage.mall, makerOf(stage))).id, other: async ({ mall }) => (await webhookOf(mall, mall.otherSupplierStaff)).id, missing };
    const paused: Resource['variants'] = { 'own, paused': async (stage) => (await webhookOf(stage.mall, makerOf(stage), 'paused')).id };
    const redeliver = `/api/${desk}/webhook-deliveries/{id}/redeliver`;
    return [
      [`GET /api/${desk}/webhooks/{id}/deliveries`, { variants: hook, request: at(`/api/${desk}/webhooks/{id}/deliveries`) }] as const,
      ...['secret', 'remove', 'test', 'pause', 'resume'].map((act) => [`POST /api/${desk}/webhooks/{id}/${act}`, { variants: act === 'resume' ? { ...hook, ...paused } : hook, request: at(`/api/${desk}/webhooks/{id}/${act}`, {}) }] as const),
      [`POST /api/${desk}/webhooks/{id}/kinds`, { variants: hook, request: at(`/api/${desk}/webhooks/{id}/kinds`, { kinds: ['orders.shipped'] }) }] as const,
      [`POST ${redeliver}`, {
        variants: { own: async (stage: Stage) => (await webhookOf(stage.mall, makerOf(stage))).deliveryId, other: async ({ mall }: Stage) => (await webhookOf(mall, mall.otherSupplierStaff)).deliveryId, missing },
        request: at(redeliver, {}),
      }] as const,
    ];
  })),
  'POST /api/console/staff/{id}/totp-reset': {
    variants: { 'of the platform': async ({ mall }) => String(mall.crew.get('operator')?.accountId), 'of a supplier': async ({ mall }) => String(mall.otherSupplierStaff.accountId), 'a member': async ({ me }) => String(me.memberId), missing },
    request: at('/api/console/staff/{id}/totp-reset', { reason: 'test' }),
  },
  'POST /api/console/totp-resets/{approvalId}/decision': {
    variants: {
      own: ({ mall }, caller) => asked(mall, caller, RESET), 'a colleague’s': ({ mall }) => asked(mall, mall.crew.get('operator'), RESET),
      other: ({ mall }) => asked(mall, mall.otherSupplierStaff, RESET), missing,
    },
    request: at('/api/console/totp-resets/{id}/decision', { decision: 'reject' }),
  },
  'GET /api/console/audit': { variants: { any: async ({ mall }) => String(mall.crew.get('owner')?.accountId), missing }, request: at('/api/console/audit?actor={id}') },
  'POST /api/console/parkings/{approvalId}/decision': {
    variants: {
      own: ({ mall }, caller) => asked(mall, caller, PARKING), 'a colleague’s': ({ mall }) => asked(mall, mall.crew.get('operator'), PARKING),
      other: ({ mall }) => asked(mall, mall.otherSupplierStaff, PARKING), missing,
    },
    request: at('/api/console/parkings/{id}/decision', { decision: 'reject', reason: 'test' }),
  },
  'POST /api/me/complaints': { variants: membersOwn((stage, member) => orderId(stage.mall.placed(member, mallOf(stage).tea))), request: (id) => ({ url: '/api/me/complaints', body: { ...COMPLAINT, orderId: id } }) },
  'GET /api/me/exports/{id}/file': { variants: membersOwn((stage, member) => copyOf(stage, member)), request: at('/api/me/exports/{id}/file') },
  'GET /api/me/complaints/{id}': { variants: membersOwn((_stage, member) => complained(member)), request: at('/api/me/complaints/{id}') },
  'POST /api/me/complaints/{id}/messages': { variants: membersOwn((_stage, member) => complained(member)), request: at('/api/me/complaints/{id}/messages', { words: 'And another thing' }) },
  'POST /api/me/complaints/{id}/settled': { variants: membersOwn((_stage, member) => complained(member)), request: at('/api/me/complaints/{id}/settled', {}) },
  'GET /api/console/complaints/{id}': { variants: anybodys(({ me }) => complained(me)), request: at('/api/console/complaints/{id}') },
  'POST /api/console/complaints/{id}/answers': { variants: anybodys(({ me }) => complained(me)), request: at('/api/console/complaints/{id}/answers', { words: 'We are sorry' }) },
  'GET /api/console/events/{position}': { variants: { any: async () => '1', missing: async () => '9'.repeat(18) }, request: at('/api/console/events/{id}') },
};

const EVERYBODYS = 'SKUs of the catalogue, open to everybody; the cart is always the caller\'s own';
const APPLICANTS = 'opened by the cookie of an applicant, whom no role is; own, another’s and missing stand in the test of suppliers';
const DEPLOYMENTS = 'a subscriber of the deployment, which belongs to nobody: the guard alone says who may';

/** Routes whose path or query names something that is nobody's, and why there is no own and other. */
export const EXEMPT: Readonly<Record<string, string>> = {
  'GET /api/supplier/statements/{month}': 'a month is nobody’s: the statement is the caller’s own, as a test of settlement says',
  'POST /api/goods-imports': 'a sheet for a supplier: staff of one import their own whatever they name, as a test of the catalogue says; the operator for any',
  'POST /api/payments/{channel}/notify': 'a channel of the deployment; what it says is believed by its signature alone',
  'POST /api/onboarding/draft': APPLICANTS,
  'GET /api/onboarding/pictures/{id}': APPLICANTS,
  'POST /api/onboarding/pictures/{id}/remove': APPLICANTS,
  'POST /api/cart': EVERYBODYS,
  'POST /api/me/cart': EVERYBODYS,
  'PUT /api/me/cart': EVERYBODYS,
  'POST /api/me/cart/merge': EVERYBODYS,
  'GET /api/console/ledger/verification/{bucket}': 'a bucket of the one ledger, open to whoever may read it',
  'GET /api/console/reconciliations/{channel}/{day}': DEPLOYMENTS,
  'POST /api/console/reconciliations/{channel}/{day}/run': DEPLOYMENTS,
  'POST /api/console/subscribers/{name}/retry': DEPLOYMENTS,
  'POST /api/console/subscribers/{name}/parkings': DEPLOYMENTS,
  'POST /api/console/parked-events/{name}/{position}/retry': DEPLOYMENTS,
};
