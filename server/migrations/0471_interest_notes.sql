-- An instalment that is the late interest of another: who pays it pays interest, which the law counts before the principal.
CREATE TABLE accessory_item (
  account_id       uuid NOT NULL,
  document_id      uuid NOT NULL REFERENCES document,
  item_no          int NOT NULL,
  main_document_id uuid NOT NULL REFERENCES document,
  main_item_no     int NOT NULL,
  PRIMARY KEY (document_id, item_no)
);
COMMENT ON TABLE accessory_item IS 'instalment item_no of document_id is interest on instalment main_item_no of main_document_id';
CREATE INDEX accessory_item_main ON accessory_item (main_document_id, main_item_no);
CREATE TRIGGER accessory_item_append_only BEFORE UPDATE OR DELETE ON accessory_item
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Late interest that is billed: an invoice of the ledger with an instalment for each late instalment. Final once issued,
-- but for being cancelled while nothing of it is settled.
CREATE TABLE interest_note (
  id            uuid PRIMARY KEY REFERENCES document,
  number        bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  customer_id   uuid NOT NULL REFERENCES customer,
  account_id    uuid NOT NULL,
  currency      char(3) NOT NULL,
  amount_minor  bigint NOT NULL CHECK (amount_minor > 0),
  until_on      date NOT NULL,
  due_on        date NOT NULL,
  issued_by     text NOT NULL,
  issued_at     timestamptz NOT NULL,
  cancelled_by  text,
  cancelled_at  timestamptz,
  cancel_reason text,
  CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL) AND (cancelled_at IS NULL) = (cancel_reason IS NULL))
);
COMMENT ON TABLE interest_note IS 'its id is that of its invoice in the ledger';
COMMENT ON COLUMN interest_note.until_on IS 'interest up to and with this day is billed';
CREATE INDEX interest_note_customer ON interest_note (customer_id);
CREATE INDEX interest_note_newest ON interest_note (issued_at DESC, id DESC);

-- How each amount was computed, as it was then.
CREATE TABLE interest_note_item (
  note_id      uuid NOT NULL REFERENCES interest_note,
  item_no      int NOT NULL,
  customer_id  uuid NOT NULL REFERENCES customer,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  calculation  json NOT NULL,
  content_hash text NOT NULL,
  PRIMARY KEY (note_id, item_no)
);
COMMENT ON COLUMN interest_note_item.content_hash IS 'SHA-256 of the text of the calculation';
CREATE TRIGGER interest_note_item_append_only BEFORE UPDATE OR DELETE ON interest_note_item
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

SELECT scope_attach();
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns) VALUES
  ('interest_note', 'customer', 'customer', '{customer_id}');
INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('interest_note_item', 'none', 'append-only; written with its note'),
  ('accessory_item', 'none', 'append-only; written with the document it belongs to');
