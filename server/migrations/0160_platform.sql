create schema platform;

-- Why an event was parked for a money subscriber, and by which two people. Never changed.
create table platform.parking (
  subscriber text not null,
  position bigint not null,
  error text not null,
  reason text not null check (length(reason) between 10 and 500),
  approval_id bigint not null unique,
  proposed_by bigint not null,
  proposed_at timestamptz not null,
  approved_by bigint not null check (approved_by <> proposed_by),
  approved_at timestamptz not null,
  primary key (subscriber, position)
);

-- Where an organisation is told of what happened. A removed one is kept for its deliveries' sake and told of nothing more.
create table platform.webhook (
  id bigint primary key,
  org_id bigint not null,
  -- Null: the platform's own, told of everybody's orders.
  supplier_id bigint,
  url text not null check (length(url) between 10 and 500),
  description text not null check (length(description) <= 100),
  kinds text[] not null check (cardinality(kinds) > 0),
  state text not null check (state in ('active', 'paused', 'removed')),
  -- Sealed to this row.
  secret_box text not null,
  -- The secret before, with which everything is signed as well until then.
  old_box text,
  old_until timestamptz,
  -- Since when nothing has arrived.
  failing_since timestamptz,
  -- It did not answer at all: nothing is sent before then.
  rests_until timestamptz,
  created_by bigint not null,
  created_at timestamptz not null,
  check ((old_box is null) = (old_until is null))
);
create index webhook_of_organisation on platform.webhook (org_id, id desc) where state <> 'removed';

-- One message to one webhook; the body is sent as it stands, whatever number of times.
create table platform.delivery (
  id bigint primary key,
  webhook_id bigint not null references platform.webhook (id),
  kind text not null,
  body text not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  tries int not null default 0,
  -- When it is tried next; null once it is done with.
  next_at timestamptz,
  last_status int,
  last_error text,
  last_ms int,
  tried_at timestamptz,
  created_at timestamptz not null,
  check ((state = 'waiting') = (next_at is not null))
);
create index delivery_of_webhook on platform.delivery (webhook_id, id desc);
create index delivery_due on platform.delivery (webhook_id, next_at) where next_at is not null;
create index delivery_by_age on platform.delivery (created_at);
