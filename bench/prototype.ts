/**
 * What PostgreSQL gives on this machine for the least that could be called an order: one row each of an order and its line with a single ascending
 * key, stock guarded, one event a batch; no idempotency key, no prices of supply, no checks, no buckets. It is the statement behind the aim of
 * ARCHITECTURE §8 and says what the aim would be here.
 */
import pg from 'pg';
import { int2Array, int4Array, int8Array } from '../server/src/infra/binary-array.ts';

const SCHEMA = `
create schema prototype;
create table prototype.orders (id bigint primary key, buyer bigint not null, merchant int not null, status smallint not null default 1, total bigint not null);
create table prototype.line (order_id bigint not null, line smallint not null, sku_id bigint not null, quantity int not null, price bigint not null, primary key (order_id, line));
create table prototype.stock (sku_id bigint primary key, available int not null check (available >= 0)) with (fillfactor = 50);
create table prototype.event (id bigint generated always as identity primary key, payload jsonb not null);
create function prototype.place(o_id bigint[], o_buyer bigint[], o_merchant int[], o_total bigint[], l_line smallint[], l_sku bigint[], l_quantity int[]) returns void language plpgsql as $$
declare needed int; got int;
begin
  perform 1 from prototype.stock where sku_id = any(l_sku) order by sku_id for no key update;
  with need as (select k, sum(q) as q from unnest(l_sku, l_quantity) as u (k, q) group by k),
    taken as (update prototype.stock s set available = s.available - need.q from need where s.sku_id = need.k and s.available >= need.q returning 1)
  select (select count(*) from need), (select count(*) from taken) into needed, got;
  if got <> needed then raise exception 'short'; end if;
  insert into prototype.orders (id, buyer, merchant, total) select * from unnest(o_id, o_buyer, o_merchant, o_total);
  insert into prototype.line select * from unnest(o_id, l_line, l_sku, l_quantity, o_total);
  insert into prototype.event (payload) values (jsonb_build_object('orders', to_jsonb(o_id)));
end $$;`;

const CALL = {
  name: 'prototype.place',
  text: 'select prototype.place($1::bigint[], $2::bigint[], $3::int[], $4::bigint[], $5::smallint[], $6::bigint[], $7::int[])',
};

/** One order of one piece. */
export interface PrototypeOrder {
  readonly member: number;
  readonly sku: number;
}

export interface Prototype {
  /** Writes a batch on the connection of a loop. */
  place(loop: number, orders: readonly PrototypeOrder[]): Promise<void>;
  close(): Promise<void>;
}

/** Makes the tables with `skus` goods whose stock never ends, and opens `loops` connections. */
export async function openPrototype(url: string, size: { skus: number; loops: number }): Promise<Prototype> {
  const clients = await Promise.all(Array.from({ length: size.loops }, async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  }));
  const [first] = clients;
  await first?.query(SCHEMA);
  await first?.query('insert into prototype.stock select n, 2000000000 from generate_series(1, $1::int) n', [size.skus]);
  await first?.query('vacuum analyze prototype.stock');
  let serial = 0n;
  return {
    async place(loop, orders) {
      const ids = orders.map(() => (serial += 1n));
      await clients[loop]?.query({ ...CALL, values: [
        int8Array(ids), int8Array(orders.map(({ member }) => BigInt(member))), int4Array(orders.map(({ sku }) => sku)), int8Array(orders.map(() => 9_900n)),
        int2Array(orders.map(() => 1)), int8Array(orders.map(({ sku }) => BigInt(sku))), int4Array(orders.map(() => 1)),
      ] });
    },
    async close() {
      await Promise.all(clients.map((client) => client.end()));
    },
  };
}
