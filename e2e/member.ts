/** What a member does who is not the subject of a journey: through the API, without a browser. */
import { type APIRequestContext, expect } from '@playwright/test';

export interface Member {
  /** Pays for pieces of the first variant of goods that are found by their title, on the page of the demo's channel; the number of the paid order. */
  buy(title: string, quantity: number): Promise<string>;
  confirm(orderId: string): Promise<void>;
  /** Opens a case about a whole order: money back, goods kept. */
  askRefund(orderId: string): Promise<void>;
}

interface Found { readonly items: readonly { readonly id: string; readonly title: string }[] }

/** Goods that the mall finds by their title, as everybody sees them. */
export async function goodsOnSale(request: APIRequestContext, title: string): Promise<string[]> {
  const { items } = (await (await request.get('/api/products', { params: { search: title } })).json()) as Found;
  return items.map(({ id }) => id);
}

/** A member of the demo who has an address, signed in. */
export async function signInByApi(request: APIRequestContext, credentials: { phone: string; password: string }): Promise<Member> {
  const { token } = (await (await request.post('/api/auth/sign-in', { data: credentials })).json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  const read = async <Body>(path: string): Promise<Body> => (await (await request.get(path, { headers })).json()) as Body;
  const send = async <Body>(path: string, data: object = {}): Promise<Body> => {
    const answer = await request.post(path, { headers, data });
    const text = await answer.text();
    expect(answer.ok(), `${path}: ${text}`).toBe(true);
    return (text === '' ? undefined : JSON.parse(text)) as Body;
  };
  const { items: contacts } = await read<{ items: { id: string }[] }>('/api/me/contacts');
  return {
    async buy(title, quantity) {
      await expect.poll(() => goodsOnSale(request, title)).toHaveLength(1);
      const [id] = await goodsOnSale(request, title);
      const { skus } = await read<{ skus: { id: string }[] }>(`/api/products/${id}`);
      const { checkoutId } = await send<{ checkoutId: string }>('/api/checkouts', { key: `e2e-${crypto.randomUUID()}`, contactId: contacts[0]?.id, lines: [{ skuId: skus[0]?.id, quantity }] });
      const { payUrl } = await send<{ payUrl: string }>(`/api/checkouts/${checkoutId}/payments`, { channel: 'demo' });
      const link = Object.fromEntries(new URL(payUrl, 'http://mall').searchParams);
      expect((await request.post('/demo/pay', { form: { ...link, act: 'pay' }, maxRedirects: 0 })).status()).toBe(303);
      const order = async () => (await read<{ orders: { orderId: string; state: string }[] }>(`/api/checkouts/${checkoutId}`)).orders[0];
      await expect.poll(async () => (await order())?.state).toBe('paid');
      return (await order())?.orderId ?? '';
    },
    confirm: (orderId) => send(`/api/me/orders/${orderId}/confirm`),
    askRefund: (orderId) => send('/api/me/aftersales', { orderId, kind: 'refund', reason: 'damaged' }),
  };
}
