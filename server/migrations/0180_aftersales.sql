-- After-sales: cases about whole orders, and what happened in each. Rare beside orders, so they stand in plain tables.
create schema aftersales;

create table aftersales.cases (
  id bigint primary key,
  order_id bigint not null,
  member_id bigint not null,
  supplier_id bigint,
  kind text not null check (kind in ('cancel', 'refund', 'return')),
  reason text not null,
  message text not null check (length(message) <= 500),
  -- SHA-256 of uploads, as catalog.media keeps them.
  pictures text[] not null check (cardinality(pictures) <= 6),
  amount_fen bigint not null check (amount_fen >= 0),
  state text not null check (state in ('asked', 'escalated', 'refused', 'returning', 'returned', 'refunded', 'closed')),
  -- Who is to act next; null once the case has ended.
  turn text check (turn in ('member', 'supplier', 'platform')),
  -- When the case goes on by itself if nobody acts.
  due_at timestamptz,
  -- Where goods are to be sent, as whoever agreed wrote it.
  return_to text,
  carrier text,
  tracking_number text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  check ((state in ('refunded', 'closed')) = (closed_at is not null)),
  check ((turn is null) = (closed_at is not null)),
  check (due_at is null or closed_at is null),
  check ((carrier is null) = (tracking_number is null))
);
-- An order has one open case at most.
create unique index case_open on aftersales.cases (order_id) where closed_at is null;
create index case_of_order on aftersales.cases (order_id, id);
create index case_of_member on aftersales.cases (member_id, id);
create index case_of_supplier on aftersales.cases (supplier_id, id) where supplier_id is not null;
create index case_turn on aftersales.cases (turn, id) where turn is not null;
create index case_due on aftersales.cases (due_at) where due_at is not null;

create table aftersales.step (
  case_id bigint not null references aftersales.cases (id),
  number smallint not null check (number > 0),
  at timestamptz not null,
  party text not null check (party in ('member', 'supplier', 'platform', 'system')),
  -- Who of the party; null for the system.
  account_id bigint,
  act text not null,
  message text not null check (length(message) <= 500),
  primary key (case_id, number)
);
