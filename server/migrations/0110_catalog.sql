create schema catalog;

-- Raised by every change of goods; processes that keep goods in memory compare it once a second.
create table catalog.version (only_row boolean primary key check (only_row), version bigint not null);
insert into catalog.version (only_row, version) values (true, 1);

create table catalog.category (
  id bigint primary key,
  name text not null unique check (length(name) between 1 and 40),
  -- Where it stands in lists; a category made later comes last.
  position int not null
);

-- Pictures by the SHA-256 of what was uploaded; the WebP files stand in DATA_DIR/media.
create table catalog.media (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  width int not null check (width > 0),
  height int not null check (height > 0),
  bytes int not null check (bytes > 0),
  created_at timestamptz not null
);

create table catalog.product (
  id bigint primary key,
  category_id bigint not null references catalog.category (id),
  -- Null: self-operated.
  supplier_id bigint,
  -- The fulfiller's: the supplier's, or the shelf of the product.
  bucket int not null check (bucket between 0 and 1023),
  zone text not null check (zone in ('ordinary', 'vip')),
  title text not null check (length(title) between 1 and 60),
  subtitle text not null check (length(subtitle) <= 100),
  description text not null check (length(description) <= 5000),
  images text[] not null check (cardinality(images) between 1 and 9),
  listed boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index product_supplier on catalog.product (supplier_id, id);

-- Suppliers whose goods are off sale whatever their rows say: suspended, or gone. Folded from suppliers.changed.
create table catalog.resting_supplier (supplier_id bigint primary key);

create table catalog.sku (
  id bigint primary key,
  product_id bigint not null references catalog.product (id),
  position smallint not null,
  name text not null check (length(name) between 1 and 40),
  price_fen bigint not null check (price_fen > 0),
  -- What the supplier is paid (R1.3); 0 for self-operated goods, whose whole price is the platform's.
  supply_fen bigint not null check (supply_fen between 0 and price_fen),
  -- Share value that one piece grants before the zone's multiple, atoms.
  unit_sv bigint not null check (unit_sv >= 0),
  unique (product_id, position)
);

-- What a supplier asks for: new goods, or a change of his goods, which stay as they are until an operator approves (R1.3).
create table catalog.proposal (
  id bigint primary key,
  supplier_id bigint not null,
  -- Null: new goods, until they are approved.
  product_id bigint references catalog.product (id),
  state text not null check (state in ('draft', 'submitted', 'approved', 'rejected', 'withdrawn')),
  content jsonb not null,
  -- Raised by every change, so that nobody decides about what he has not seen.
  revision int not null check (revision > 0),
  reason text check (length(reason) between 1 and 500),
  created_at timestamptz not null,
  submitted_at timestamptz,
  decided_at timestamptz,
  decided_by bigint,
  check ((state = 'rejected') = (reason is not null)),
  check ((state in ('approved', 'rejected')) = (decided_at is not null)),
  check (state <> 'approved' or product_id is not null)
);
create unique index proposal_open on catalog.proposal (product_id) where product_id is not null and state in ('draft', 'submitted', 'rejected');
create index proposal_of_supplier on catalog.proposal (supplier_id, id desc);
create index proposal_state on catalog.proposal (state, id desc);

-- A sheet of goods that was uploaded and checked. Its items become drafts one by one, so it may be left and goes on after a crash.
create table catalog.import (
  id bigint primary key,
  supplier_id bigint not null,
  made_by bigint not null,
  file_name text not null check (length(file_name) <= 200),
  state text not null check (state in ('checked', 'running', 'done')),
  total int not null check (total >= 0),
  bad int not null check (bad between 0 and total),
  made int not null default 0 check (made between 0 and total - bad),
  created_at timestamptz not null,
  finished_at timestamptz,
  check ((state = 'done') = (finished_at is not null))
);
create index import_of_supplier on catalog.import (supplier_id, id desc);

create table catalog.import_item (
  import_id bigint not null references catalog.import (id),
  -- Its place in the sheet, from 1.
  number int not null,
  lines int[] not null,
  title text not null,
  state text not null check (state in ('ready', 'bad', 'made')),
  content jsonb,
  -- [{line, column, problem}]: what is wrong, by row and column of the sheet.
  problems jsonb not null,
  proposal_id bigint references catalog.proposal (id),
  primary key (import_id, number),
  check ((state = 'bad') = (content is null)),
  check ((state = 'made') = (proposal_id is not null))
);

-- Pieces paid for less those refunded, folded from events; below zero only while the event that paid for them is parked. changed_at_position lets processes read only what moved.
create table catalog.sales (
  product_id bigint primary key,
  sold bigint not null,
  changed_at_position bigint not null
);
create index sales_changed on catalog.sales (changed_at_position);
