create schema ledger;

-- The chart of accounts as a reference table; the constant in modules/ledger/domain.ts is the source and a test compares them.
create table ledger.account_kind (
  number smallint primary key,
  name text not null unique,
  asset text not null check (asset in ('CNY', 'PTS', 'SV')),
  holder text not null check (holder in ('system', 'member', 'supplier')),
  -- Whether balance - held may never fall below zero. System accounts exist once per bucket, where any sign is possible.
  floored boolean not null check (floored = (holder <> 'system'))
);
insert into ledger.account_kind (number, name, asset, holder, floored) values
  (1, 'gateway', 'CNY', 'system', false),
  (2, 'unearned', 'CNY', 'system', false),
  (3, 'margin', 'CNY', 'system', false),
  (4, 'supplierPayable', 'CNY', 'supplier', true),
  (9, 'transitCny', 'CNY', 'system', false),
  (20, 'issued', 'PTS', 'system', false),
  (21, 'pool', 'PTS', 'system', false),
  (22, 'founders', 'PTS', 'system', false),
  (23, 'unclaimed', 'PTS', 'system', false),
  (24, 'treasury', 'PTS', 'system', false),
  (25, 'destroyed', 'PTS', 'system', false),
  (26, 'memberPoints', 'PTS', 'member', true),
  (29, 'transitPts', 'PTS', 'system', false),
  (40, 'svIssued', 'SV', 'system', false),
  (41, 'svActive', 'SV', 'system', false),
  (42, 'svLocked', 'SV', 'system', false),
  (43, 'svPaused', 'SV', 'system', false),
  (44, 'svBurned', 'SV', 'system', false),
  (49, 'transitSv', 'SV', 'system', false);

-- No CHECK on balance or held: INSERT … ON CONFLICT checks the proposed row, which here is a change and may be negative. The posting
-- statement checks the floors on the rows it has locked; verifyBucket checks them again.
create table ledger.account (
  bucket int not null check (bucket between 0 and 1023),
  kind smallint not null references ledger.account_kind (number),
  holder bigint not null check (holder >= 0),
  balance numeric(38,0) not null,
  held numeric(38,0) not null,
  primary key (bucket, kind, holder)
) with (fillfactor = 70);

-- Append-only. An entry is the rows of one entry_id; the key finds it, and seals read it in order.
create table ledger.transfer (
  bucket int not null,
  entry_id bigint not null,
  line smallint not null,
  debit_kind smallint not null,
  debit_holder bigint not null,
  credit_kind smallint not null,
  credit_holder bigint not null,
  amount bigint not null check (amount > 0),
  memo text not null check (length(memo) between 1 and 100),
  event_position bigint,
  rule_version int,
  at timestamptz not null,
  primary key (bucket, entry_id, line),
  check (debit_kind <> credit_kind or debit_holder <> credit_holder)
);
-- Statements of one holder. Hash and partial: system legs are not indexed and a batch pays 1 us a row instead of 5 (POSTGRES 2b).
create index transfer_debit_holder on ledger.transfer using hash (debit_holder) where debit_holder <> 0;
create index transfer_credit_holder on ledger.transfer using hash (credit_holder) where credit_holder <> 0;
-- Ids ascend with time and so do the pages: the console lists the newest entries of all buckets through this for next to nothing.
create index transfer_time on ledger.transfer using brin (entry_id) with (pages_per_range = 32);

create table ledger.hold (
  bucket int not null,
  id bigint not null,
  kind smallint not null,
  holder bigint not null,
  amount bigint not null check (amount > 0),
  state text not null check (state in ('held', 'captured', 'released')),
  captured bigint not null check (captured between 0 and amount and (captured > 0) = (state = 'captured')),
  entry_id bigint check ((entry_id is not null) = (state = 'captured')),
  memo text not null check (length(memo) between 1 and 100),
  at timestamptz not null,
  closed_at timestamptz check ((closed_at is null) = (state = 'held')),
  primary key (bucket, id)
);

create table ledger.idempotency_key (
  bucket int not null,
  owner bigint not null,
  key text not null check (length(key) between 1 and 200),
  input_hash bytea not null,
  result jsonb,
  at timestamptz not null,
  primary key (bucket, owner, key)
);

-- A seal closes the entries from_id..to_id of a bucket: their hashes chained, and the debits and credits of each kind since the beginning.
create table ledger.seal (
  bucket int not null,
  number int not null,
  from_id bigint not null,
  to_id bigint not null check (to_id >= from_id),
  entries bigint not null,
  transfers bigint not null,
  hash bytea not null check (length(hash) = 32),
  kinds smallint[] not null,
  debits numeric(38,0)[] not null,
  credits numeric(38,0)[] not null,
  latest boolean not null,
  sealed_at timestamptz,
  primary key (bucket, number)
);
create unique index seal_latest on ledger.seal (bucket) where latest;
insert into ledger.seal (bucket, number, from_id, to_id, entries, transfers, hash, kinds, debits, credits, latest)
  select bucket, 0, 0, 0, 0, 0, decode(repeat('00', 32), 'hex'), '{}', '{}', '{}', true from generate_series(0, 1023) as bucket;

-- Aborts the statement that would leave an account below its floor, so that nothing of it is written; the detail names account and shortage.
create function ledger.refuse_shortage(bucket int, kind smallint, holder bigint, shortage numeric) returns void language plpgsql as $$
begin
  raise exception 'ledger.insufficientBalance' using errcode = 'LG001', detail = json_build_array(bucket, kind, holder::text, shortage::text)::text;
end $$;
