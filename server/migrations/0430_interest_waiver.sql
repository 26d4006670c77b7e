-- Late interest that is given up: at once by whoever has the authority, otherwise by approval. What was granted is final.
CREATE TABLE interest_waiver (
  id           uuid PRIMARY KEY,
  number       bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  customer_id  uuid NOT NULL REFERENCES customer,
  currency     char(3) NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  until_on     date NOT NULL,
  reason       text NOT NULL,
  status       text NOT NULL CHECK (status IN ('requested', 'granted', 'rejected', 'withdrawn')),
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  decided_by   text,
  decided_at   timestamptz,
  note         text,
  CHECK ((status = 'requested') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL))
);
COMMENT ON COLUMN interest_waiver.until_on IS 'interest up to and with this day is given up; what accrues later is owed';
COMMENT ON COLUMN interest_waiver.note IS 'what whoever decided wrote';
CREATE INDEX interest_waiver_customer ON interest_waiver (customer_id, requested_at DESC);
CREATE INDEX interest_waiver_newest ON interest_waiver (requested_at DESC, id DESC);

-- How much of the interest of each instalment, with the calculation as it was shown.
CREATE TABLE interest_waiver_item (
  waiver_id    uuid NOT NULL REFERENCES interest_waiver,
  customer_id  uuid NOT NULL REFERENCES customer,
  account_id   uuid NOT NULL,
  document_id  uuid NOT NULL,
  item_no      int NOT NULL,
  open_minor   bigint NOT NULL CHECK (open_minor > 0),
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  calculation  json NOT NULL,
  content_hash text NOT NULL,
  pending      boolean NOT NULL DEFAULT true,
  PRIMARY KEY (waiver_id, document_id, item_no),
  CHECK (amount_minor <= open_minor)
);
COMMENT ON COLUMN interest_waiver_item.open_minor IS 'interest that was owed when the waiver was asked for';
COMMENT ON COLUMN interest_waiver_item.content_hash IS 'SHA-256 of the text of the calculation';
COMMENT ON COLUMN interest_waiver_item.pending IS 'the waiver is not decided: an instalment has at most one such';
CREATE UNIQUE INDEX interest_waiver_item_pending ON interest_waiver_item (document_id, item_no) WHERE pending;
CREATE INDEX interest_waiver_item_document ON interest_waiver_item (document_id, item_no);

-- The waiver of interest is a kind of decision for which people are given an authority.
DO $$
DECLARE
  found text := (SELECT pg_get_constraintdef(oid) FROM pg_constraint
                 WHERE conrelid = 'authority'::regclass AND conname = 'authority_kind_check');
BEGIN
  ALTER TABLE authority DROP CONSTRAINT authority_kind_check;
  EXECUTE 'ALTER TABLE authority ADD CONSTRAINT authority_kind_check '
    || replace(found, 'ARRAY[', 'ARRAY[''interest-waiver''::text, ');
END $$;

SELECT scope_attach();
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns) VALUES
  ('interest_waiver', 'customer', 'customer', '{customer_id}');
INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('interest_waiver_item', 'none', 'written with its waiver and decided with it');
