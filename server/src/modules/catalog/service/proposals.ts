/**
 * Suppliers propose goods, an operator decides (R1.3): the supplier names supply price and suggested retail, the platform sets retail price, zone
 * and share value. Goods on sale change only by the decision; what was decided about is what the reviewer saw (`revision`).
 */
import type { Ctx } from '#infra/context.ts';
import { assert } from '#kernel/assert.ts';
import { bucketOf, type Id, parseId } from '#kernel/id.ts';
import { allows } from '#kernel/state-machine.ts';
import { digest } from '#infra/secrets.ts';
import { audit } from '#modules/identity/index.ts';
import { suppliersOf } from '#modules/suppliers/index.ts';
import { type CategoryId, errors, faceSv, guardMargin, lackOf, type Product, type ProductId, PROPOSAL_TRANSITIONS, type ProposalId, type ProposalState, type Proposed, type Sku, type Zone } from '#modules/catalog/domain.ts';
import { isCategory } from '#modules/catalog/store/categories.ts';
import { countMedia } from '#modules/catalog/store/media.ts';
import * as products from '#modules/catalog/store/products.ts';
import * as store from '#modules/catalog/store/proposals.ts';
import { createProduct, factsOf } from './products.ts';

type SupplierId = Id<'supplier'>;
const PLACES: Readonly<Record<ProposalState, 'supplier' | 'operator' | null>> = { draft: 'supplier', rejected: 'supplier', submitted: 'operator', approved: null, withdrawn: null };

/** Pictures, category and variants that a proposal names must exist, and the variants belong to its product. */
async function requireKnown(ctx: Ctx, content: Proposed, product: Product | undefined): Promise<void> {
  const images = [...new Set(content.images)];
  if ((await countMedia(ctx.tx, images)) !== images.length) throw errors.unknownImage();
  if (!(await isCategory(ctx.tx, BigInt(content.categoryId)))) throw errors.categoryNotFound();
  const ids = content.skus.flatMap(({ id }) => id ?? []);
  const known = new Set(product?.skus.map(({ id }) => id.toString()));
  if (new Set(ids).size !== ids.length || !ids.every((id) => known.has(id))) throw errors.skuNotFound();
}

async function ownProduct(ctx: Ctx, key: { productId: bigint; supplierId: bigint }): Promise<Product> {
  const product = await products.findProduct(ctx.tx, key.productId);
  if (!product || product.supplierId !== key.supplierId) throw errors.productNotFound();
  return product;
}

/** Starts a draft: of new goods, or of a change of one's own. Refusals: catalog.productNotFound, skuNotFound, categoryNotFound, unknownImage, proposalOpen. */
export async function draftProposal(ctx: Ctx, input: { supplierId: SupplierId; bucket: number; productId: ProductId | null; content: Proposed }): Promise<store.Proposal> {
  const { supplierId, bucket, productId, content } = input;
  await requireKnown(ctx, content, productId === null ? undefined : await ownProduct(ctx, { productId, supplierId }));
  const proposal: store.Proposal = {
    id: ctx.newId<'proposal'>(bucket), supplierId, productId, state: 'draft', content, revision: 1, reason: null, createdAt: ctx.now, submittedAt: null, decidedAt: null, decidedBy: null,
  };
  if (!(await store.insertProposal(ctx.tx, proposal))) throw errors.proposalOpen();
  // What a sheet brings is recorded once, as the sheet.
  if (ctx.actor.kind === 'staff') await audit(ctx, { act: 'catalog.proposal.drafted', target: `proposal:${proposal.id}`, detail: productId === null ? {} : { product: String(productId) }, after: proposedFacts(content) });
  return proposal;
}

async function lockOwn(ctx: Ctx, key: { id: bigint; supplierId: bigint }): Promise<store.Proposal> {
  const proposal = await store.lockProposal(ctx.tx, key.id);
  if (!proposal || proposal.supplierId !== key.supplierId) throw errors.proposalNotFound();
  return proposal;
}

function requireStep(proposal: store.Proposal, to: ProposalState): void {
  if (!allows(PROPOSAL_TRANSITIONS, { from: proposal.state, to })) throw errors.proposalClosed({ state: proposal.state });
}

/** Changes the supplier's own draft or rejected proposal. Refusals: catalog.proposalNotFound, proposalClosed and those of draftProposal. */
export async function editProposal(ctx: Ctx, input: { id: bigint; supplierId: SupplierId; content: Proposed }): Promise<store.Proposal> {
  const proposal = await lockOwn(ctx, input);
  if (PLACES[proposal.state] !== 'supplier') throw errors.proposalClosed({ state: proposal.state });
  await requireKnown(ctx, input.content, proposal.productId === null ? undefined : await ownProduct(ctx, { productId: proposal.productId, supplierId: input.supplierId }));
  const after = { ...proposal, content: input.content, revision: proposal.revision + 1 };
  await store.updateProposal(ctx.tx, after);
  await audit(ctx, { act: 'catalog.proposal.edited', target: `proposal:${proposal.id}`, detail: { revision: after.revision }, before: proposedFacts(proposal.content), after: proposedFacts(after.content) });
  return after;
}

/** Submits, takes back or withdraws the supplier's own proposal. Refusals: catalog.proposalNotFound, proposalClosed, proposalIncomplete. */
export async function moveProposal(ctx: Ctx, input: { id: bigint; supplierId: SupplierId; to: 'submitted' | 'draft' | 'withdrawn' }): Promise<store.Proposal> {
  const proposal = await lockOwn(ctx, input);
  requireStep(proposal, input.to);
  if (input.to === 'submitted') {
    const lack = lackOf(proposal.content);
    if (lack !== undefined) throw errors.proposalIncomplete({ lack });
  }
  const undecided = { reason: null, decidedAt: null, decidedBy: null };
  const after: store.Proposal = { ...proposal, ...undecided, state: input.to, revision: proposal.revision + 1, submittedAt: input.to === 'submitted' ? ctx.now : proposal.submittedAt };
  await store.updateProposal(ctx.tx, after);
  await audit(ctx, { act: `catalog.proposal.${input.to}`, target: `proposal:${proposal.id}`, detail: { revision: after.revision }, before: { state: proposal.state }, after: { state: after.state } });
  if (input.to === 'submitted') ctx.emit({ type: 'catalog.proposed', bucket: bucketOf(proposal.id), payload: { proposalId: String(proposal.id), supplierId: String(proposal.supplierId) } });
  return after;
}

export interface Approval {
  readonly id: ProposalId;
  readonly revision: number;
  readonly zone: Zone;
  /** In the order of the proposal; share value at face value unless given. */
  readonly skus: readonly { readonly priceFen: bigint; readonly unitSv?: bigint | undefined }[];
  readonly smallMarginIsMeant: boolean;
}

async function lockForDecision(ctx: Ctx, key: { id: bigint; revision: number; to: 'approved' | 'rejected' }): Promise<store.Proposal> {
  const proposal = await store.lockProposal(ctx.tx, key.id);
  if (!proposal) throw errors.proposalNotFound();
  requireStep(proposal, key.to);
  if (proposal.revision !== key.revision) throw errors.proposalChanged();
  return proposal;
}

function decided(ctx: Ctx, proposal: store.Proposal, to: { state: 'approved' | 'rejected'; reason: string | null }): store.Proposal {
  assert(ctx.actor.kind === 'staff', 'staff decide about proposals');
  return { ...proposal, ...to, decidedAt: ctx.now, decidedBy: ctx.actor.accountId };
}

/** Rejects with a reason that the supplier reads. Refusals: catalog.proposalNotFound, proposalClosed, proposalChanged. */
export async function rejectProposal(ctx: Ctx, input: { id: bigint; revision: number; reason: string }): Promise<void> {
  const proposal = await lockForDecision(ctx, { ...input, to: 'rejected' });
  await store.updateProposal(ctx.tx, decided(ctx, proposal, { state: 'rejected', reason: input.reason }));
  await audit(ctx, { act: 'catalog.review', target: `proposal:${proposal.id}`, detail: { revision: proposal.revision, reason: input.reason }, before: { state: proposal.state }, after: { state: 'rejected' } });
  tellReviewed(ctx, proposal, { approved: false, product: null });
}

function tellReviewed(ctx: Ctx, proposal: store.Proposal, result: { approved: boolean; product: Product | null }): void {
  const { product } = result;
  // New variants stand last among the goods' variants, in the order proposed.
  const pieces = proposal.content.skus.filter(({ id }) => id === null).map((sku) => sku.pieces);
  const fresh = product === null || pieces.length === 0 ? [] : product.skus.slice(-pieces.length);
  ctx.emit({ type: 'catalog.reviewed', bucket: product?.bucket ?? 0, payload: {
    proposalId: proposal.id.toString(), supplierId: proposal.supplierId.toString(), productId: product?.id.toString() ?? proposal.productId?.toString() ?? null, approved: result.approved,
    skus: fresh.map((sku, index) => ({ skuId: sku.id.toString(), pieces: pieces[index] ?? 0 })),
  } });
}

/**
 * Approves exactly what the reviewer saw: the goods come into being or change, with the prices he set. Returns them.
 * Refusals: catalog.proposalNotFound, proposalClosed, proposalChanged, priceBelowSupply, marginSmall, skuNotFound (not a price for every variant), productNotFound, categoryNotFound (it went meanwhile).
 */
export async function approveProposal(ctx: Ctx, input: Approval): Promise<Product> {
  const proposal = await lockForDecision(ctx, { ...input, to: 'approved' });
  const { content } = proposal;
  if (input.skus.length !== content.skus.length) throw errors.skuNotFound();
  const skus = content.skus.map(({ id, name, supplyFen }, index) => {
    const { priceFen, unitSv } = input.skus[index] ?? { priceFen: 0n };
    const sku = { id, name, supplyFen: BigInt(supplyFen), priceFen, unitSv: unitSv ?? faceSv(priceFen) };
    guardMargin(sku, input.smallMarginIsMeant);
    return sku;
  });
  const product = proposal.productId === null ? await bring(ctx, { proposal, zone: input.zone, skus }) : await change(ctx, { proposal, productId: proposal.productId, zone: input.zone, skus });
  await store.updateProposal(ctx.tx, { ...decided(ctx, proposal, { state: 'approved', reason: null }), productId: product.id });
  await audit(ctx, { act: 'catalog.review', target: `proposal:${proposal.id}`, detail: { revision: proposal.revision, product: String(product.id) }, before: { state: proposal.state }, after: { state: 'approved' } });
  tellReviewed(ctx, proposal, { approved: true, product });
  return product;
}

interface Outcome {
  readonly proposal: store.Proposal;
  readonly zone: Zone;
  readonly skus: readonly (Pick<Sku, 'name' | 'priceFen' | 'supplyFen' | 'unitSv'> & { readonly id: string | null })[];
}

async function bring(ctx: Ctx, { proposal, zone, skus }: Outcome): Promise<Product> {
  const supplier = (await suppliersOf(ctx.tx, [proposal.supplierId])).get(proposal.supplierId);
  assert(supplier, 'a proposal has a supplier');
  const { categoryId, title, subtitle, description, images, listed } = proposal.content;
  const product = await createProduct(ctx, { supplier, zone, title, subtitle, description, images, listed, categoryId: BigInt(categoryId) as CategoryId, skus: skus.map(({ id: _new, ...sku }) => sku) });
  await audit(ctx, { act: 'catalog.create', target: `product:${product.id}`, detail: { proposal: String(proposal.id) }, after: factsOf(product) });
  return product;
}

async function change(ctx: Ctx, { proposal, productId, zone, skus }: Outcome & { productId: ProductId }): Promise<Product> {
  const before = await products.lockProduct(ctx.tx, productId);
  if (!before) throw errors.productNotFound();
  if (!(await isCategory(ctx.tx, BigInt(proposal.content.categoryId)))) throw errors.categoryNotFound();
  const { categoryId, title, subtitle, description, images, listed } = proposal.content;
  const changed = new Map(skus.flatMap(({ id, ...sku }) => (id === null ? [] : [[id, sku] as const])));
  const fresh = skus.flatMap(({ id, ...sku }) => (id === null ? [{ ...sku, id: ctx.newId<'sku'>(before.bucket), productId }] : []));
  const after: Product = {
    ...before, zone, title, subtitle, description, images, listed, categoryId: BigInt(categoryId) as CategoryId,
    skus: [...before.skus.map((sku) => ({ ...sku, ...changed.get(sku.id.toString()) })), ...fresh],
  };
  await products.updateProduct(ctx.tx, after, ctx.now);
  await products.raiseVersion(ctx.tx);
  await audit(ctx, { act: 'catalog.write', target: `product:${productId}`, detail: { proposal: String(proposal.id) }, before: factsOf(before), after: factsOf(after) });
  return after;
}

/** What the audit log compares of what is proposed; variants by their place, as new ones have no id yet. */
function proposedFacts({ title, subtitle, description, categoryId, images, listed, skus }: Proposed): Record<string, string | boolean | number> {
  const ofSkus = skus.flatMap((sku, index) => (['name', 'supplyFen', 'suggestedFen', 'pieces'] as const).map((field) => [`${index + 1}.${field}`, sku[field]] as const));
  return { title, subtitle, category: categoryId, listed, description: digest(description), images: images.join(' '), ...Object.fromEntries(ofSkus) };
}

/** The proposal of a number in text. Refusal: catalog.proposalNotFound. */
export function proposalIdOf(text: string): ProposalId {
  const id = parseId<'proposal'>(text);
  if (id === undefined) throw errors.proposalNotFound();
  return id;
}
