create schema airdrop;

-- The clock of the fund: the last noon that ran. Written by noon alone, read after the gate (ENGINE A.5).
create table airdrop.fund (
  only_row boolean primary key default true check (only_row),
  current_day int not null
);

-- One row a calendar day, also when nothing was issued. The index is a pure function of the row before and of this row's inputs.
create table airdrop.day (
  day int primary key,
  revision int not null default 1 check (revision >= 1),
  -- Inputs: point atoms asked for, guide price (1e-8 yuan), limit of the yield, units of the eligible.
  amount_set numeric(38,0) not null check (amount_set >= 0),
  price numeric(38,0) not null check (price >= 0),
  max_yield_ppm int not null check (max_yield_ppm between 1 and 1000000),
  units numeric not null check (units >= 0),
  -- Results: share atoms eligible before, burned, and of the members whose last noon this was; point atoms issued; the index after.
  shares numeric(38,0) not null,
  issued numeric(38,0) not null check (issued between 0 and amount_set),
  burned numeric(38,0) not null check (burned between 0 and shares),
  lapsed numeric(38,0) not null check (lapsed >= 0),
  value_per_unit numeric not null check (value_per_unit >= 0),
  points_per_unit numeric not null check (points_per_unit >= 0),
  shift int not null check (shift >= 0),
  generation int not null check (generation >= 0),
  run_at timestamptz not null,
  entry_id bigint,
  previous_hash bytea not null check (length(previous_hash) = 32),
  hash bytea not null check (length(hash) = 32)
);
-- The noons that burned everything: where the stakes of a generation end.
create unique index day_burned_all on airdrop.day (generation) where value_per_unit = 0;

-- A member's share value. Written only when something happens to it, never at noon; units are derived from shares and since_day.
create table airdrop.stake (
  bucket int not null check (bucket between 0 and 1023),
  member_id bigint not null,
  shares numeric(38,0) not null check (shares >= 0),
  since_day int not null,
  until_day int not null,
  fraction numeric not null,
  locked numeric(38,0) not null check (locked >= 0),
  earned numeric(38,0) not null check (earned >= 0),
  -- Points taken back that the member had spent: what noons earn him pays this first (N6).
  owed numeric(38,0) not null check (owed >= 0),
  -- Fen spent towards the next extension of the window, and the last noon run when something was last added (N7).
  accumulated bigint not null check (accumulated >= 0),
  accumulated_on int not null,
  primary key (bucket, member_id)
) with (fillfactor = 80);

-- The history of a stake: each stretch as it stood, and what ended it. The statement, the daily list and its reasons are read from here.
create table airdrop.stake_interval (
  bucket int not null,
  member_id bigint not null,
  to_day int not null,
  id bigint not null,
  kind text not null check (kind in ('granted', 'locked', 'activated', 'spent', 'resumed', 'settled', 'reclaimed')),
  from_day int not null check (from_day <= to_day),
  until_day int not null,
  shares numeric(38,0) not null,
  fraction numeric not null,
  shares_delta numeric(38,0) not null,
  locked_delta numeric(38,0) not null,
  -- Points taken back; zero otherwise, since what noons earn stands in credited.
  points_delta numeric(38,0) not null check (points_delta <= 0),
  shares_after numeric(38,0) not null check (shares_after >= 0),
  locked_after numeric(38,0) not null check (locked_after >= 0),
  credited numeric(38,0) not null check (credited >= 0),
  earned_after numeric(38,0) not null,
  at timestamptz not null,
  -- The entry that posted it; an entry that moves share value alone is shared by all lines of its event (docs/adr/0005).
  entry_id bigint,
  -- JSON: title, event, rule version with pack and paragraph, and the arithmetic; kept here alone, whoever granted. As text, since it is written
  -- a thousand times for once that it is read, and jsonb would double what the row costs.
  reason text,
  primary key (bucket, member_id, to_day, id)
);

-- Σ units of the members whose last noon is last_noon. bucket = member's bucket mod 64: noon reads at most 64 rows a day of the horizon
-- however many members there are, and a hot day still spreads over 64 rows (docs/adr/0002).
create table airdrop.cohort (
  bucket int not null check (bucket between 0 and 63),
  last_noon int not null,
  -- Never below zero; no CHECK, since INSERT … ON CONFLICT would apply it to the change, which may be. The store asserts it.
  units numeric not null,
  primary key (bucket, last_noon)
) with (fillfactor = 50);
