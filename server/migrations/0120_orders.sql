-- Orders: checkouts in the member's bucket; stock, orders and their lines in the bucket of the fulfiller who ships.
create schema orders;

-- What a member pays at once. The key that makes placing idempotent stands in the row itself: one insert less on the hot path.
-- Nearly every row changes once, soon: half-full pages keep the change in its page and out of the indexes (HOT).
create table orders.checkout (
  bucket int not null,
  id bigint not null,
  member_id bigint not null,
  key_hash bigint not null,
  input_hash bigint not null,
  state text not null check (state in ('awaitingPayment', 'paid', 'closed', 'placing', 'releasing')),
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
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
-- The sweep of unpaid checkouts: rows arrive in order of pay_before, so a block range index costs the hot path nothing.
create index checkout_pay_before on orders.checkout using brin (pay_before) with (pages_per_range = 16, autosummarize = on);
create index checkout_flow_due on orders.checkout (flow_due_at) where flow_due_at is not null;

create table orders.stock (
  bucket int not null,
  sku_id bigint not null,
  available int not null check (available >= 0),
  primary key (bucket, sku_id)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- Every change of stock by hand: who changed it by how much and why. What orders take and give back stands with the orders.
create table orders.stock_change (
  id bigint primary key,
  sku_id bigint not null,
  change int not null check (change <> 0),
  -- Pieces on the shelf afterwards.
  available int not null check (available >= 0),
  reason text not null,
  note text not null check (length(note) <= 100),
  -- Null: the first pieces of approved goods.
  by_account bigint,
  at timestamptz not null
);
create index stock_change_of_sku on orders.stock_change (sku_id, id desc);

-- What one fulfiller in one bucket serves of a checkout. Its lines stand in the row, one row of the matrix each (the view order_line names
-- the columns): with a table of their own placing would pay for a second row and a second index.
create table orders.orders (
  bucket int not null,
  id bigint not null,
  checkout_id bigint not null,
  member_id bigint not null,
  supplier_id bigint,
  state text not null,
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
  refunded_at timestamptz,
  -- Since when an after-sales case is open: meanwhile the order is not confirmed, and the time until it would be stands still.
  held_at timestamptz,
  lines bigint[] not null check (array_length(lines, 2) = 7 and 0 <= all (lines)),
  primary key (bucket, id),
  -- One check, the state of a new row first: placing evaluates no more of it.
  check (case state
    when 'placed' then num_nonnulls(paid_at, shipped_at, confirm_due_at, confirmed_at, cancelled_at, refunded_at, held_at) = 0
    when 'paid' then paid_at is not null and num_nonnulls(shipped_at, confirm_due_at, confirmed_at, cancelled_at, refunded_at, held_at) = 0
    when 'shipped' then num_nulls(paid_at, shipped_at, confirm_due_at) = 0 and num_nonnulls(confirmed_at, cancelled_at, refunded_at) = 0
    when 'confirmed' then num_nulls(paid_at, shipped_at, confirmed_at) = 0 and num_nonnulls(confirm_due_at, cancelled_at, refunded_at) = 0
    when 'cancelled' then cancelled_at is not null and num_nonnulls(paid_at, shipped_at, confirm_due_at, confirmed_at, refunded_at, held_at) = 0
    when 'refunded' then num_nulls(paid_at, refunded_at) = 0 and num_nonnulls(confirm_due_at, cancelled_at, held_at) = 0
    else false end)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
-- Partial indexes that a new, unpaid row does not match cost placing nothing.
create index orders_of_supplier on orders.orders (bucket, supplier_id, id) where paid_at is not null;
create index orders_confirm_due on orders.orders (confirm_due_at) where confirm_due_at is not null and held_at is null;

-- The lines of all orders, each with what is told of its order wherever its lines are told.
create view orders.order_line as
  select o.bucket, o.id as order_id, n::smallint as line, o.lines[n][1] as product_id, o.lines[n][2] as sku_id, o.lines[n][3]::int as quantity,
    o.lines[n][4] as unit_fen, o.lines[n][5] as supply_fen, o.lines[n][6] as unit_sv, (array['ordinary', 'vip'])[o.lines[n][7]] as zone,
    o.checkout_id, o.member_id, o.supplier_id, o.total_fen
  from orders.orders o cross join lateral generate_series(1, array_length(o.lines, 1)) as n;

-- What a member means to buy: one row a member, at most 50 lines, read and written whole.
create table orders.cart (
  member_id bigint primary key,
  lines jsonb not null check (jsonb_typeof(lines) = 'array')
) with (fillfactor = 50);

-- The member's own list, written by the subscriber a moment after placing; lines hold what the goods were called that day.
create table orders.member_order (
  bucket int not null,
  member_id bigint not null,
  order_id bigint not null,
  checkout_id bigint not null,
  supplier_id bigint,
  state text not null check (state in ('placed', 'paid', 'shipped', 'confirmed', 'cancelled', 'refunded')),
  case_open boolean not null default false,
  total_fen bigint not null,
  placed_at timestamptz not null,
  lines jsonb not null,
  primary key (bucket, member_id, order_id)
) with (fillfactor = 50);
create index member_order_newest on orders.member_order (order_id);
