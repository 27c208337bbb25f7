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
  check (granted_position > paid_position),
  check (cardinality(payee_ids) = cardinality(payee_levels) and cardinality(payee_ids) = cardinality(payee_distances)
    and cardinality(payee_ids) = cardinality(direct_ppm) and cardinality(payee_ids) = cardinality(extra_ppm))
) with (fillfactor = 70);

-- The purchase that opened a member's window of noons (N7): once in his life.
create table rewards.first_purchase (
  member_id bigint primary key,
  order_id bigint not null,
  position bigint not null
);

-- Every grant, once and exactly: whatever is replayed, nobody is granted the same thing twice. Why it was made stands with the line of the
-- member's statement (airdrop.stake_interval), whose key line_day and line_id complete.
create table rewards.grant (
  -- The order, or the member who registered or was activated.
  source_id bigint not null,
  kind text not null check (kind in ('registered', 'purchase', 'direct', 'differential', 'shareBonus')),
  member_id bigint not null,
  amount numeric(38,0) not null check (amount > 0),
  -- The event in the log.
  position bigint not null,
  line_day int not null,
  line_id bigint not null,
  primary key (source_id, kind, member_id)
);
