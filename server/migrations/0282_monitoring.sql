-- How the scorecard and the models in use are watched, and what each look found.
CREATE TABLE monitoring_plan (
  subject        text PRIMARY KEY,
  active         boolean NOT NULL,
  cadence        text NOT NULL CHECK (cadence IN ('weekly', 'monthly')),
  owner_username text,
  horizon_months integer NOT NULL CHECK (horizon_months BETWEEN 1 AND 36),
  overdue_days   integer NOT NULL CHECK (overdue_days BETWEEN 1 AND 365),
  thresholds     jsonb NOT NULL,
  updated_by     text NOT NULL,
  updated_at     timestamptz NOT NULL
);
COMMENT ON COLUMN monitoring_plan.subject IS 'scorecard, or the id of a model; without a row the standard plan holds';

CREATE TABLE monitoring_run (
  id      uuid PRIMARY KEY,
  subject text NOT NULL,
  version integer NOT NULL,
  as_of   date NOT NULL,
  ran_at  timestamptz NOT NULL,
  status  text NOT NULL CHECK (status IN ('green', 'amber', 'red')),
  figures jsonb NOT NULL
);
COMMENT ON COLUMN monitoring_run.version IS 'of the scorecard or model that was looked at';
CREATE INDEX monitoring_run_subject ON monitoring_run (subject, ran_at DESC);
CREATE TRIGGER monitoring_run_append_only BEFORE UPDATE OR DELETE ON monitoring_run
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('monitoring_run', 'none', 'append-only figures with their time; decides nothing');
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('monitoring_plan', 'monitoring-plan', NULL, '{subject}', '{updated_at}', false);
