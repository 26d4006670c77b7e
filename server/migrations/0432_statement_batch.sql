-- Statements of many customers made as PDFs in the background, to be taken away as one file.
CREATE TABLE statement_batch (
  id          uuid PRIMARY KEY,
  from_on     date NOT NULL,
  as_of       date NOT NULL,
  language    text NOT NULL CHECK (language IN ('zh', 'en')),
  customers   int NOT NULL CHECK (customers > 0),
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL,
  finished_at timestamptz,
  CHECK (from_on <= as_of)
);
COMMENT ON COLUMN statement_batch.finished_at IS 'when the last statement was made; null: some are still to be made';
CREATE INDEX statement_batch_creator ON statement_batch (created_by, created_at DESC);

CREATE TABLE statement_batch_file (
  batch_id    uuid NOT NULL REFERENCES statement_batch ON DELETE CASCADE,
  place       int NOT NULL,
  customer_id uuid NOT NULL REFERENCES customer,
  pdf         bytea,
  failed      text CHECK (failed IN ('statement_too_long')),
  PRIMARY KEY (batch_id, place),
  CHECK (pdf IS NULL OR failed IS NULL)
);
COMMENT ON COLUMN statement_batch_file.failed IS 'why there is none: code of a refusal';
CREATE INDEX statement_batch_file_waiting ON statement_batch_file (batch_id, place) WHERE pdf IS NULL AND failed IS NULL;

SELECT scope_attach();
INSERT INTO audit_coverage (table_name, quiet) VALUES ('statement_batch', '{finished_at}');
INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('statement_batch_file', 'none', 'papers made from the ledger, gone after a fortnight; who takes them is recorded');
