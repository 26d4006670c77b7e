-- Aging as it was known when it was taken: per account and currency, by the buckets of the organisation on that day and
-- by steps of 30 days for roll rates. What is recorded later for an earlier day shows as a difference; it changes nothing.
CREATE TABLE aging_snapshot (
  id       uuid PRIMARY KEY,
  kind     text NOT NULL CHECK (kind IN ('monthly', 'on-demand')),
  as_of    date NOT NULL,
  bounds   int[] NOT NULL CHECK (cardinality(bounds) BETWEEN 1 AND 12),
  totals   jsonb NOT NULL,
  note     text,
  taken_by text NOT NULL,
  taken_at timestamptz NOT NULL
);
COMMENT ON COLUMN aging_snapshot.totals IS 'per currency: accounts, open items, sums of buckets and steps, unapplied; proved against the ledger when taken';
CREATE UNIQUE INDEX aging_snapshot_month ON aging_snapshot (as_of) WHERE kind = 'monthly';
CREATE INDEX aging_snapshot_newest ON aging_snapshot (as_of DESC, taken_at DESC);

CREATE TABLE aging_snapshot_line (
  snapshot_id     uuid NOT NULL REFERENCES aging_snapshot DEFERRABLE INITIALLY DEFERRED,
  account_id      uuid NOT NULL REFERENCES credit_account,
  currency        char(3) NOT NULL,
  buckets_minor   bigint[] NOT NULL,
  steps_minor     bigint[] NOT NULL CHECK (cardinality(steps_minor) = 15),
  unapplied_minor bigint NOT NULL CHECK (unapplied_minor <= 0),
  items           int NOT NULL,
  PRIMARY KEY (snapshot_id, account_id, currency)
);
COMMENT ON COLUMN aging_snapshot_line.buckets_minor IS 'by due date: not due, then by the bounds of the snapshot';
COMMENT ON COLUMN aging_snapshot_line.steps_minor IS 'by due date: not due, 1-30, 31-60 … 361-390 days, more than 390';
COMMENT ON COLUMN aging_snapshot_line.items IS 'open receivable items';

CREATE TRIGGER aging_snapshot_append_only BEFORE UPDATE OR DELETE ON aging_snapshot
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER aging_snapshot_line_append_only BEFORE UPDATE OR DELETE ON aging_snapshot_line
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

SELECT scope_attach();

INSERT INTO audit_coverage (table_name, capture, reason)
VALUES ('aging_snapshot_line', 'none', 'append-only itself; its snapshot is recorded with the sums');
