create schema economy;

-- The points of the plan came into being: once, at birth.
create table economy.supply (
  only_row boolean primary key default true check (only_row),
  total_pts numeric(38,0) not null check (total_pts > 0),
  founders_pts numeric(38,0) not null check (founders_pts >= 0 and founders_pts <= total_pts),
  rule_version int not null,
  entry_id bigint not null,
  at timestamptz not null
);

-- Guide price and release of a day as two people have set them. Never changed: a wrong day is corrected by a revision of the noon.
create table economy.price (
  day int primary key,
  -- 1e-8 yuan a point; point atoms.
  price numeric(38,0) not null check (price > 0),
  amount numeric(38,0) not null check (amount >= 0),
  approval_id bigint not null unique,
  proposed_by bigint not null,
  proposed_at timestamptz not null,
  approved_by bigint not null check (approved_by <> proposed_by),
  approved_at timestamptz not null,
  reason text not null check (length(reason) <= 500),
  rule_version int not null
);

-- When the airdrop opened (R4.7.3, N22): days before it get rows without an issue.
create table economy.opening (
  only_row boolean primary key default true check (only_row),
  day int not null,
  at timestamptz not null
);

-- What the schedule meant a day to issue and what the noon issued; the rest waits for the schedule's tail (N10).
create table economy.release (
  day int primary key,
  scheduled numeric(38,0) not null check (scheduled >= 0),
  issued numeric(38,0) not null check (issued >= 0),
  carried numeric(38,0) not null check (carried >= 0)
);
