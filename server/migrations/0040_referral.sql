-- The referral forest: one node per member, immutable parents, dense ordinals in the order of the registration events.
create schema referral;

create table referral.node (
  ordinal int primary key check (ordinal > 0),
  member_id bigint not null unique,
  parent_ordinal int references referral.node (ordinal),
  depth int not null check (depth >= 0),
  -- Rank reached by buying alone, and rank held (rules: 0 registered … 5 partner).
  purchased smallint not null default 0,
  level smallint not null default 0 check (level between purchased and 5),
  -- Rank set by two people of staff, held instead of `level` until it is null again; it counts for nobody above.
  manual_level smallint check (manual_level between 0 and 5),
  direct_vip int not null default 0 check (direct_vip >= direct_shopkeeper),
  direct_shopkeeper int not null default 0 check (direct_shopkeeper >= direct_dealer),
  direct_dealer int not null default 0 check (direct_dealer >= 0),
  team_vip int not null default 0 check (team_vip >= direct_vip),
  registered_at timestamptz not null,
  -- Of a minor: the first business day (days since 1970) on which he may earn.
  adult_on int,
  -- Since when he holds a package; null again when the last one was refunded.
  activated_at timestamptz,
  -- A parent registered before his child, so there is no cycle.
  check (parent_ordinal < ordinal),
  check ((parent_ordinal is null) = (depth = 0))
) with (fillfactor = 85);
create index on referral.node (parent_ordinal);
create index on referral.node (coalesce(manual_level, level), member_id);

-- What two people decided about a member's level, and why; null gives it back to the rules.
create table referral.level_decision (
  approval_id bigint primary key,
  member_id bigint not null,
  level smallint check (level between 0 and 5),
  from_level smallint not null,
  reason text not null,
  asked_by bigint not null,
  decided_by bigint not null,
  at timestamptz not null,
  check (asked_by <> decided_by)
);
create index on referral.level_decision (member_id, at);

-- When each level was reached, from which, by which event and under which rules.
create table referral.promotion (
  ordinal int not null references referral.node (ordinal),
  level smallint not null,
  from_level smallint not null check (from_level < level),
  position bigint not null,
  rule_version int not null,
  at timestamptz not null,
  -- The event that took the level away: a refund, nothing else (N6).
  lost_position bigint check (lost_position > position),
  primary key (ordinal, level, position)
);
create unique index promotion_standing on referral.promotion (ordinal, level) where lost_position is null;
