-- Fulfilment: what was handed to a courier, by whom and when. Orders keep a copy of carrier and number for the member's page.
create schema fulfilment;

create table fulfilment.shipment (
  order_id bigint primary key,
  supplier_id bigint,
  carrier text not null,
  tracking_number text not null,
  shipped_by bigint not null,
  shipped_at timestamptz not null
);
