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
