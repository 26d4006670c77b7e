-- Past ratings held against what happened, challengers weighed in money, weights estimated anew: asked for by people or by
-- a schedule, done by a worker, kept as they came out. A run decides nothing by itself.
CREATE TABLE validation_run (
  id           uuid PRIMARY KEY,
  kind         text NOT NULL CHECK (kind IN ('back-test', 'money', 'refit')),
  settings     jsonb NOT NULL,
  status       text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  done         integer NOT NULL DEFAULT 0,
  total        integer,
  result       jsonb,
  failure      jsonb,
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  finished_at  timestamptz,
  CHECK ((status = 'done') = (result IS NOT NULL)),
  CHECK ((status = 'failed') = (failure IS NOT NULL))
);
COMMENT ON COLUMN validation_run.failure IS 'code and values of the refusal that ended it';
CREATE INDEX validation_run_requested ON validation_run (kind, requested_at DESC);

-- What has come out is evidence and stays as it is.
CREATE FUNCTION refuse_change_of_ended_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('done', 'failed', 'cancelled') THEN
    RAISE EXCEPTION 'the validation run % has ended', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER validation_run_ended BEFORE UPDATE OR DELETE ON validation_run
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_ended_run();

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('validation_run', 'none', 'computed on request, which is recorded; changes nothing, and never changes once it has ended');
