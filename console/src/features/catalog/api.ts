/** Goods: all of them for the operator, the own ones for a supplier. */
import { api, type Got, queryOf, sendFile, XLSX_TYPE } from '#shared/api.ts';
import type { Ask } from '#shared/filters.ts';

const ALL = '/api/console/products';
const OWN = '/api/supplier/products';
export type ProductRow = Got<typeof ALL>['items'][number];
export type Sku = ProductRow['skus'][number];
export type Product = Got<'/api/console/products/{id}'>;
export interface SkuChange { id: string; name?: string; priceFen?: string; supplyFen?: string }
export interface NewSku { name: string; priceFen: string }
export interface NewProduct { title: string; subtitle: string; description: string; categoryId: string; zone: ProductRow['zone']; listed: boolean; images: string[]; skus: NewSku[] }
export type ProductChange = Partial<Omit<NewProduct, 'skus'>> & { skus?: SkuChange[]; newSkus?: NewSku[] };
export const ZONES = ['ordinary', 'vip'] as const;

export const listProducts = (ask: Ask) => api('get', ALL, { query: queryOf(ALL, ask) });
export const findProduct = (id: string) => api('get', '/api/console/products/{id}', { path: { id } });
export const createProduct = (product: NewProduct) => api('post', ALL, { body: product });
export const changeProduct = (id: string, change: ProductChange) => api('post', '/api/console/products/{id}', { path: { id }, body: change });
export const listOwnProducts = (ask: Ask) => api('get', OWN, { query: queryOf(OWN, ask) });
export const findOwnProduct = (id: string) => api('get', '/api/supplier/products/{id}', { path: { id } });
export const listCategories = async () => (await api('get', '/api/categories')).items;

const CATEGORIES = '/api/console/categories';
export type CategoryRow = Got<typeof CATEGORIES>['items'][number];
export const allCategories = async () => (await api('get', CATEGORIES)).items;
export const addCategory = async (name: string) => (await api('post', CATEGORIES, { body: { name } })).items;
export const renameCategory = async (id: string, name: string) => (await api('post', '/api/console/categories/{id}', { path: { id }, body: { name } })).items;
export const orderCategories = async (ids: string[]) => (await api('put', CATEGORIES, { body: { ids } })).items;
export const removeCategory = async (id: string) => (await api('delete', '/api/console/categories/{id}', { path: { id } })).items;

const PROPOSALS = '/api/supplier/proposals';
const REVIEWS = '/api/console/proposals';
export type ProposalRow = Got<typeof PROPOSALS>['items'][number];
export type Proposal = Got<'/api/supplier/proposals/{id}'>;
export type ProposalContent = Proposal['content'];
export type ProposedSku = ProposalContent['skus'][number];
export const PROPOSAL_STATES = ['draft', 'submitted', 'rejected', 'approved'] as const;
export const REVIEW_STATES = ['submitted', 'approved', 'rejected'] as const;
export const listProposals = (ask: Ask) => api('get', PROPOSALS, { query: queryOf(PROPOSALS, ask) });
export const findProposal = (id: string) => api('get', '/api/supplier/proposals/{id}', { path: { id } });
export const createProposal = (productId: string | null, content: ProposalContent) => api('post', PROPOSALS, { body: { productId, content } });
export const changeProposal = (id: string, content: ProposalContent) => api('post', '/api/supplier/proposals/{id}', { path: { id }, body: { content } });
export const moveProposal = (id: string, to: 'submitted' | 'draft' | 'withdrawn') => api('post', '/api/supplier/proposals/{id}/state', { path: { id }, body: { to } });
export const listReviews = (ask: Ask) => api('get', REVIEWS, { query: queryOf(REVIEWS, ask) });
export const findReview = (id: string) => api('get', '/api/console/proposals/{id}', { path: { id } });
export interface Decision { revision: number; zone: 'ordinary' | 'vip'; smallMarginIsMeant: boolean; skus: { priceFen: string; unitSv?: string }[] }
export const approve = (id: string, decision: Decision) => api('post', '/api/console/proposals/{id}/approve', { path: { id }, body: decision });
export const reject = (id: string, revision: number, reason: string) => api('post', '/api/console/proposals/{id}/reject', { path: { id }, body: { revision, reason } });
export const uploadPicture = (desk: 'supplier' | 'console', file: Blob) => sendFile(desk === 'supplier' ? '/api/supplier/media' : '/api/console/media', file);

export const STOCK_REASONS = ['received', 'counted', 'damaged', 'returned', 'other'] as const;
export interface StockChange { change: number; reason: (typeof STOCK_REASONS)[number]; note: string }
/** Stock is changed at the desk of whoever owns the goods, or of the operator. */
export const changeStock = (desk: 'supplier' | 'console', id: string, change: StockChange) =>
  (desk === 'supplier' ? api('post', '/api/supplier/skus/{id}/stock', { path: { id }, body: change }) : api('post', '/api/console/skus/{id}/stock', { path: { id }, body: change }));
export const listStockChanges = (desk: 'supplier' | 'console', id: string) =>
  (desk === 'supplier' ? api('get', '/api/supplier/skus/{id}/stock', { path: { id } }) : api('get', '/api/console/skus/{id}/stock', { path: { id } }));

const IMPORTS = '/api/goods-imports';
export type GoodsImport = Got<typeof IMPORTS>['items'][number];
export const listImports = (ask: Ask) => api('get', IMPORTS, { query: queryOf(IMPORTS, ask) });
export const findImport = (id: string) => api('get', '/api/goods-imports/{id}', { path: { id } });
export const listImportItems = (id: string, ask: Ask) => api('get', '/api/goods-imports/{id}/items', { path: { id }, query: queryOf('/api/goods-imports/{id}/items', ask) });
export const startImport = (id: string) => api('post', '/api/goods-imports/{id}/start', { path: { id } });
export const uploadGoods = (file: File, supplierId: string | undefined) =>
  sendFile(IMPORTS, new Blob([file], { type: XLSX_TYPE }), { fileName: file.name.slice(0, 200), ...(supplierId === undefined ? {} : { supplierId }) });
export const templateUrl = (lang: string): string => `/api/goods-imports/template?lang=${lang}`;
export const problemsUrl = (id: string, lang: string): string => `/api/goods-imports/${id}/problems?lang=${lang}`;
export const listTogether = (ids: string[], listed: boolean) => api('post', '/api/console/products/listing', { body: { ids, listed } });
