create schema suppliers;

create table suppliers.supplier (
  id bigint primary key,
  -- Fulfiller-side rows (stock, orders, payables) stand in this bucket.
  bucket int not null check (bucket between 0 and 1023),
  organisation_id bigint not null unique,
  name text not null check (length(name) between 1 and 80),
  state text not null check (state in ('approved', 'suspended', 'exited')),
  -- Who rewards the buyer: the platform (he pays retail, the supplier receives the supply price) or the merchant (DECISIONS N14).
  sv_mode text not null check (sv_mode in ('platform', 'merchant')),
  created_at timestamptz not null
);
