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
  -- Unified social credit code (GB 32100); null for suppliers that the platform made without an application.
  credit_code text check (credit_code ~ '^[0-9A-HJ-NP-RT-UW-Y]{18}$'),
  -- Since when it is in its state, and why, in the words of whoever suspended it or let it go.
  state_at timestamptz not null,
  state_reason text check (length(state_reason) between 1 and 500),
  created_at timestamptz not null,
  check ((state = 'approved') = (state_reason is null))
);
-- A company supplies once at a time.
create unique index supplier_credit_code on suppliers.supplier (credit_code) where state <> 'exited';

-- A company that wants to supply, or does: found by the phone of whoever applied, who proves it by a code.
create table suppliers.application (
  id bigint primary key,
  phone text not null check (phone ~ '^1[0-9]{10}$'),
  state text not null check (state in ('draft', 'submitted', 'approved', 'rejected')),
  content jsonb not null,
  -- Raised by every change, so that nobody decides about what he has not seen.
  revision int not null check (revision > 0),
  reason text check (length(reason) between 1 and 500),
  -- What is wrong, by field.
  hints jsonb not null,
  supplier_id bigint unique references suppliers.supplier (id),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  decided_by bigint,
  check ((state = 'approved') = (supplier_id is not null)),
  check (state <> 'rejected' or reason is not null),
  check (state = 'draft' or submitted_at is not null)
);
create unique index application_open on suppliers.application (phone) where state <> 'approved';
create index application_phone on suppliers.application (phone, id desc);
create index application_state on suppliers.application (state, id desc);

-- Pictures of licences stand here and nowhere else: never in a folder that something might serve, gone with their application (docs/adr/0021).
create table suppliers.licence_picture (
  id bigint primary key,
  application_id bigint not null references suppliers.application (id) on delete cascade,
  kind text not null check (kind in ('licence', 'permit')),
  webp bytea not null,
  width int not null check (width > 0),
  height int not null check (height > 0),
  created_at timestamptz not null
);
create index licence_picture_of_application on suppliers.licence_picture (application_id, id);

-- Who has proved the phone of an application. Wall time.
create table suppliers.applicant_session (
  token_hash text primary key,
  application_id bigint not null references suppliers.application (id) on delete cascade,
  ends_at timestamptz not null
);
create index applicant_session_of_application on suppliers.applicant_session (application_id);
create index applicant_session_ends on suppliers.applicant_session (ends_at);
