create schema catalog;

-- Raised by every change of goods; processes that keep goods in memory compare it once a second.
create table catalog.version (only_row boolean primary key check (only_row), version bigint not null);
insert into catalog.version (only_row, version) values (true, 1);

create table catalog.category (
  id bigint primary key,
  name text not null check (length(name) between 1 and 40),
  position int not null unique
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

-- Pieces paid for, folded from orders.paid; changed_at_position lets processes read only what moved.
create table catalog.sales (
  product_id bigint primary key,
  sold bigint not null check (sold >= 0),
  changed_at_position bigint not null
);
create index sales_changed on catalog.sales (changed_at_position);
