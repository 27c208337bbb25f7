-- Who is paid for an order (frozen at payment) and what was granted. Plain tables: written by one ordered subscription.
create schema rewards;

-- The payees and rates of an order as they stood when it was paid (N5); granted_position is set once, when receipt is confirmed.
create table rewards.frozen (
  order_id bigint primary key,
  member_id bigint not null,
  paid_position bigint not null,
  rule_version int not null,
  -- The direct referrer if he could share at payment: he gets the bonus of a first activation. Paid or not, never anyone else.
  sharer_id bigint,
  -- Parallel arrays, nearest first: whom, at which level and distance, for which direct and differential share.
  payee_ids bigint[] not null,
  payee_levels smallint[] not null,
  payee_distances int[] not null,
  direct_ppm bigint[] not null,
  extra_ppm bigint[] not null,
  granted_position bigint,
  -- Money went back (N6): nothing is granted any more, and what was is taken back.
  refunded_position bigint,
  -- What the order did to its buyer besides: of which purchase it is part (a checkout), the last noon run when it was paid, what it spent towards
  -- the next extension of the window and how much one takes (N7), the rank it lifts to at confirmation, and whether it holds a package.
  checkout_id bigint not null,
  day int not null,
  amount_fen bigint not null,
  threshold_fen bigint,
  lifts_to smallint not null,
  has_package boolean not null,
  -- Whether anybody earns by it: not by what a minor buys.
  earns boolean not null,
  check (granted_position > paid_position),
  check (refunded_position > paid_position),
  check (cardinality(payee_ids) = cardinality(payee_levels) and cardinality(payee_ids) = cardinality(payee_distances)
    and cardinality(payee_ids) = cardinality(direct_ppm) and cardinality(payee_ids) = cardinality(extra_ppm))
) with (fillfactor = 70);
-- A refund folds the member's other purchases again.
create index on rewards.frozen (member_id);

-- What is granted later: orders confirmed whose days are not over, and, while a live database grants nothing, all orders and registrations. A row goes
-- when it is granted (rewards.matured) or its order refunded.
create table rewards.held (
  -- The order, or the member who registered.
  source_id bigint primary key,
  member_id bigint not null,
  due_at timestamptz not null,
  -- What the buyer gains then, atoms.
  gain_sv numeric(38,0) not null check (gain_sv >= 0),
  -- The order as its confirmation told it; null of a registration.
  facts jsonb
);
create index on rewards.held (due_at);
create index on rewards.held (member_id);

-- Every grant that stands, once and exactly: whatever is replayed, nobody is granted the same thing twice. Why it was made stands with the line of the
-- member's statement (airdrop.stake_interval), whose key line_day and line_id complete.
create table rewards.grant (
  -- The order, or the member who registered or was activated.
  source_id bigint not null,
  kind text not null check (kind in ('registered', 'purchase', 'direct', 'differential', 'shareBonus', 'activated')),
  member_id bigint not null,
  amount numeric(38,0) not null check (amount > 0),
  -- The event in the log.
  position bigint not null,
  line_day int not null,
  line_id bigint not null,
  primary key (source_id, kind, member_id)
);

-- Grants that a refund took back, moved here from rewards.grant, so that what belongs to an activation can be granted again.
create table rewards.undone (
  source_id bigint not null,
  kind text not null check (kind in ('purchase', 'direct', 'differential', 'shareBonus', 'activated')),
  member_id bigint not null,
  amount numeric(38,0) not null check (amount > 0),
  position bigint not null,
  line_day int not null,
  line_id bigint not null,
  -- The order refunded, the event, and the line of the statement that took back.
  order_id bigint not null,
  undone_position bigint not null check (undone_position > position),
  undone_line_day int not null,
  undone_line_id bigint not null,
  -- What was left and taken of the share value, what it had earned and is taken of the points, and how much of these was short and is owed.
  taken_sv numeric(38,0) not null check (taken_sv >= 0),
  taken_pts numeric(38,0) not null check (taken_pts >= 0),
  owed_pts numeric(38,0) not null check (owed_pts between 0 and taken_pts),
  primary key (source_id, kind, member_id, position)
);
create index on rewards.undone (order_id);
