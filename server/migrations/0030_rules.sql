-- Versions of the rules: append-only; every decision stores the version it used.
create schema rules;

create table rules.version (
  version int primary key check (version > 0),
  pack text not null,
  body jsonb not null,
  -- SHA-256 of the canonical body, so that the same pack is not installed twice in a row and a cached version can be trusted.
  hash text not null check (length(hash) = 64),
  effective_from timestamptz not null,
  installed_at timestamptz not null,
  -- The account that installed it; null for the birth of the database.
  installed_by bigint
);
create index on rules.version (effective_from);
