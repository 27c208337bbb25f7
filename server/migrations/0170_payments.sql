-- Reconciliation: what a gateway's bill of a day says beside what we have recorded. Days are few, so these tables are plain.
create table payments.statement (
  channel text not null,
  -- The day by the gateway's clock, in Asia/Shanghai.
  day date not null,
  -- waiting: the bill is not there yet; matched; different: with differences nobody has explained; explained: every one was.
  state text not null check (state in ('waiting', 'matched', 'different', 'explained')),
  tried_at timestamptz not null,
  tries int not null default 1,
  sha1 text,
  -- What the bill says, and what we say, of payments and of money that went back.
  their_payments int not null default 0,
  their_paid_fen bigint not null default 0,
  their_refunds int not null default 0,
  their_refunded_fen bigint not null default 0,
  fee_fen bigint not null default 0,
  our_payments int not null default 0,
  our_paid_fen bigint not null default 0,
  our_refunds int not null default 0,
  our_refunded_fen bigint not null default 0,
  primary key (channel, day),
  check ((state = 'waiting') = (sha1 is null))
);

create table payments.difference (
  id bigint primary key,
  channel text not null,
  day date not null,
  subject text not null check (subject in ('payment', 'refund')),
  kind text not null check (kind in ('onlyTheirs', 'onlyOurs', 'amount', 'notRecorded')),
  -- The number we gave the gateway, as the bill or we have it.
  our_number text not null,
  gateway_number text not null,
  ours_fen bigint,
  theirs_fen bigint,
  found_at timestamptz not null,
  -- A later run did not find it any more.
  gone_at timestamptz,
  note text,
  explained_by bigint,
  explained_at timestamptz,
  unique (channel, day, subject, our_number),
  foreign key (channel, day) references payments.statement (channel, day),
  check ((note is null) = (explained_at is null) and (note is null) = (explained_by is null))
);
