-- Features of customers as of past days, from what was known then: computed once, the same for every sample drawn later.
CREATE TABLE feature_snapshot (
  customer_id uuid NOT NULL,
  as_of       date NOT NULL,
  values      jsonb NOT NULL,
  stale       jsonb NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (customer_id, as_of)
);
COMMENT ON COLUMN feature_snapshot.values IS 'as a rating would have seen them: by feature of the catalogue';

INSERT INTO audit_coverage (table_name, capture, reason)
VALUES ('feature_snapshot', 'none', 'computed from documents and facts; the sample that it went into is kept with its hash');
