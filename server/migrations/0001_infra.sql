-- Mechanisms shared by all modules: business clock, node leases, event inbox and log, subscribers.
create schema infra;

-- Whether this database was born demo or live, for ever (ARCHITECTURE 5).
create table infra.birth (
  only_row boolean primary key default true check (only_row),
  mode text not null check (mode in ('demo', 'live')),
  at timestamptz not null
);

create table infra.clock (
  only_row boolean primary key default true check (only_row),
  offset_ms bigint not null default 0
);
insert into infra.clock (only_row) values (true);

create table infra.node (
  node int primary key check (node between 0 and 63),
  token text not null,
  leased_until_ms bigint not null,
  previous_until_ms bigint not null
);

-- Written as the last statement of a unit of work; drained at once by the sequencer, so it stays small and is not partitioned.
create table infra.event_inbox (
  bucket int not null,
  seq bigint generated always as identity,
  type text not null,
  version int not null,
  payload jsonb not null,
  at timestamptz not null,
  primary key (bucket, seq)
);

-- Dense positions in the order in which the sequencer saw the commits. Partitioned by position, so that the key stays unique.
create table infra.event_log (
  position bigint not null,
  bucket int not null,
  type text not null,
  version int not null,
  payload jsonb not null,
  at timestamptz not null,
  primary key (position)
) partition by range (position);
create table infra.event_log_0 partition of infra.event_log for values from (0) to (10000000);

create table infra.sequencer (
  only_row boolean primary key default true check (only_row),
  position bigint not null default 0,
  next_partition bigint not null default 10000000
);
insert into infra.sequencer (only_row) values (true);

create table infra.subscriber (
  name text primary key,
  position bigint not null default 0,
  state text not null default 'running' check (state in ('running', 'stopped')),
  failed_position bigint,
  failed_at timestamptz,
  error text,
  -- A stopped subscriber says where: retry and parking name the position.
  check (state = 'running' or (failed_position is not null and failed_position > position and failed_at is not null and error is not null))
);

create table infra.parked_event (
  subscriber text not null,
  position bigint not null,
  error text not null,
  at timestamptz not null,
  primary key (subscriber, position)
);
