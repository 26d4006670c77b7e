-- How and within which bounds the weights of the scorecard are estimated anew. One row; what comes out is a draft.
CREATE TABLE refit_settings (
  only_one   boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  settings   jsonb NOT NULL,
  updated_by text NOT NULL,
  updated_at timestamptz NOT NULL
);
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('refit_settings', 'refit-settings', NULL, '{only_one}', '{updated_at}', false);
