-- Data that models are trained on: uploaded files, and samples drawn from the book. Kept as it was, byte for byte.
CREATE TABLE model_dataset (
  id          uuid PRIMARY KEY,
  name        text NOT NULL,
  source      text NOT NULL CHECK (source IN ('file', 'book')),
  file_name   text NOT NULL,
  bytes       bigint NOT NULL CHECK (bytes > 0),
  sha256      text NOT NULL,
  columns     jsonb NOT NULL,
  row_count   int NOT NULL CHECK (row_count > 0),
  definition  jsonb,
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL,
  CHECK ((source = 'book') = (definition IS NOT NULL))
);
COMMENT ON COLUMN model_dataset.definition IS 'how a sample was drawn from the book: target, days, exclusions';
CREATE INDEX model_dataset_created ON model_dataset (created_at DESC, id DESC);

CREATE TABLE model_dataset_chunk (
  dataset_id uuid NOT NULL REFERENCES model_dataset ON DELETE CASCADE,
  chunk_no   int NOT NULL,
  bytes      bytea NOT NULL,
  PRIMARY KEY (dataset_id, chunk_no)
);

-- Models of one purpose follow one another as versions of a family. Its row is the lock of every change among them.
CREATE TABLE rating_model_family (
  code       text PRIMARY KEY,
  name       text NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE rating_model (
  id              uuid PRIMARY KEY,
  code            text NOT NULL REFERENCES rating_model_family,
  version         int NOT NULL CHECK (version > 0),
  method          text NOT NULL CHECK (method IN ('scorecard', 'gbm')),
  source          text NOT NULL CHECK (source IN ('trained', 'imported')),
  dataset_id      uuid REFERENCES model_dataset,
  document_sha256 text NOT NULL,
  features        text[] NOT NULL,
  auc             double precision,
  status          text NOT NULL CHECK (status IN ('draft', 'validated', 'approved', 'champion', 'challenger', 'retired')),
  status_since    timestamptz NOT NULL,
  created_by      text NOT NULL,
  created_at      timestamptz NOT NULL,
  validated_by    text,
  validated_at    timestamptz,
  validation_note text,
  approved_for    text CHECK (approved_for IN ('champion', 'challenger')),
  approved_by     text,
  approved_at     timestamptz,
  asked_use       text CHECK (asked_use IN ('champion', 'challenger')),
  asked_from      timestamptz,
  asked_by        text,
  planned_use     text CHECK (planned_use IN ('champion', 'challenger')),
  planned_from    timestamptz,
  UNIQUE (code, version),
  CHECK ((validated_by IS NULL) = (validated_at IS NULL)),
  CHECK (status IN ('draft', 'retired') OR validated_at IS NOT NULL),
  CHECK (status NOT IN ('approved', 'champion', 'challenger') OR approved_for IS NOT NULL),
  CHECK (status <> 'champion' OR approved_for = 'champion'),
  CHECK ((planned_use IS NULL) = (planned_from IS NULL)),
  CHECK ((asked_use IS NULL) = (asked_by IS NULL))
);
COMMENT ON COLUMN rating_model.auc IS 'on cases that it was not fitted on, for lists; the report has the rest';
COMMENT ON COLUMN rating_model.asked_use IS 'what an approval that runs is asked for';
CREATE UNIQUE INDEX rating_model_champion ON rating_model (code) WHERE status = 'champion';
CREATE INDEX rating_model_in_use ON rating_model (status) WHERE status IN ('champion', 'challenger');
CREATE INDEX rating_model_planned ON rating_model (planned_from) WHERE planned_from IS NOT NULL;

-- What a model is never changes: a change is another version.
CREATE FUNCTION keep_model_identity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.id, OLD.code, OLD.version, OLD.method, OLD.source, OLD.dataset_id, OLD.document_sha256, OLD.features, OLD.created_by, OLD.created_at)
     IS DISTINCT FROM
     (NEW.id, NEW.code, NEW.version, NEW.method, NEW.source, NEW.dataset_id, NEW.document_sha256, NEW.features, NEW.created_by, NEW.created_at)
  THEN
    RAISE EXCEPTION 'a model never changes, only its status does' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rating_model_identity BEFORE UPDATE ON rating_model FOR EACH ROW EXECUTE FUNCTION keep_model_identity();

-- The fitted model, how it was made, and its predictions for the cases that it was not fitted on.
CREATE TABLE rating_model_document (
  model_id uuid PRIMARY KEY REFERENCES rating_model,
  document json NOT NULL,
  recipe   json NOT NULL,
  holdout  json NOT NULL
);
CREATE TRIGGER rating_model_document_append_only BEFORE UPDATE OR DELETE ON rating_model_document
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Validation reports: of the training, and of every trial on other data since.
CREATE TABLE rating_model_report (
  id         uuid PRIMARY KEY,
  model_id   uuid NOT NULL REFERENCES rating_model,
  dataset_id uuid REFERENCES model_dataset,
  report     json NOT NULL,
  made_by    text NOT NULL,
  made_at    timestamptz NOT NULL
);
CREATE INDEX rating_model_report_model ON rating_model_report (model_id, made_at DESC);
CREATE TRIGGER rating_model_report_append_only BEFORE UPDATE OR DELETE ON rating_model_report
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Every step of a model's life with its day. Append-only.
CREATE TABLE rating_model_event (
  id       uuid PRIMARY KEY,
  model_id uuid NOT NULL REFERENCES rating_model,
  seq      bigint GENERATED ALWAYS AS IDENTITY,
  kind     text NOT NULL,
  became   text NOT NULL,
  by       text NOT NULL,
  at       timestamptz NOT NULL,
  note     text,
  detail   jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX rating_model_event_model ON rating_model_event (model_id, seq);
CREATE TRIGGER rating_model_event_append_only BEFORE UPDATE OR DELETE ON rating_model_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Trainings, queued and done, with their progress.
CREATE TABLE model_training (
  id           uuid PRIMARY KEY,
  dataset_id   uuid NOT NULL REFERENCES model_dataset,
  code         text NOT NULL,
  name         text NOT NULL,
  settings     jsonb NOT NULL,
  status       text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  done         int NOT NULL DEFAULT 0,
  total        int,
  failure      jsonb,
  model_id     uuid REFERENCES rating_model,
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  started_at   timestamptz,
  finished_at  timestamptz,
  CHECK ((status = 'done') = (model_id IS NOT NULL)),
  CHECK ((status IN ('done', 'failed', 'cancelled')) = (finished_at IS NOT NULL))
);
COMMENT ON COLUMN model_training.failure IS 'code and values of the refusal that ended it';
CREATE INDEX model_training_requested ON model_training (requested_at DESC, id DESC);

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('model_dataset_chunk', 'none', 'bytes of training data; their hash stands in model_dataset'),
  ('rating_model_document', 'none', 'append-only; the hash of the document stands in rating_model'),
  ('rating_model_report', 'none', 'append-only itself, with maker and time'),
  ('rating_model_event', 'none', 'append-only history of a model; each step is recorded as an action');
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('rating_model', 'model', NULL, '{code,version}', '{}', false),
  ('rating_model_family', 'model', NULL, '{code}', '{}', false),
  ('model_dataset', 'model-dataset', NULL, NULL, '{}', false),
  ('model_training', 'model-training', NULL, NULL, '{done,total}', true);
