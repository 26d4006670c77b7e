-- A business document as last accepted from its source; lines stay as they were sent.
CREATE TABLE document (
  id             uuid PRIMARY KEY,
  group_id       uuid NOT NULL,
  account_id     uuid NOT NULL REFERENCES credit_account,
  source         text NOT NULL,
  type           text NOT NULL CHECK (type IN ('order', 'delivery', 'invoice', 'receipt', 'credit-note', 'write-off')),
  number         text NOT NULL,
  version        bigint NOT NULL,
  status         text NOT NULL CHECK (status IN ('open', 'closed', 'cancelled')),
  document_on    date NOT NULL,
  currency       char(3) NOT NULL,
  total_minor    bigint NOT NULL CHECK (total_minor >= 0),
  open_minor     bigint NOT NULL,
  disputed       boolean NOT NULL DEFAULT false,
  lines          jsonb NOT NULL,
  ledger_seq     int NOT NULL,
  recorded_at    timestamptz NOT NULL,
  UNIQUE (source, type, number)
) WITH (fillfactor = 90);
COMMENT ON COLUMN document.open_minor IS 'signed sum of the open amounts of its items, in the document currency';
CREATE INDEX document_account ON document (account_id, type, document_on);

-- What can be open: a line of an order or delivery, an instalment of an invoice, the unapplied rest of a receipt
-- or credit note (negative), the amount of a reservation. Exposure is the sum of open items.
CREATE TABLE exposure_item (
  account_id   uuid NOT NULL,
  document_id  uuid NOT NULL,
  item_no      int NOT NULL,
  group_id     uuid NOT NULL,
  bucket       text NOT NULL CHECK (bucket IN ('reserved', 'open_orders', 'delivered_not_billed', 'receivables', 'bills', 'unapplied')),
  currency     char(3) NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  open_minor   bigint NOT NULL,
  document_on  date NOT NULL,
  due_on       date,
  ship_on      date,
  PRIMARY KEY (account_id, document_id, item_no),
  CHECK (CASE bucket WHEN 'unapplied' THEN open_minor <= 0 ELSE open_minor >= 0 END)
) WITH (fillfactor = 90);
CREATE INDEX exposure_item_due ON exposure_item (account_id, due_on) INCLUDE (open_minor, currency)
  WHERE bucket = 'receivables' AND open_minor <> 0;
CREATE INDEX exposure_item_open ON exposure_item (account_id, bucket) WHERE open_minor <> 0;

-- What a document takes from an earlier one: a delivery from an order, a receipt from an invoice. Current version only.
CREATE TABLE document_link (
  account_id     uuid NOT NULL,
  document_id    uuid NOT NULL,
  link_no        int NOT NULL,
  group_id       uuid NOT NULL,
  source         text NOT NULL,
  from_type      text NOT NULL,
  from_number    text NOT NULL,
  from_item_no   int,
  amount_minor   bigint NOT NULL CHECK (amount_minor >= 0),
  applied_minor  bigint NOT NULL CHECK (applied_minor BETWEEN 0 AND amount_minor),
  on_day         date NOT NULL,
  PRIMARY KEY (account_id, document_id, link_no)
);
COMMENT ON COLUMN document_link.applied_minor IS 'what the source could give; the rest waits for an invoice not known yet';
COMMENT ON COLUMN document_link.from_item_no IS 'line of the order or delivery; null means the whole invoice, oldest due first';
CREATE INDEX document_link_from ON document_link (account_id, from_number, from_type);

-- Append-only: each change of an item''s open amount. What the ledger says is what the exposure is.
CREATE TABLE exposure_entry (
  account_id   uuid NOT NULL,
  document_id  uuid NOT NULL,
  item_no      int NOT NULL,
  seq          int NOT NULL,
  group_id     uuid NOT NULL,
  segment_id   uuid NOT NULL,
  bucket       text NOT NULL,
  currency     char(3) NOT NULL,
  delta_minor  bigint NOT NULL CHECK (delta_minor <> 0),
  effective_on date NOT NULL,
  cause_id     uuid NOT NULL,
  recorded_at  timestamptz NOT NULL,
  PRIMARY KEY (account_id, document_id, item_no, seq)
);
COMMENT ON COLUMN exposure_entry.cause_id IS 'document, reservation or regrouping that caused the change';
CREATE INDEX exposure_entry_group ON exposure_entry (group_id, segment_id, effective_on);

CREATE TRIGGER exposure_entry_append_only BEFORE UPDATE OR DELETE ON exposure_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Projection of the ledger per account and currency. A group''s projection is in group_exposure.
CREATE TABLE account_exposure (
  account_id                 uuid NOT NULL,
  currency                   char(3) NOT NULL,
  group_id                   uuid NOT NULL,
  segment_id                 uuid NOT NULL,
  reserved_minor             bigint NOT NULL DEFAULT 0 CHECK (reserved_minor >= 0),
  open_orders_minor          bigint NOT NULL DEFAULT 0 CHECK (open_orders_minor >= 0),
  delivered_not_billed_minor bigint NOT NULL DEFAULT 0 CHECK (delivered_not_billed_minor >= 0),
  receivables_minor          bigint NOT NULL DEFAULT 0 CHECK (receivables_minor >= 0),
  bills_minor                bigint NOT NULL DEFAULT 0 CHECK (bills_minor >= 0),
  unapplied_minor            bigint NOT NULL DEFAULT 0 CHECK (unapplied_minor <= 0),
  PRIMARY KEY (account_id, currency)
) WITH (fillfactor = 50);

CREATE TABLE group_exposure (
  group_id                   uuid NOT NULL,
  segment_id                 uuid NOT NULL,
  currency                   char(3) NOT NULL,
  reserved_minor             bigint NOT NULL DEFAULT 0 CHECK (reserved_minor >= 0),
  open_orders_minor          bigint NOT NULL DEFAULT 0 CHECK (open_orders_minor >= 0),
  delivered_not_billed_minor bigint NOT NULL DEFAULT 0 CHECK (delivered_not_billed_minor >= 0),
  receivables_minor          bigint NOT NULL DEFAULT 0 CHECK (receivables_minor >= 0),
  bills_minor                bigint NOT NULL DEFAULT 0 CHECK (bills_minor >= 0),
  unapplied_minor            bigint NOT NULL DEFAULT 0 CHECK (unapplied_minor <= 0),
  PRIMARY KEY (group_id, segment_id, currency)
) WITH (fillfactor = 50);

-- Exposure held by a passed check before the order exists. Its amount is an exposure_item of the same id.
CREATE TABLE reservation (
  id           uuid PRIMARY KEY,
  group_id     uuid NOT NULL,
  account_id   uuid NOT NULL,
  source       text NOT NULL,
  type         text NOT NULL,
  number       text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency     char(3) NOT NULL,
  status       text NOT NULL CHECK (status IN ('active', 'consumed', 'released', 'expired', 'replaced')),
  expires_at   timestamptz NOT NULL,
  ledger_seq   int NOT NULL DEFAULT 1,
  created_at   timestamptz NOT NULL,
  ended_at     timestamptz
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX reservation_active ON reservation (source, type, number) WHERE status = 'active';
CREATE INDEX reservation_expiry ON reservation (expires_at) WHERE status = 'active';
