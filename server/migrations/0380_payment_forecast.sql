-- When each open instalment will be paid, what follows for the cash of the coming weeks, and the models that say so.

-- A fitted forecast never changes; only where it stands. At most one is in use.
CREATE TABLE forecast_model (
  id              uuid PRIMARY KEY,
  version         int NOT NULL UNIQUE CHECK (version > 0),
  as_of           date NOT NULL,
  hold_out_from   date NOT NULL,
  document_sha256 text NOT NULL,
  status          text NOT NULL CHECK (status IN ('candidate', 'in-use', 'retired')),
  status_since    timestamptz NOT NULL,
  status_by       text NOT NULL,
  asked_by        text,
  verdict         jsonb NOT NULL,
  trained_by      text NOT NULL,
  trained_at      timestamptz NOT NULL,
  CHECK (asked_by IS NULL OR status = 'candidate')
);
COMMENT ON COLUMN forecast_model.as_of IS 'nothing that happened on this day or later was known to it';
COMMENT ON COLUMN forecast_model.hold_out_from IS 'first day of the weeks on which the verdict rests; what was judged there had learned from earlier days only';
COMMENT ON COLUMN forecast_model.asked_by IS 'who asked for its use, while the approval runs';
COMMENT ON COLUMN forecast_model.verdict IS 'how the hold-out judged it against the model in use and the baseline';
CREATE UNIQUE INDEX forecast_model_in_use ON forecast_model ((true)) WHERE status = 'in-use';

CREATE FUNCTION keep_forecast_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.id, OLD.version, OLD.as_of, OLD.hold_out_from, OLD.document_sha256, OLD.verdict, OLD.trained_by, OLD.trained_at)
     IS DISTINCT FROM
     (NEW.id, NEW.version, NEW.as_of, NEW.hold_out_from, NEW.document_sha256, NEW.verdict, NEW.trained_by, NEW.trained_at)
  THEN
    RAISE EXCEPTION 'a forecast model never changes, only its status does' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER forecast_model_identity BEFORE UPDATE ON forecast_model
  FOR EACH ROW EXECUTE FUNCTION keep_forecast_identity();

CREATE TABLE forecast_model_document (
  model_id uuid PRIMARY KEY REFERENCES forecast_model,
  document text NOT NULL,
  past     text NOT NULL,
  recipe   jsonb NOT NULL
);
COMMENT ON COLUMN forecast_model_document.document IS 'JSON, as it was hashed';
COMMENT ON COLUMN forecast_model_document.past IS 'the same fitted on what was known before the hold-out; past forecasts are worked out with it';
CREATE TRIGGER forecast_model_document_append_only BEFORE UPDATE OR DELETE ON forecast_model_document
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE forecast_training (
  id            uuid PRIMARY KEY,
  settings      jsonb NOT NULL,
  status        text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  done          int NOT NULL DEFAULT 0,
  total         int,
  failure       jsonb,
  model_id      uuid REFERENCES forecast_model,
  requested_by  text NOT NULL,
  requested_at  timestamptz NOT NULL,
  finished_at   timestamptz,
  CHECK ((status = 'done') = (model_id IS NOT NULL)),
  CHECK ((status IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
);
CREATE INDEX forecast_training_requested ON forecast_training (requested_at DESC, id DESC);
CREATE UNIQUE INDEX forecast_training_one ON forecast_training ((true)) WHERE status IN ('queued', 'running');

-- The newest forecast of every open instalment.
CREATE TABLE payment_forecast (
  account_id      uuid NOT NULL,
  document_id     uuid NOT NULL,
  item_no         int NOT NULL,
  customer_id     uuid NOT NULL,
  as_of           date NOT NULL,
  method          text NOT NULL CHECK (method IN ('model', 'customer', 'segment', 'book')),
  model_version   int,
  paid_count      int NOT NULL,
  currency        char(3) NOT NULL,
  open_minor      bigint NOT NULL CHECK (open_minor > 0),
  due_on          date NOT NULL,
  q10_on          date,
  q50_on          date,
  q90_on          date,
  p_late          double precision NOT NULL CHECK (p_late BETWEEN 0 AND 1),
  p_late_30       double precision NOT NULL CHECK (p_late_30 BETWEEN 0 AND p_late),
  p_late_90       double precision NOT NULL CHECK (p_late_90 BETWEEN 0 AND p_late_30),
  p_next_30       double precision NOT NULL CHECK (p_next_30 BETWEEN 0 AND 1),
  parts           jsonb NOT NULL CHECK (jsonb_array_length(parts) = 27),
  reasons         jsonb NOT NULL,
  PRIMARY KEY (account_id, document_id, item_no),
  CHECK ((method = 'model') = (model_version IS NOT NULL)),
  CHECK (q10_on >= as_of),
  CHECK (q10_on <= q50_on AND q50_on <= q90_on),
  CHECK ((q50_on IS NULL OR q10_on IS NOT NULL) AND (q90_on IS NULL OR q50_on IS NOT NULL))
) WITH (fillfactor = 80);
COMMENT ON COLUMN payment_forecast.q50_on IS 'expected pay day; null: not within a year';
COMMENT ON COLUMN payment_forecast.p_next_30 IS 'probability of payment within thirty days';
COMMENT ON COLUMN payment_forecast.parts IS 'millionths of a payment by week, the week of as_of first, everything after 26 weeks last';
CREATE INDEX payment_forecast_customer ON payment_forecast (customer_id);

-- What the newest forecasts expect by week, per account: the sum of payment_forecast.
CREATE TABLE cash_outlook (
  account_id     uuid NOT NULL,
  currency       char(3) NOT NULL,
  week_no        smallint NOT NULL CHECK (week_no BETWEEN 0 AND 26),
  as_of          date NOT NULL,
  expected_minor bigint NOT NULL CHECK (expected_minor >= 0),
  variance       double precision NOT NULL CHECK (variance >= 0),
  PRIMARY KEY (account_id, currency, week_no)
) WITH (fillfactor = 80);
COMMENT ON COLUMN cash_outlook.week_no IS 'the week of as_of is 0; 26 stands for everything later';
COMMENT ON COLUMN cash_outlook.variance IS 'in minor units squared; accounts are taken as independent, so variances of accounts add up';

-- The outlook as it was on the first run of each week, kept to be held against what came.
CREATE TABLE cash_forecast (
  as_of          date NOT NULL,
  account_id     uuid NOT NULL,
  currency       char(3) NOT NULL,
  week_no        smallint NOT NULL CHECK (week_no BETWEEN 0 AND 26),
  expected_minor bigint NOT NULL CHECK (expected_minor >= 0),
  variance       double precision NOT NULL CHECK (variance >= 0),
  PRIMARY KEY (as_of, account_id, currency, week_no)
);
CREATE TRIGGER cash_forecast_append_only BEFORE UPDATE ON cash_forecast
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE cash_forecast_run (
  as_of         date PRIMARY KEY,
  kind          text NOT NULL CHECK (kind IN ('live', 'back-cast')),
  model_version int,
  items         int NOT NULL,
  scale         double precision NOT NULL CHECK (scale > 0),
  made_at       timestamptz NOT NULL
);
COMMENT ON COLUMN cash_forecast_run.kind IS 'back-cast: worked out later from nothing but what was known on that day';
COMMENT ON COLUMN cash_forecast_run.scale IS 'standard deviations on either side that the band of 80 % spans';

-- How the newest forecasts were made; one row.
CREATE TABLE forecast_state (
  one           boolean PRIMARY KEY DEFAULT true CHECK (one),
  as_of         date NOT NULL,
  model_version int,
  items         int NOT NULL,
  scale         double precision NOT NULL CHECK (scale > 0),
  baseline      jsonb NOT NULL,
  made_at       timestamptz NOT NULL
);
COMMENT ON COLUMN forecast_state.baseline IS 'how the book pays without a model, for what is forecast again between two nights';

-- The first forecast of each instalment and the day on which money settled it: how forecasts hold over time.
CREATE TABLE forecast_track (
  account_id    uuid NOT NULL,
  document_id   uuid NOT NULL,
  item_no       int NOT NULL,
  made_on       date NOT NULL,
  method        text NOT NULL CHECK (method IN ('model', 'customer', 'segment', 'book')),
  model_version int,
  due_on        date NOT NULL,
  q10_on        date,
  q50_on        date,
  q90_on        date,
  p_late        double precision NOT NULL CHECK (p_late BETWEEN 0 AND 1),
  settled_on    date,
  closed_on     date,
  PRIMARY KEY (account_id, document_id, item_no)
);
COMMENT ON COLUMN forecast_track.closed_on IS 'the day on which nothing was open any more; without settled_on no money did it';
CREATE INDEX forecast_track_open ON forecast_track (account_id) WHERE closed_on IS NULL;
CREATE INDEX forecast_track_settled ON forecast_track (settled_on) WHERE settled_on IS NOT NULL;

-- How forecasts were found to hold.
CREATE TABLE forecast_check (
  id      uuid PRIMARY KEY,
  as_of   date NOT NULL,
  ran_at  timestamptz NOT NULL,
  status  text NOT NULL CHECK (status IN ('green', 'amber', 'red')),
  figures jsonb NOT NULL
);
CREATE INDEX forecast_check_ran ON forecast_check (ran_at DESC);
CREATE TRIGGER forecast_check_append_only BEFORE UPDATE OR DELETE ON forecast_check
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- How each customer pays, by a stated rule.
CREATE TABLE payer_profile (
  customer_id uuid PRIMARY KEY,
  as_of       date NOT NULL,
  segment     text NOT NULL CHECK (segment IN ('early', 'on-time', 'late', 'erratic', 'thin')),
  paid_count  int NOT NULL,
  late_share  double precision,
  median_days double precision,
  spread_days double precision,
  weekday     smallint CHECK (weekday BETWEEN 1 AND 7),
  weekday_share double precision,
  weekday_weeks int NOT NULL
);
COMMENT ON COLUMN payer_profile.weekday IS 'ISO weekday on which payments usually arrive; null where the evidence is not enough';

-- Accounts of which receivables changed since they were forecast. A queue without keys: writers never wait.
CREATE TABLE forecast_mark (
  account_id uuid NOT NULL
);

CREATE OR REPLACE FUNCTION note_standing_of_receivables() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  WITH noted AS (
    INSERT INTO standing_change (account_id, receivables)
    SELECT DISTINCT account_id, true FROM changed WHERE bucket IN ('receivables', 'unapplied')
    RETURNING account_id)
  INSERT INTO forecast_mark SELECT account_id FROM noted;
  RETURN NULL;
END $$;

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('forecast_model_document', 'none', 'append-only; the hash of the document stands in forecast_model'),
  ('payment_forecast', 'none', 'worked out anew every night from the ledger and a versioned model; decides nothing'),
  ('cash_outlook', 'none', 'sums of payment_forecast by week'),
  ('cash_forecast', 'none', 'sums of payment_forecast by week as they were'),
  ('cash_forecast_run', 'none', 'one row per week with its model and time; decides nothing'),
  ('forecast_state', 'none', 'when and with which model the newest forecasts were made'),
  ('forecast_track', 'none', 'the first forecast of each instalment and the day of its payment, from the ledger'),
  ('forecast_check', 'none', 'append-only figures with their time; decides nothing'),
  ('payer_profile', 'none', 'worked out anew every night from the ledger; decides nothing'),
  ('forecast_mark', 'none', 'a queue of accounts; no business data');
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('forecast_model', 'forecast-model', NULL, '{version}', '{}', false),
  ('forecast_training', 'forecast-training', NULL, NULL, '{done,total}', true);
