-- Whether a demo database has its history: begun without finished means that it was interrupted and starts over.
create schema demo;

create table demo.history (
  only_row boolean primary key default true check (only_row),
  begun_at timestamptz not null,
  finished_at timestamptz
);
