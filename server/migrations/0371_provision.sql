-- Provision matrices as versioned documents; the newest version valid on the day of a run is used. A version never changes.
CREATE TABLE provision_matrix (
  version    int PRIMARY KEY CHECK (version > 0),
  content    jsonb NOT NULL,
  valid_from date NOT NULL,
  reason     text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE TRIGGER provision_matrix_append_only BEFORE UPDATE OR DELETE ON provision_matrix
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Customers that are assessed one by one and taken out of the matrix.
CREATE TABLE provision_assessment (
  id           uuid PRIMARY KEY,
  customer_id  uuid NOT NULL REFERENCES customer,
  loss_bp      int NOT NULL CHECK (loss_bp BETWEEN 0 AND 10000),
  reason       text NOT NULL,
  evidence     text NOT NULL,
  valid_from   date NOT NULL,
  assessed_by  text NOT NULL,
  assessed_at  timestamptz NOT NULL,
  ended_on     date,
  ended_by     text,
  ended_reason text,
  CHECK (ended_on >= valid_from),
  CHECK ((ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL) = (ended_reason IS NULL))
);
COMMENT ON COLUMN provision_assessment.loss_bp IS 'expected loss in basis points of everything that the customer owes';
COMMENT ON COLUMN provision_assessment.ended_on IS 'the first day on which it counts no more';
CREATE UNIQUE INDEX provision_assessment_running ON provision_assessment (customer_id) WHERE ended_on IS NULL;
CREATE INDEX provision_assessment_customer ON provision_assessment (customer_id, valid_from);

-- Expected credit loss as of a day. Computed once; only how it is decided may change.
CREATE TABLE provision_run (
  id             uuid PRIMARY KEY,
  as_of          date NOT NULL,
  matrix_version int NOT NULL,
  matrix         jsonb NOT NULL,
  base_currency  char(3) NOT NULL,
  rates          jsonb NOT NULL,
  factor_bp      int NOT NULL,
  previous_id    uuid REFERENCES provision_run,
  totals         jsonb NOT NULL,
  note           text,
  status         text NOT NULL CHECK (status IN ('draft', 'approved', 'rejected')),
  computed_by    text NOT NULL,
  computed_at    timestamptz NOT NULL,
  decided_by     text,
  decided_at     timestamptz,
  decided_reason text,
  CHECK ((status = 'draft') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL))
);
COMMENT ON COLUMN provision_run.matrix_version IS '0: the built-in matrix';
COMMENT ON COLUMN provision_run.matrix IS 'the matrix as it was used';
COMMENT ON COLUMN provision_run.rates IS 'exchange rates into the base currency that were used';
COMMENT ON COLUMN provision_run.factor_bp IS 'forward-looking factor; 10000 changes nothing';
COMMENT ON COLUMN provision_run.totals IS 'what was provided for by method, risk group and bucket, and the movement by segment';
COMMENT ON COLUMN provision_run.previous_id IS 'the approved run whose closing balance is the opening of this one';
CREATE UNIQUE INDEX provision_run_approved ON provision_run (as_of) WHERE status = 'approved';
CREATE INDEX provision_run_newest ON provision_run (as_of DESC, computed_at DESC);

CREATE FUNCTION refuse_change_of_provision_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.as_of, NEW.matrix_version, NEW.matrix, NEW.base_currency, NEW.rates, NEW.factor_bp, NEW.previous_id, NEW.totals,
      NEW.note, NEW.computed_by, NEW.computed_at)
    IS DISTINCT FROM
     (OLD.as_of, OLD.matrix_version, OLD.matrix, OLD.base_currency, OLD.rates, OLD.factor_bp, OLD.previous_id, OLD.totals,
      OLD.note, OLD.computed_by, OLD.computed_at)
    OR OLD.status IN ('approved', 'rejected') THEN
    RAISE EXCEPTION 'the provision run % never changes', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER provision_run_content BEFORE UPDATE ON provision_run
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_provision_run();
CREATE TRIGGER provision_run_kept BEFORE DELETE ON provision_run
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a run provides for, per account, currency and bucket.
CREATE TABLE provision_line (
  run_id          uuid NOT NULL REFERENCES provision_run DEFERRABLE INITIALLY DEFERRED,
  account_id      uuid NOT NULL REFERENCES credit_account,
  currency        char(3) NOT NULL,
  bucket_no       int NOT NULL CHECK (bucket_no >= 0),
  method          text NOT NULL CHECK (method IN ('matrix', 'individual', 'internal')),
  risk_group      text NOT NULL,
  open_minor      bigint NOT NULL CHECK (open_minor > 0),
  set_off_minor   bigint NOT NULL CHECK (set_off_minor BETWEEN 0 AND open_minor),
  base_minor      bigint NOT NULL CHECK (base_minor >= 0),
  loss_bp         int NOT NULL CHECK (loss_bp BETWEEN 0 AND 10000),
  provision_minor bigint NOT NULL CHECK (provision_minor BETWEEN 0 AND base_minor),
  PRIMARY KEY (run_id, account_id, currency, bucket_no)
);
COMMENT ON COLUMN provision_line.bucket_no IS 'place in the buckets of the matrix, 0 is not due';
COMMENT ON COLUMN provision_line.set_off_minor IS 'credits of the account set off against this bucket, in its currency';
COMMENT ON COLUMN provision_line.base_minor IS 'what is left, in the base currency';
COMMENT ON COLUMN provision_line.loss_bp IS 'rate of the matrix times the forward-looking factor, or the individual loss';

-- How the allowance of an account moved since the last approved run, in the base currency.
CREATE TABLE provision_movement (
  run_id          uuid NOT NULL REFERENCES provision_run DEFERRABLE INITIALLY DEFERRED,
  account_id      uuid NOT NULL REFERENCES credit_account,
  opening_minor   bigint NOT NULL CHECK (opening_minor >= 0),
  charge_minor    bigint NOT NULL CHECK (charge_minor >= 0),
  release_minor   bigint NOT NULL CHECK (release_minor >= 0),
  write_off_minor bigint NOT NULL CHECK (write_off_minor >= 0),
  closing_minor   bigint NOT NULL CHECK (closing_minor >= 0),
  PRIMARY KEY (run_id, account_id),
  CHECK (opening_minor + charge_minor - release_minor - write_off_minor = closing_minor),
  CHECK (charge_minor = 0 OR release_minor = 0)
);

CREATE TRIGGER provision_line_append_only BEFORE UPDATE OR DELETE ON provision_line
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER provision_movement_append_only BEFORE UPDATE OR DELETE ON provision_movement
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

SELECT scope_attach();

INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('provision_assessment', 'customer', 'customer', '{customer_id}', '{}', false);
INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('provision_line', 'none', 'append-only itself; its run is recorded with the sums'),
  ('provision_movement', 'none', 'append-only itself; its run is recorded with the sums');
