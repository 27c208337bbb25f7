-- What a member's team bought and how many are in it, by level (R4.9.3, AMB-37). Plain tables: written by one ordered subscription.
create schema team;

-- One row per member, kept by the events alone, so that it depends on the progress of no other subscription.
create table team.member (
  member_id bigint primary key,
  referrer_id bigint references team.member (member_id),
  depth int not null check ((referrer_id is null) = (depth = 0)),
  -- Confirmed purchases less refunds: his own, and those of everybody below him.
  own_fen bigint not null default 0,
  sales_fen bigint not null default 0,
  -- Heads by rank (registered … partner): all below him, and those he invited himself.
  people int[] not null check (cardinality(people) = 6),
  direct int[] not null check (cardinality(direct) = 6)
) with (fillfactor = 80);
create index team_referrer on team.member (referrer_id);
