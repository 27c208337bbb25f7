create schema complaints;

-- What a member complains about, in his and our words; answered or not, it is kept for three years after it was closed.
create table complaints.complaint (
  id bigint primary key,
  member_id bigint not null,
  subject text not null check (subject in ('order', 'account', 'assets', 'content', 'privacy', 'other')),
  -- Of the member; checked when it is filed.
  order_id bigint,
  state text not null check (state in ('open', 'answered', 'closed')),
  filed_at timestamptz not null,
  -- Open: by when it must be answered. Answered: when it closes by itself.
  due_at timestamptz,
  closed_at timestamptz,
  check ((state = 'closed') = (closed_at is not null)),
  check ((state = 'closed') = (due_at is null))
);
create index complaint_of_member on complaints.complaint (member_id, id desc);
create index complaint_due on complaints.complaint (due_at) where due_at is not null;

create table complaints.message (
  complaint_id bigint not null references complaints.complaint (id),
  number smallint not null,
  -- Null: the member wrote it; else the member of staff who answered.
  staff_id bigint,
  words text not null check (length(words) between 1 and 1000),
  at timestamptz not null,
  primary key (complaint_id, number)
);
