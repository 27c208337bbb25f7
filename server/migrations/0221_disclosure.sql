create schema disclosure;

-- Who runs the shop, as the law wants it shown on its pages. One row; every change stands in the audit log.
create table disclosure.company (
  only_row boolean primary key default true check (only_row),
  name text not null check (length(name) between 1 and 80),
  -- Unified social credit code, of the business licence.
  licence_number text not null check (length(licence_number) <= 18),
  record_number text not null check (length(record_number) <= 40),
  police_number text not null check (length(police_number) <= 40),
  address text not null check (length(address) <= 120),
  complaint_phone text not null check (length(complaint_phone) <= 30),
  complaint_email text not null check (length(complaint_email) <= 80),
  changed_at timestamptz not null
);
