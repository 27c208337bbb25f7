-- Profiles, consent, invitation codes and contacts: where personal data stands, besides identity. Business time.
create schema members;

-- A member's id is his account's id.
create table members.member (
  id bigint primary key,
  -- Null once the account is closed and erased, as is the name.
  phone text,
  name text,
  inviter_id bigint references members.member (id),
  invite_code text,
  joined_at timestamptz not null,
  -- Of who registered as a minor: the business day (days since 1970) from which he may earn. His date of birth is not kept.
  adult_on int,
  -- The contact offered first; one that was hidden since is offered no more.
  default_contact_id bigint,
  check (inviter_id <> id),
  check (phone is not null or name is null)
);
create index member_inviter on members.member (inviter_id, id desc);

-- Keyed by the word a stranger types.
create table members.invite_code (
  word text primary key,
  -- One for ever; in force while members.member names it.
  member_id bigint not null unique,
  given_at timestamptz not null
);

create table members.consent (
  member_id bigint not null references members.member (id),
  document text not null,
  version text not null,
  at timestamptz not null,
  primary key (member_id, document, version)
);

-- What members asked to have of their data: a zip, kept for seven days.
create table members.export (
  id bigint primary key,
  member_id bigint not null references members.member (id),
  locale text not null check (locale in ('zh-CN', 'en')),
  asked_at timestamptz not null,
  made_at timestamptz,
  -- Until when it is kept.
  ends_at timestamptz,
  file bytea,
  check ((made_at is null) = (file is null) and (made_at is null) = (ends_at is null))
);
create index export_of_member on members.export (member_id, id desc);
create index export_ends on members.export (ends_at) where ends_at is not null;

-- Who asked for his account to be closed. Taken back, the row goes; carried out, it stays.
create table members.closing (
  member_id bigint primary key references members.member (id),
  asked_at timestamptz not null,
  -- When he is erased; moved on, day by day, while something stands against it.
  due_at timestamptz not null check (due_at > asked_at),
  erased_at timestamptz
);
create index closing_due on members.closing (due_at) where erased_at is null;

-- Immutable snapshots, since orders point to them; `hidden_at` alone changes, when its owner no longer wants to choose it. Deleted with his account.
create table members.contact (
  id bigint primary key,
  member_id bigint not null references members.member (id),
  name text not null,
  phone text not null,
  region_code text not null check (region_code ~ '^([0-9]{6}|[0-9]{9})$'),
  region text not null,
  detail text not null,
  created_at timestamptz not null,
  hidden_at timestamptz
);
create index contact_member on members.contact (member_id, id desc);
