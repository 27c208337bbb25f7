create schema settlement;

-- Every order whose money was shared out, self-operated ones included: an order is shared out once.
create table settlement.shared_order (
  order_id bigint primary key,
  -- When the sharing out was undone, since the order was refunded.
  reversed_at timestamptz
);

create table settlement.payable (
  order_id bigint primary key references settlement.shared_order (order_id),
  supplier_id bigint not null,
  amount_fen bigint not null check (amount_fen > 0),
  order_fen bigint not null check (order_fen >= 0),
  entry_id bigint not null,
  accrued_at timestamptz not null,
  payable_at timestamptz not null check (payable_at > accrued_at),
  -- While an after-sales case is open nothing is due.
  disputed boolean not null default false,
  reversed_at timestamptz,
  reversal_entry_id bigint,
  check ((reversed_at is null) = (reversal_entry_id is null))
);
create index payable_of_supplier on settlement.payable (supplier_id, order_id);
