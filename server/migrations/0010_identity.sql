-- Who signs in, as whom, and for which organisation. All instants here are wall time, save those of approvals and the audit log.
create schema identity;

-- Word tables: keyed by what a stranger types, so they are found without knowing a bucket.
create table identity.login_name (
  word text not null,
  kind text not null check (kind in ('phone', 'name')),
  account_id bigint not null,
  verified_at timestamptz not null,
  primary key (word, kind)
);
create index login_account on identity.login_name (account_id);

-- The code itself is derived from the challenge with a key that is not in the database.
create table identity.sms_code (
  phone text not null,
  purpose text not null check (purpose in ('register', 'signIn', 'reset', 'stepUp', 'newPhone', 'apply')),
  challenge text not null,
  tries int not null default 0 check (tries between 0 and 5),
  expires_at timestamptz not null,
  primary key (phone, purpose)
);
create index sms_code_expires on identity.sms_code (expires_at);

create table identity.throttle (
  key text primary key,
  starts_at timestamptz not null,
  used int not null check (used >= 0),
  locked_until timestamptz,
  forget_at timestamptz not null
);
create index throttle_forget on identity.throttle (forget_at);

-- What may happen only once, such as a spent proof of work.
create table identity.once (
  word text primary key,
  expires_at timestamptz not null
);
create index once_expires on identity.once (expires_at);

create table identity.account (
  bucket int not null check (bucket between 0 and 1023),
  id bigint not null,
  kind text not null check (kind in ('member', 'staff')),
  state text not null default 'active' check (state in ('active', 'closed')),
  -- Staff only; members have their names in module members.
  name text,
  -- Raising it ends every session of the account.
  epoch int not null default 0,
  -- Whose phone has just been changed gets nothing paid out until then.
  payout_hold_until timestamptz,
  -- Since then a text message alone has opened the account after it had lain dormant, and the person has given no other proof: assets stay closed.
  guarded_at timestamptz,
  created_at timestamptz not null,
  primary key (bucket, id),
  check ((kind = 'staff') = (name is not null))
);

create table identity.secret_password (
  bucket int not null,
  account_id bigint not null,
  hash text not null,
  changed_at timestamptz not null,
  primary key (bucket, account_id),
  foreign key (bucket, account_id) references identity.account (bucket, id)
);

create table identity.secret_totp (
  bucket int not null,
  account_id bigint not null,
  secret_box text not null,
  confirmed_at timestamptz not null,
  -- The last 30-second step that was used: a code is good once.
  last_step bigint not null default 0,
  primary key (bucket, account_id),
  foreign key (bucket, account_id) references identity.account (bucket, id)
);

-- Ten a person, shown once: an HMAC with a key that is not in the database, since their 49 bits alone could be searched.
create table identity.recovery_code (
  bucket int not null,
  account_id bigint not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (bucket, account_id, code_hash),
  foreign key (bucket, account_id) references identity.account (bucket, id)
);

-- A one-time link with which a member of staff sets what he signs in with: after an invitation, after a reset, or as a live shop's first owner.
create table identity.enrolment (
  bucket int not null,
  account_id bigint not null,
  kind text not null check (kind in ('invitation', 'totpReset', 'firstOwner')),
  token_hash text not null,
  -- The authenticator's secret to be: the same however often the page is loaded.
  secret_box text not null,
  expires_at timestamptz not null,
  primary key (bucket, account_id),
  unique (bucket, token_hash),
  foreign key (bucket, account_id) references identity.account (bucket, id)
);

create table identity.session (
  bucket int not null,
  id bigint not null,
  account_id bigint not null,
  token_hash text not null,
  epoch int not null,
  level text not null check (level in ('member', 'staff')),
  -- When the person last proved who he is (sign-in or step-up).
  proved_at timestamptz not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  idle_until timestamptz not null,
  ends_at timestamptz not null,
  client text not null,
  -- The hash of what this browser keeps for itself, so that strangers cannot lock it out.
  device text,
  ip text not null,
  revoked_at timestamptz,
  primary key (bucket, id),
  unique (bucket, token_hash),
  foreign key (bucket, account_id) references identity.account (bucket, id)
);
create index session_account on identity.session (bucket, account_id);
create index session_ends on identity.session (ends_at);

create table identity.organisation (
  bucket int not null check (bucket between 0 and 1023),
  id bigint not null,
  kind text not null check (kind in ('platform', 'supplier')),
  name text not null,
  -- Suspended: its staff do only what must not stop (SUSPENDED_ACTS). Closed: nobody acts for it any more.
  state text not null default 'active' check (state in ('active', 'suspended', 'closed')),
  created_at timestamptz not null,
  primary key (bucket, id)
);

-- Keys of programs that act for an organisation; shown once, stored as SHA-256.
create table identity.api_key (
  bucket int not null,
  id bigint not null,
  org_id bigint not null,
  name text not null,
  key_hash text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_by bigint not null,
  created_at timestamptz not null,
  ends_at timestamptz not null,
  used_on date,
  revoked_at timestamptz,
  primary key (bucket, id),
  unique (bucket, key_hash),
  foreign key (bucket, org_id) references identity.organisation (bucket, id)
);
create index api_key_org on identity.api_key (bucket, org_id, id desc);

-- The same fact twice, by organisation and by account; written together, so that either side is one shard's question.
create table identity.membership (
  bucket int not null,
  org_id bigint not null,
  account_id bigint not null,
  role text not null,
  granted_by bigint,
  granted_at timestamptz not null,
  ends_at timestamptz,
  primary key (bucket, org_id, account_id, role),
  foreign key (bucket, org_id) references identity.organisation (bucket, id)
);

create table identity.account_role (
  bucket int not null,
  account_id bigint not null,
  org_id bigint not null,
  role text not null,
  org_kind text not null check (org_kind in ('platform', 'supplier')),
  ends_at timestamptz,
  primary key (bucket, account_id, org_id, role),
  foreign key (bucket, account_id) references identity.account (bucket, id)
);

-- Acts that wait for a second person; in the organisation's bucket. Business time.
create table identity.approval (
  bucket int not null,
  id bigint not null,
  org_id bigint not null,
  act text not null,
  input jsonb not null,
  input_hash text not null,
  asked_by bigint not null,
  asked_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null default 'pending' check (state in ('pending', 'approved', 'rejected')),
  decided_by bigint,
  decided_at timestamptz,
  done_at timestamptz,
  primary key (bucket, id),
  foreign key (bucket, org_id) references identity.organisation (bucket, id),
  check (decided_by <> asked_by),
  check ((state = 'pending') = (decided_by is null) and (state = 'pending') = (decided_at is null)),
  check ((state = 'approved') = (done_at is not null))
);
create index approval_org on identity.approval (bucket, org_id, id desc);

-- Who did what: ids only. In the actor's bucket. Business time.
create table identity.audit (
  bucket int not null,
  id bigint not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id bigint,
  org_id bigint,
  act text not null,
  target text not null,
  detail jsonb not null,
  -- What was otherwise before and is now, by field; nothing where nothing was replaced.
  before jsonb,
  after jsonb,
  primary key (bucket, id)
);
create index audit_recent on identity.audit (id desc);
create index audit_target on identity.audit (target, id desc);
create index audit_actor on identity.audit (bucket, actor_id, id desc);
