-- Orders: checkouts in the member's bucket; stock, orders and their lines in the bucket of the fulfiller who ships.
create schema orders;

-- What a member pays at once. The key that makes placing idempotent stands in the row itself: one insert less on the hot path.
create table orders.checkout (
  bucket int not null,
  id bigint not null,
  member_id bigint not null,
  key_hash bigint not null,
  input_hash bigint not null,
  state text not null check (state in ('placing', 'releasing', 'awaitingPayment', 'paid', 'closed')),
  total_fen bigint not null check (total_fen >= 0),
  contact_id bigint not null,
  order_ids bigint[] not null,
  placed_at timestamptz not null,
  pay_before timestamptz not null,
  paid_at timestamptz,
  attempt_id bigint,
  closed_at timestamptz,
  -- Only a checkout over several buckets has one: when the sweep may take its flow over. Null once placed or released.
  flow_due_at timestamptz,
  primary key (bucket, id),
  unique (bucket, member_id, key_hash)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
-- The sweep of unpaid checkouts: rows arrive in order of pay_before, so a block range index costs the hot path nothing.
create index checkout_pay_before on orders.checkout using brin (pay_before) with (pages_per_range = 16, autosummarize = on);
create index checkout_flow_due on orders.checkout (flow_due_at) where flow_due_at is not null;

create table orders.stock (
  bucket int not null,
  sku_id bigint not null,
  available int not null check (available >= 0),
  primary key (bucket, sku_id)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- What one fulfiller in one bucket serves of a checkout.
create table orders.orders (
  bucket int not null,
  id bigint not null,
  checkout_id bigint not null,
  member_id bigint not null,
  supplier_id bigint,
  state text not null check (state in ('placed', 'paid', 'shipped', 'confirmed', 'cancelled')),
  contact_id bigint not null,
  total_fen bigint not null check (total_fen >= 0),
  placed_at timestamptz not null,
  paid_at timestamptz,
  shipped_at timestamptz,
  carrier text,
  tracking_number text,
  confirm_due_at timestamptz,
  confirmed_at timestamptz,
  cancelled_at timestamptz,
  primary key (bucket, id),
  check ((state in ('paid', 'shipped', 'confirmed')) = (paid_at is not null)),
  check ((state in ('shipped', 'confirmed')) = (shipped_at is not null)),
  check ((state = 'confirmed') = (confirmed_at is not null)),
  check ((state = 'cancelled') = (cancelled_at is not null)),
  check ((state = 'shipped') = (confirm_due_at is not null))
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
-- Partial indexes that a new, unpaid row does not match cost placing nothing.
create index orders_of_supplier on orders.orders (bucket, supplier_id, id) where paid_at is not null;
create index orders_confirm_due on orders.orders (confirm_due_at) where confirm_due_at is not null;

create table orders.order_line (
  bucket int not null,
  order_id bigint not null,
  line smallint not null,
  product_id bigint not null,
  sku_id bigint not null,
  quantity int not null check (quantity > 0),
  unit_fen bigint not null check (unit_fen >= 0),
  supply_fen bigint not null check (supply_fen >= 0),
  unit_sv bigint not null check (unit_sv >= 0),
  zone text not null check (zone in ('ordinary', 'vip')),
  primary key (bucket, order_id, line)
);

-- The member's own list, written by the subscriber a moment after placing; lines hold what the goods were called that day.
create table orders.member_order (
  bucket int not null,
  member_id bigint not null,
  order_id bigint not null,
  checkout_id bigint not null,
  supplier_id bigint,
  state text not null check (state in ('placed', 'paid', 'shipped', 'confirmed', 'cancelled')),
  total_fen bigint not null,
  placed_at timestamptz not null,
  lines jsonb not null,
  primary key (bucket, member_id, order_id)
) with (fillfactor = 80);
create index member_order_newest on orders.member_order (order_id);
