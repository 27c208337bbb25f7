/** The shapes that the server answers, by the names the storefront uses. They come from its OpenAPI document and cannot drift from the routes. */
import type { Answer, paths } from '@coshop/sdk';

type Got<Path extends keyof paths> = Answer<paths, Path, 'get'>;

export type Admitted = Answer<paths, '/api/auth/sign-in', 'post'>;
export type Me = Got<'/api/me'>;
export type Level = Me['level'];
export type Device = Got<'/api/account/sessions'>['items'][number];
export type Contact = Got<'/api/me/contacts'>['items'][number];
export type Region = Got<'/api/regions'>['items'][number];
export type Recognised = Answer<paths, '/api/addresses/recognise', 'post'>;

export type Home = Got<'/api/home'>;
export type Products = Got<'/api/products'>;
export type ProductCard = Products['items'][number];
export type Product = Got<'/api/products/{id}'>;
export type Zone = ProductCard['zone'];
export type Sort = NonNullable<NonNullable<paths['/api/products']['get']['parameters']['query']>['sort']>;

export type Cart = Got<'/api/me/cart'>;
export type CartLine = Cart['unavailable'][number];

export type Orders = Got<'/api/me/orders'>;
export type OrderCard = Orders['items'][number];
export type OrderState = OrderCard['state'];
export type OrderLine = OrderCard['lines'][number];
export type OrderDetail = Got<'/api/me/orders/{id}'>;
export type Checkout = Got<'/api/checkouts/{id}'>;
export type Channel = Got<'/api/checkouts/{id}/channels'>['items'][number];
export type CaseCard = Got<'/api/me/aftersales'>['items'][number];
export type CaseDetail = Got<'/api/me/aftersales/{id}'>;
export type Reason = CaseCard['reason'];
export type OrderCounts = Got<'/api/me/order-counts'>;
export type StartedPayment = Answer<paths, '/api/checkouts/{id}/payments', 'post'>;
export type PaymentState = Got<'/api/payments/{attemptId}'>['state'];

export type Assets = Got<'/api/me/assets'>;
export type GuidePrice = NonNullable<Assets['price']>;
export type Statement = Got<'/api/me/statement'>;
export type StatementLine = Statement['items'][number];
/** As the statement is asked for; its lines name the asset in capitals. */
export type Asset = 'sv' | 'pts';
export type Why = Got<'/api/me/statement/{id}/why'>;
export type HeldRewards = Got<'/api/me/held-rewards'>;
export type Airdrops = Got<'/api/me/airdrops'>;
export type AirdropDay = Airdrops['items'][number];

export type Team = Got<'/api/me/team'>;
export type Heads = Team['people'];
export type TeamMembers = Got<'/api/me/team/members'>;
export type Levels = Got<'/api/me/levels'>;
export type LevelRule = Levels['items'][number];
export type Invitation = Got<'/api/me/invitation'>;
export type RepurchaseWindow = Got<'/api/me/window'>;
