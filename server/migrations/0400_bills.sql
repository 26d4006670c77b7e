-- A bill of exchange that counts as exposure is a document of its own, beside the receipt that settles invoices with it.
ALTER TABLE document DROP CONSTRAINT document_type_check;
ALTER TABLE document ADD CONSTRAINT document_type_check
  CHECK (type IN ('order', 'delivery', 'invoice', 'receipt', 'credit-note', 'write-off', 'bill'));

CREATE TABLE bill (
  id                   uuid PRIMARY KEY,
  number               text NOT NULL,
  sub_range            text NOT NULL DEFAULT '',
  document_number      text NOT NULL UNIQUE,
  kind                 text NOT NULL CHECK (kind IN ('bank', 'commercial')),
  account_id           uuid NOT NULL REFERENCES credit_account,
  customer_id          uuid NOT NULL REFERENCES customer,
  currency             char(3) NOT NULL,
  amount_minor         bigint NOT NULL CHECK (amount_minor > 0),
  counted_minor        bigint NOT NULL CHECK (counted_minor BETWEEN 0 AND amount_minor),
  drawer               text NOT NULL,
  acceptor             text NOT NULL,
  issued_on            date NOT NULL,
  received_on          date NOT NULL,
  matures_on           date NOT NULL,
  reference            text NOT NULL DEFAULT '',
  state                text NOT NULL CHECK (state IN
                         ('held', 'presented', 'discounted', 'endorsed', 'paid', 'dishonoured', 'withdrawn')),
  recourse             boolean NOT NULL DEFAULT true,
  receipt_document_id  uuid NOT NULL UNIQUE REFERENCES document,
  exposure_document_id uuid UNIQUE REFERENCES document,
  last_seq             int NOT NULL,
  in_force_seq         int NOT NULL,
  effective_on         date NOT NULL,
  recorded_by          text NOT NULL,
  recorded_at          timestamptz NOT NULL,
  CHECK (issued_on <= received_on AND issued_on < matures_on),
  CHECK ((counted_minor > 0) = (exposure_document_id IS NOT NULL)),
  CHECK (in_force_seq <= last_seq)
) WITH (fillfactor = 85);
COMMENT ON COLUMN bill.sub_range IS 'part of a bill that can be divided; empty: the whole bill';
COMMENT ON COLUMN bill.counted_minor IS 'what counts as exposure to the customer until the bill is paid, by the settings on the day of receipt';
COMMENT ON COLUMN bill.recourse IS 'passed on: whoever holds it can come back to us while it is not paid';
COMMENT ON COLUMN bill.in_force_seq IS 'the last event that was not taken back';
COMMENT ON COLUMN bill.effective_on IS 'day of the last entry in the ledger; later events are entered no earlier';
CREATE UNIQUE INDEX bill_once ON bill (number, sub_range) WHERE state <> 'withdrawn';
CREATE INDEX bill_maturity ON bill (matures_on, id);
CREATE INDEX bill_unpaid ON bill (matures_on, id) WHERE state IN ('held', 'presented');
CREATE INDEX bill_customer ON bill (customer_id, matures_on);

CREATE TABLE bill_event (
  bill_id      uuid NOT NULL REFERENCES bill,
  seq          int NOT NULL,
  account_id   uuid NOT NULL,
  act          text NOT NULL CHECK (act IN
                 ('receive', 'present', 'discount', 'endorse', 'pay', 'dishonour', 'withdraw', 'undo')),
  on_day       date NOT NULL,
  from_state   text,
  to_state     text NOT NULL,
  from_recourse boolean NOT NULL,
  before_seq   int NOT NULL,
  party        text,
  charge_minor bigint CHECK (charge_minor >= 0),
  reason       text,
  done_by      text NOT NULL,
  done_at      timestamptz NOT NULL,
  PRIMARY KEY (bill_id, seq)
);
COMMENT ON COLUMN bill_event.before_seq IS 'the event that was in force before; an undoing returns to what was before that which it takes back';
COMMENT ON COLUMN bill_event.party IS 'who discounted it, to whom it was endorsed';
COMMENT ON COLUMN bill_event.charge_minor IS 'what the discount cost';
CREATE TRIGGER bill_event_append_only BEFORE UPDATE OR DELETE ON bill_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- How bills count and when they are warned of. The latest version counts, for bills received from then on.
CREATE TABLE bill_settings (
  version       int PRIMARY KEY,
  bank_bp       int NOT NULL CHECK (bank_bp BETWEEN 0 AND 10000),
  commercial_bp int NOT NULL CHECK (commercial_bp BETWEEN 0 AND 10000),
  warn_days     int NOT NULL CHECK (warn_days BETWEEN 1 AND 90),
  saved_by      text NOT NULL,
  saved_at      timestamptz NOT NULL
);
CREATE TRIGGER bill_settings_append_only BEFORE UPDATE OR DELETE ON bill_settings
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('bill', 'bill', NULL, '{number}', '{last_seq,in_force_seq,effective_on}', false),
  ('bill_settings', 'bill-settings', NULL, '{version}', '{}', false);
INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('bill_event', 'none', 'append-only itself, each event with who, when and why');
SELECT scope_attach();
