/**
 * The operations that the storefront calls, in the form of the sdk's generated `paths`, until server/openapi.json is committed.
 * Amounts are decimal strings of atoms, ids decimal strings, instants ISO 8601 in UTC, days YYYY-MM-DD.
 */
type Op<Answer, Input = unknown> = { responses: { 200: { content: { 'application/json': Answer } } } } & Input;
type Path<Values> = { parameters: { path: Values } };
type Query<Values> = { parameters: { query?: Values } };
type Body<Value> = { requestBody: { content: { 'application/json': Value } } };
interface Page<Item> { items: Item[]; nextCursor: string | null }
type Paging = { limit?: number; cursor?: string };

export type Zone = 'ordinary' | 'vip';
export type Level = 'registered' | 'patron' | 'vip' | 'shopkeeper' | 'dealer' | 'partner';
export type OrderState = 'placed' | 'paid' | 'shipped' | 'confirmed' | 'cancelled';
export type Asset = 'sv' | 'pts';

interface Actor { kind: 'visitor' | 'member' | 'staff'; id: string | null; name: string | null }
export interface Entered { token: string; account: Actor }
export interface Me { id: string; name: string; phoneMasked: string; level: Level; inviteCode: string | null; joinedAt: string }
export interface Contact { id: string; name: string; phone: string; region: string; detail: string }
type NewContact = Omit<Contact, 'id'>;

export interface ProductCard { id: string; title: string; subtitle: string; zone: Zone; categoryId: string; priceFen: string; svAtoms: string; imageUrl: string; sold: number }
export interface Sku { id: string; name: string; priceFen: string; svAtoms: string; available: boolean; stock: number }
export interface Product extends ProductCard { images: string[]; description: string; supplierName: string | null; selfOperated: boolean; skus: Sku[] }
export interface Category { id: string; name: string }
export interface Home { zones: { zone: Zone; products: ProductCard[] }[]; categories: Category[] }

export interface OrderLine { productId: string; skuId: string; title: string; skuName: string; imageUrl: string | null; quantity: number; unitFen: string; zone: Zone }
export interface OrderCard { orderId: string; checkoutId: string; state: OrderState; totalFen: string; supplierName: string | null; lines: OrderLine[]; placedAt: string; actions: string[] }
export interface Shipping { carrier: string; trackingNumber: string; shippedAt: string }
export interface OrderDetail extends OrderCard { contact: Contact | null; shipping: Shipping | null; timeline: { state: string; at: string }[]; autoConfirmAt: string | null }
export interface Checkout { id: string; state: 'placed' | 'awaitingPayment' | 'paid' | 'closed'; totalFen: string; payBefore: string; orders: OrderCard[]; contact: Contact | null }
export interface Channel { channel: string; name: string; simulated: boolean }
export type PaymentState = 'pending' | 'succeeded' | 'failed' | 'refunded';

export interface GuidePrice { priceAtoms: string; day: string; setBy: string; approvedBy: string; setAt: string }
export interface Assets {
  sv: { active: string; locked: string; paused: string };
  points: { available: string; unreleased?: string };
  eligible: boolean; eligibleUntil: string | null;
  price: GuidePrice | null;
  last: { day: string; points: string; burned: string } | null;
}
export interface StatementLine { id: string; kind: string; asset: 'SV' | 'PTS'; amount: string; day: string | null; at: string; balanceAfter: string }
export interface Step { text: string; params: Record<string, string | number> }
export interface Why {
  event: { type: string; position: string | null; at: string };
  rule: { version: number; pack: string; paragraph: string } | null;
  steps: Step[];
  entries: { debit: string; credit: string; amount: string; asset: string }[];
}
export interface AirdropDay { day: string; issued: string; price: string; mySharesBefore: string; points: string; burned: string; sharesAfter: string; total: string }

type Credentials = { phone: string; password: string } | { phone: string; challenge: string; code: string };

export interface Paths {
  '/api/auth/session': { get: Op<{ actor: Actor }> };
  '/api/auth/challenge': { get: Op<{ required: boolean; challenge: unknown }> };
  '/api/auth/sms': { post: Op<{ challenge: string; resendAfterMs: number }, Body<{ phone: string; purpose: 'register' | 'signIn'; proof?: string }>> };
  '/api/auth/sign-in': { post: Op<Entered, Body<Credentials>> };
  '/api/auth/sign-out': { post: Op<unknown> };
  '/api/invitations/{code}': { get: Op<{ code: string; inviter: { name: string } }, Path<{ code: string }>> };
  '/api/members': { post: Op<Entered, Body<{ phone: string; challenge: string; code: string; password: string; inviteCode?: string; consent: true; consentVersion: string }>> };
  '/api/me': { get: Op<Me> };
  '/api/me/contacts': { get: Op<{ items: Contact[] }>; post: Op<Contact, Body<NewContact>> };
  '/api/rules/names': { get: Op<Record<string, string>> };
  '/api/home': { get: Op<Home> };
  '/api/products': { get: Op<Page<ProductCard>, Query<Paging & { zone?: Zone; category?: string; search?: string }>> };
  '/api/products/{id}': { get: Op<Product, Path<{ id: string }>> };
  '/api/checkouts': { post: Op<{ checkoutId: string; totalFen: string; payBefore: string }, Body<{ key: string; contactId: string; totalFen?: string; lines: { skuId: string; quantity: number }[] }>> };
  '/api/checkouts/{id}': { get: Op<Checkout, Path<{ id: string }>> };
  '/api/checkouts/{id}/cancel': { post: Op<unknown, Path<{ id: string }>> };
  '/api/checkouts/{id}/channels': { get: Op<{ items: Channel[] }, Path<{ id: string }>> };
  '/api/checkouts/{id}/payments': { post: Op<{ attemptId: string; payUrl: string; state: PaymentState }, Path<{ id: string }> & Body<{ channel: string }>> };
  '/api/payments/{attemptId}': { get: Op<{ state: PaymentState }, Path<{ attemptId: string }>> };
  '/api/me/orders': { get: Op<Page<OrderCard>, Query<Paging & { status?: OrderState }>> };
  '/api/me/orders/{id}': { get: Op<OrderDetail, Path<{ id: string }>> };
  '/api/me/orders/{id}/confirm': { post: Op<unknown, Path<{ id: string }>> };
  '/api/me/assets': { get: Op<Assets> };
  '/api/me/statement': { get: Op<Page<StatementLine>, Query<Paging & { asset?: Asset }>> };
  '/api/me/statement/{id}/why': { get: Op<Why, Path<{ id: string }>> };
  '/api/me/airdrops': { get: Op<Page<AirdropDay>, Query<Paging>> };
}
