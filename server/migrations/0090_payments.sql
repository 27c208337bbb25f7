-- Payments: one port, many gateways. Attempts stand in the member's bucket; a gateway's own number is a word and has a table of its own.
create schema payments;

create table payments.payment_attempt (
  bucket int not null,
  id bigint not null,
  member_id bigint not null,
  checkout_id bigint not null,
  -- The n-th try of this channel for this checkout: asking again finds the open try instead of making a second one.
  channel text not null,
  -- How the member pays; a gateway takes one attempt in one scene only.
  scene text not null check (scene in ('page', 'native', 'h5', 'jsapi')),
  round smallint not null,
  amount_fen bigint not null check (amount_fen > 0),
  -- Sum of the refunds asked for, whatever became of them.
  refunded_fen bigint not null default 0,
  currency text not null default 'CNY' check (currency = 'CNY'),
  state text not null check (state in ('open', 'succeeded', 'closed')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- How often the sweep has asked the gateway: several times when in doubt, once at the end.
  queries smallint not null default 0,
  transaction_number text,
  paid_at timestamptz,
  closed_at timestamptz,
  primary key (bucket, id),
  unique (bucket, checkout_id, channel, round),
  check ((state = 'succeeded') = (paid_at is not null and transaction_number is not null)),
  check ((state = 'closed') = (closed_at is not null)),
  check (refunded_fen between 0 and amount_fen and (refunded_fen = 0 or state = 'succeeded'))
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
-- The query-back sweep: rows arrive in order of creation, so a block range index costs the hot path nothing.
create index payment_attempt_created on payments.payment_attempt using brin (created_at) with (pages_per_range = 16, autosummarize = on);

-- A gateway's transaction number belongs to one attempt, whoever sends it.
create table payments.channel_transaction (
  channel text not null,
  number text not null,
  attempt_id bigint not null,
  -- By the gateway's clock, if it said so: its bill of that day has the payment.
  paid_at timestamptz not null,
  primary key (channel, number)
);
create index channel_transaction_paid on payments.channel_transaction using brin (paid_at) with (pages_per_range = 16, autosummarize = on);

create table payments.refund (
  bucket int not null,
  id bigint not null,
  attempt_id bigint not null,
  -- What the money goes back for: an order, or the attempt itself when all of it goes back.
  subject_id bigint not null,
  member_id bigint not null,
  checkout_id bigint not null,
  channel text not null,
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null check (reason in ('checkoutClosed', 'paidTwice', 'order')),
  state text not null check (state in ('asked', 'processing', 'succeeded', 'failed')),
  created_at timestamptz not null,
  -- A refund that the gateway gave up is begun anew under another number of ours.
  round smallint not null default 1,
  -- When the gateway is asked about it again, and how often it was asked.
  ask_at timestamptz,
  queries smallint not null default 0,
  failure text check (failure in ('abnormal', 'closed')),
  done_at timestamptz,
  -- When the gateway took it, by its clock: its bill of that day has the refund.
  taken_at timestamptz,
  refund_number text,
  primary key (bucket, id),
  unique (bucket, attempt_id, subject_id),
  check ((reason = 'order') = (subject_id <> attempt_id)),
  check ((state = 'processing') = (ask_at is not null)),
  check ((state = 'failed') = (failure is not null)),
  check ((state = 'succeeded') = (done_at is not null))
);
create index refund_of_member on payments.refund (bucket, member_id, id);
create index refund_unfinished on payments.refund (id) where state <> 'succeeded';
create index refund_taken on payments.refund (channel, taken_at);
create index refund_pending on payments.refund (ask_at) where state = 'processing';
