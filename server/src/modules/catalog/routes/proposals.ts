/** Desks of proposed goods: the supplier writes and submits, the operator compares and decides. */
import { type Static, Type } from 'typebox';
import { type Http, staffOf } from '#infra/http.ts';
import type { Infra } from '#infra/infra.ts';
import { Atoms, IdText, Instant, Nullable, Page, PageQuery } from '#infra/schemas.ts';
import { parseId } from '#kernel/id.ts';
import { type AccountId, namesOf } from '#modules/identity/index.ts';
import { supplierOfOrganisation, suppliersOf } from '#modules/suppliers/index.ts';
import { errors, type ProductId, PROPOSAL_STATES, type Proposed } from '#modules/catalog/domain.ts';
import { mediaUrl } from '#modules/catalog/service/media.ts';
import { approveProposal, draftProposal, editProposal, moveProposal, proposalIdOf, rejectProposal } from '#modules/catalog/service/proposals.ts';
import { catalogOf } from '#modules/catalog/service/snapshot.ts';
import { listCategories } from '#modules/catalog/store/categories.ts';
import { findProduct } from '#modules/catalog/store/products.ts';
import { countProposals, findProposal, listProposals, type Proposal } from '#modules/catalog/store/proposals.ts';
import { CategorySchema, PriceFen, ZoneSchema } from './views.ts';

const MAX_ID = (1n << 63n) - 1n;
const PIECES = { minimum: 0, maximum: 1_000_000 };
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Fen = Type.String({ pattern: '^[0-9]{1,12}$', description: 'Amount in fen; 0 while it is not filled in' });
const State = Type.Enum([...PROPOSAL_STATES]);
const Content = Type.Object({
  title: Type.String({ maxLength: 60 }), subtitle: Type.String({ maxLength: 100 }), description: Type.String({ maxLength: 5000 }), categoryId: IdText,
  images: Type.Array(Sha256, { maxItems: 9 }), listed: Type.Boolean({ description: 'Whether it shall be on sale' }),
  skus: Type.Array(Type.Object({
    id: Nullable(IdText), name: Type.String({ maxLength: 40 }), supplyFen: Fen, suggestedFen: Fen, pieces: Type.Integer({ ...PIECES, description: 'Pieces a new variant begins with' }),
  }), { maxItems: 50 }),
});
const rowFields = {
  id: IdText, state: State, productId: Nullable(IdText), supplierId: IdText, supplierName: Type.String(), title: Type.String(), imageUrl: Nullable(Type.String()),
  categoryName: Type.String(), variants: Type.Integer(), createdAt: Instant, submittedAt: Nullable(Instant), decidedAt: Nullable(Instant), reason: Nullable(Type.String()),
};
const ProposalRow = Type.Object(rowFields);
const Current = Type.Object({
  title: Type.String(), subtitle: Type.String(), description: Type.String(), categoryId: IdText, images: Type.Array(Sha256), listed: Type.Boolean(), zone: ZoneSchema,
  skus: Type.Array(Type.Object({ id: IdText, name: Type.String(), priceFen: Atoms, supplyFen: Atoms, unitSv: Atoms })),
});
const ProposalSheet = Type.Object({
  ...rowFields, revision: Type.Integer(), content: Content, decidedByName: Nullable(Type.String()),
  current: Nullable(Type.Object(Current.properties, { description: 'The goods as they are on sale now; null for new ones' })),
  pictures: Type.Record(Type.String(), Type.String(), { description: 'Address of every picture named, by its SHA-256' }),
});
const ListQuery = Type.Object({ ...PageQuery, state: Type.Optional(State), search: Type.Optional(Type.String({ maxLength: 60 })) });
const Params = Type.Object({ id: IdText });

async function rowsJson(infra: Infra, proposals: readonly Proposal[]): Promise<Static<typeof ProposalRow>[]> {
  const suppliers = await suppliersOf(infra.sql, [...new Set(proposals.map(({ supplierId }) => supplierId))]);
  const categories = new Map((await listCategories(infra.sql)).map(({ id, name }) => [id.toString(), name]));
  return proposals.map(({ id, state, productId, supplierId, content, createdAt, submittedAt, decidedAt, reason }) => ({
    id: id.toString(), state, productId: productId?.toString() ?? null, supplierId: supplierId.toString(), supplierName: suppliers.get(supplierId)?.name ?? '',
    title: content.title, imageUrl: content.images[0] === undefined ? null : mediaUrl(content.images[0], 200), categoryName: categories.get(content.categoryId) ?? '',
    variants: content.skus.length, createdAt: createdAt.toISOString(), submittedAt: submittedAt?.toISOString() ?? null, decidedAt: decidedAt?.toISOString() ?? null, reason,
  }));
}

/** A proposal beside the goods as they are now. */
async function sheetJson(infra: Infra, proposal: Proposal): Promise<Static<typeof ProposalSheet>> {
  const [row] = await rowsJson(infra, [proposal]);
  if (!row) throw errors.proposalNotFound();
  const product = proposal.productId === null ? undefined : await findProduct(infra.sql, proposal.productId);
  const names = proposal.decidedBy === null ? new Map<bigint, string>() : await namesOf(infra.sql, [proposal.decidedBy as AccountId]);
  const { content } = proposal;
  return {
    ...row, revision: proposal.revision, decidedByName: names.get(proposal.decidedBy ?? 0n) ?? null,
    content: { ...content, images: [...content.images], skus: content.skus.map((sku) => ({ ...sku })) },
    current: product ? {
      title: product.title, subtitle: product.subtitle, description: product.description, categoryId: product.categoryId.toString(), images: [...product.images], listed: product.listed, zone: product.zone,
      skus: product.skus.map((sku) => ({ id: sku.id.toString(), name: sku.name, priceFen: sku.priceFen.toString(), supplyFen: sku.supplyFen.toString(), unitSv: sku.unitSv.toString() })),
    } : null,
    pictures: Object.fromEntries([...content.images, ...(product?.images ?? [])].map((sha256) => [sha256, mediaUrl(sha256)])),
  };
}

async function pageJson(infra: Infra, query: Static<typeof ListQuery>, supplierId: bigint | null) {
  const { limit = 20, state, search = '', cursor = '' } = query;
  // The operator sees what was submitted at least once; drafts are the supplier's own business.
  const open = supplierId === null ? (['submitted', 'approved', 'rejected'] as const) : (['draft', 'submitted', 'approved', 'rejected'] as const);
  const filter = { supplierId, states: state === undefined ? open : open.filter((one) => one === state), search, beforeId: parseId(cursor) ?? MAX_ID, limit };
  const proposals = await listProposals(infra.sql, filter);
  return { items: await rowsJson(infra, proposals), total: await countProposals(infra.sql, filter), nextCursor: proposals.length === limit ? (proposals.at(-1)?.id.toString() ?? null) : null };
}

/** What the supplier's body says, trimmed. */
function tidy(content: Static<typeof Content>): Proposed {
  const { title, subtitle, description, skus } = content;
  return { ...content, title: title.trim(), subtitle: subtitle.trim(), description: description.trim(), skus: skus.map((sku) => ({ ...sku, name: sku.name.trim() })) };
}

/** The supplier's desk. */
export function ownProposalRoutes(http: Http, infra: Infra): void {
  const read = { guard: { act: 'catalog.ownRead', of: 'supplier' } } as const;
  const write = { guard: { act: 'catalog.ownWrite', of: 'supplier' } } as const;
  const answer = { response: { 200: ProposalSheet } };

  http.get('/api/categories', {
    schema: { tags: ['catalog'], summary: 'Categories in their order', response: { 200: Type.Object({ items: Type.Array(CategorySchema) }) } }, config: { guard: 'public' },
  }, () => ({ items: catalogOf(infra).current().categories.map(({ id, name }) => ({ id: id.toString(), name })) }));

  http.get('/api/supplier/proposals', {
    schema: { tags: ['catalog'], summary: 'What one’s own organisation proposed, newest first', querystring: ListQuery, response: { 200: Page(ProposalRow) } }, config: read,
  }, async (request) => pageJson(infra, request.query, (await supplierOfOrganisation(infra.sql, staffOf(request).orgId)).id));

  http.get('/api/supplier/proposals/:id', { schema: { tags: ['catalog'], summary: 'One of one’s own proposals', params: Params, ...answer }, config: read }, async (request) => {
    const supplier = await supplierOfOrganisation(infra.sql, staffOf(request).orgId);
    const proposal = await findProposal(infra.sql, proposalIdOf(request.params.id));
    if (!proposal || proposal.supplierId !== supplier.id) throw errors.proposalNotFound();
    return sheetJson(infra, proposal);
  });

  http.post('/api/supplier/proposals', {
    schema: { tags: ['catalog'], summary: 'Starts a draft: of new goods, or of a change of one’s own', body: Type.Object({ productId: Nullable(IdText), content: Content }), ...answer }, config: write,
  }, async (request) => {
    const { productId, content } = request.body;
    const { id: supplierId, bucket } = await supplierOfOrganisation(infra.sql, staffOf(request).orgId);
    return sheetJson(infra, await request.unit((ctx) => draftProposal(ctx, { supplierId, bucket, productId: productId === null ? null : BigInt(productId) as ProductId, content: tidy(content) })));
  });

  http.post('/api/supplier/proposals/:id', {
    schema: { tags: ['catalog'], summary: 'Replaces the content of an own draft or rejected proposal', params: Params, body: Type.Object({ content: Content }), ...answer }, config: write,
  }, async (request) => {
    const { id: supplierId } = await supplierOfOrganisation(infra.sql, staffOf(request).orgId);
    return sheetJson(infra, await request.unit((ctx) => editProposal(ctx, { id: proposalIdOf(request.params.id), supplierId, content: tidy(request.body.content) })));
  });

  http.post('/api/supplier/proposals/:id/state', {
    schema: {
      tags: ['catalog'], summary: 'Submits an own proposal for review, takes it back, or withdraws it', params: Params,
      body: Type.Object({ to: Type.Enum(['submitted', 'draft', 'withdrawn']) }), ...answer,
    },
    config: write,
  }, async (request) => {
    const { id: supplierId } = await supplierOfOrganisation(infra.sql, staffOf(request).orgId);
    return sheetJson(infra, await request.unit((ctx) => moveProposal(ctx, { id: proposalIdOf(request.params.id), supplierId, to: request.body.to })));
  });
}

/** The reviewer's desk. */
export function reviewRoutes(http: Http, infra: Infra): void {
  const read = { guard: { act: 'catalog.read', of: 'platform' } } as const;
  const write = { guard: { act: 'catalog.write', of: 'platform' } } as const;
  const Revision = Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'The revision that was looked at' });

  http.get('/api/console/proposals', {
    schema: { tags: ['catalog'], summary: 'What suppliers submitted, newest first', querystring: ListQuery, response: { 200: Page(ProposalRow) } }, config: read,
  }, ({ query }) => pageJson(infra, query, null));

  http.get('/api/console/proposals/:id', {
    schema: { tags: ['catalog'], summary: 'One proposal beside the goods as they are now', params: Params, response: { 200: ProposalSheet } }, config: read,
  }, async ({ params }) => {
    const proposal = await findProposal(infra.sql, proposalIdOf(params.id));
    if (!proposal) throw errors.proposalNotFound();
    return sheetJson(infra, proposal);
  });

  http.post('/api/console/proposals/:id/approve', {
    schema: {
      tags: ['catalog'], summary: 'Approves the revision that was looked at and sets retail price, zone and share value', params: Params,
      body: Type.Object({
        revision: Revision, zone: ZoneSchema, smallMarginIsMeant: Type.Optional(Type.Boolean()),
        skus: Type.Array(Type.Object({ priceFen: PriceFen, unitSv: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$', description: 'Share value of a piece, atoms; face value when left out' })) }), { minItems: 1, maxItems: 50 }),
      }),
      response: { 200: Type.Object({ productId: IdText }) },
    },
    config: write,
  }, async (request) => {
    const { revision, zone, smallMarginIsMeant = false, skus } = request.body;
    const product = await request.unit((ctx) => approveProposal(ctx, {
      id: proposalIdOf(request.params.id), revision, zone, smallMarginIsMeant,
      skus: skus.map(({ priceFen, unitSv }) => ({ priceFen: BigInt(priceFen), unitSv: unitSv === undefined ? undefined : BigInt(unitSv) })),
    }));
    await catalogOf(infra).refresh();
    return { productId: product.id.toString() };
  });

  http.post('/api/console/proposals/:id/reject', {
    schema: {
      tags: ['catalog'], summary: 'Rejects the revision that was looked at, with a reason for the supplier', params: Params,
      body: Type.Object({ revision: Revision, reason: Type.String({ pattern: '\\S', minLength: 1, maxLength: 500 }) }), response: { 200: Type.Object({}) },
    },
    config: write,
  }, async (request) => {
    const { revision, reason } = request.body;
    await request.unit((ctx) => rejectProposal(ctx, { id: proposalIdOf(request.params.id), revision, reason: reason.trim() }));
    return {};
  });
}
