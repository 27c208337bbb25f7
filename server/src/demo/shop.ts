/** The demo's people at work through the real HTTP edge, without a port: everybody has a session and an address of his own. */
import type { App } from '#app/app.ts';
import type { Ctx } from '#infra/context.ts';
import { demoNotification } from '#infra/demo-gateway.ts';
import type { Origin } from '#infra/infra.ts';
import { assert } from '#kernel/assert.ts';
import { type AccountId, openSession } from '#modules/identity/index.ts';

/** Who acts where nobody in particular does. */
export const SYSTEM: Origin = { actor: { kind: 'system', name: 'demo' }, requestId: 'demo' };
const CLIENT = 'demo history';

/** Somebody signed in, who sends requests from his own address. */
export interface Person {
  readonly token: string;
  readonly address: string;
}

export interface Shop {
  readonly app: App;
  /** Runs one unit of work as the demo's own actor. */
  unit<Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result>;
  /** Signs an account in; `n` gives it its address. */
  person(ctx: Ctx, account: { accountId: AccountId; level: 'member' | 'staff'; n: number }): Promise<Person>;
  get<Body>(person: Person, url: string): Promise<Body>;
  post<Body>(person: Person, url: string, body: object): Promise<Body>;
  /** What the payment gateway says once somebody has paid. */
  notifyPaid(payment: { attemptId: string; amountFen: string; number: string }): Promise<void>;
}

/** The shop of a newborn demo database. */
export function openShop(app: App): Shop {
  const { infra, http } = app;
  const send = async <Body>(request: { method: 'GET' | 'POST'; url: string; address: string; headers: Record<string, string>; payload?: string }): Promise<Body> => {
    const { address, ...rest } = request;
    const response = await http.inject({ ...rest, remoteAddress: address });
    assert(response.statusCode < 300, `${request.method} ${request.url} answers ${response.statusCode}: ${response.body}`);
    return (response.body === '' ? undefined : JSON.parse(response.body)) as Body;
  };
  const authorised = (person: Person): Record<string, string> => ({ authorization: `Bearer ${person.token}` });
  return {
    app,
    unit: (work) => infra.unit(SYSTEM, work),
    async person(ctx, { accountId, level, n }) {
      const address = `10.1.${Math.floor(n / 250)}.${(n % 250) + 1}`;
      const { token } = await openSession(ctx, { accountId, level, client: CLIENT, ip: address });
      return { token, address };
    },
    get: (person, url) => send({ method: 'GET', url, address: person.address, headers: authorised(person) }),
    post: (person, url, body) =>
      send({ method: 'POST', url, address: person.address, headers: { ...authorised(person), 'content-type': 'application/json' }, payload: JSON.stringify(body) }),
    async notifyPaid({ attemptId, amountFen, number }) {
      assert(infra.config.secretKey !== undefined, 'a demo has its secret key');
      const { body, headers } = demoNotification(infra.config.secretKey, { attemptId, transactionId: number, amountFen }, infra.clock.wall());
      await send({ method: 'POST', url: '/api/payments/demo/notify', address: '10.2.0.1', payload: body, headers });
    },
  };
}

/** Runs `work` on every item, at most `limit` at a time, and throws the first failure. */
export async function forAll<Item>(items: readonly Item[], limit: number, work: (item: Item) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}
