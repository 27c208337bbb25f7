-- What members, suppliers and the platform are told in the app (R1.4). Plain tables: written by one subscription, a batch of events at a time.
create schema notify;

-- How many messages a recipient was ever sent: a member, a supplier, or the platform (0). Messages are numbered from it, so numbers rise in the order in
-- which messages came, whatever events they tell of; deleting old ones gives no number twice.
create table notify.inbox (
  recipient_id bigint primary key,
  last bigint not null check (last > 0)
);

-- Ids and figures; front ends make the words.
create table notify.message (
  recipient_id bigint not null references notify.inbox (recipient_id),
  number bigint not null check (number > 0),
  -- The event it tells of, and its place among all that this event tells: what was told is not told again.
  position bigint not null,
  place int not null,
  kind text not null,
  subject_id bigint,
  facts jsonb not null,
  at timestamptz not null,
  -- By kind, since of the staff each reads the kinds that are his business.
  primary key (recipient_id, kind, number),
  unique (position, place)
);

-- Up to where an account has read what a recipient was sent: a member his own, each of the staff for himself.
create table notify.reader (
  recipient_id bigint not null references notify.inbox (recipient_id),
  account_id bigint not null,
  read_to bigint not null check (read_to > 0),
  primary key (recipient_id, account_id)
);
