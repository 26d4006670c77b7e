-- A file that a person brought in, and what became of it.
CREATE TABLE import_run (
  id             uuid PRIMARY KEY,
  kind           text NOT NULL CHECK (kind IN ('customers', 'facts', 'orders', 'invoices', 'receipts', 'limits')),
  file_name      text NOT NULL,
  file_bytes     bigint NOT NULL,
  file_hash      text NOT NULL,
  layout_hash    text NOT NULL,
  analysis       jsonb NOT NULL,
  settings       jsonb NOT NULL,
  status         text NOT NULL CHECK (status IN ('analysed', 'validating', 'validated', 'running', 'finished', 'failed')),
  mode           text CHECK (mode IN ('valid-rows', 'all-or-nothing')),
  rows_total     int NOT NULL,
  rows_read      int NOT NULL DEFAULT 0,
  rows_applied   int NOT NULL DEFAULT 0,
  rows_unchanged int NOT NULL DEFAULT 0,
  rows_faulty    int NOT NULL DEFAULT 0,
  totals         jsonb NOT NULL DEFAULT '[]',
  failure        jsonb,
  created_by     text NOT NULL,
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  finished_at    timestamptz
);
COMMENT ON COLUMN import_run.totals IS 'sum of the amounts of readable rows per currency';
COMMENT ON COLUMN import_run.failure IS 'why the import as a whole failed, in both languages';
CREATE INDEX import_run_created ON import_run (created_at DESC, id DESC);

-- The uploaded file until its import is finished: whichever process runs the job reads it from here.
CREATE TABLE import_chunk (
  import_id uuid NOT NULL REFERENCES import_run ON DELETE CASCADE,
  chunk_no  int NOT NULL,
  bytes     bytea NOT NULL,
  PRIMARY KEY (import_id, chunk_no)
);
ALTER TABLE import_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- What is wrong with single rows: the content of the error sheet.
CREATE TABLE import_fault (
  import_id   uuid NOT NULL REFERENCES import_run ON DELETE CASCADE,
  fault_no    int NOT NULL,
  row_no      int NOT NULL,
  column_name text NOT NULL,
  value       text NOT NULL,
  code        text NOT NULL,
  expected_zh text NOT NULL,
  expected_en text NOT NULL,
  PRIMARY KEY (import_id, fault_no)
);

-- How a layout (the header row of a kind of file) was last imported.
CREATE TABLE import_layout (
  kind        text NOT NULL,
  layout_hash text NOT NULL,
  settings    jsonb NOT NULL,
  updated_by  text NOT NULL,
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (kind, layout_hash)
);
