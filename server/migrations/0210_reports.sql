create schema reports;

-- What a business day brought, folded from events: a look at the cockpit reads a row a day. The stand is noted after the day's noon.
create table reports.day (
  day int primary key,
  paid_orders bigint not null check (paid_orders >= 0),
  paid_fen bigint not null check (paid_fen >= 0),
  refunded_fen bigint not null check (refunded_fen >= 0),
  new_members bigint not null check (new_members >= 0),
  eligible_sv numeric(38,0),
  outstanding_sv numeric(38,0),
  circulating_pts numeric(38,0)
);

-- Filters of a list that a person keeps under a name.
create table reports.saved_view (
  account_id bigint not null,
  id bigint not null,
  list text not null check (length(list) between 1 and 40),
  name text not null check (length(name) between 1 and 30),
  filters jsonb not null,
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, list, name)
);
