-- What the champion and the challengers said of a customer when it was rated. Append-only; decides nothing by itself.
CREATE TABLE model_score (
  id          uuid PRIMARY KEY,
  rating_id   uuid NOT NULL,
  customer_id uuid NOT NULL,
  model_id    uuid NOT NULL REFERENCES rating_model,
  used_as     text NOT NULL CHECK (used_as IN ('champion', 'challenger')),
  as_of       date NOT NULL,
  pd          double precision NOT NULL CHECK (pd BETWEEN 0 AND 1),
  score       double precision NOT NULL,
  reasons     jsonb NOT NULL,
  scored_at   timestamptz NOT NULL
);
COMMENT ON COLUMN model_score.reasons IS 'the contributions that moved it most, with the values that the model read';
CREATE INDEX model_score_rating ON model_score (rating_id);
CREATE INDEX model_score_customer ON model_score (customer_id, scored_at DESC);
CREATE INDEX model_score_model ON model_score (model_id, scored_at DESC);
CREATE TRIGGER model_score_append_only BEFORE UPDATE OR DELETE ON model_score
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

INSERT INTO audit_coverage (table_name, capture, reason, object_type, object_lookup, object_columns) VALUES
  ('model_score', 'statements', 'immutable rows with model and time; the whole book is scored every night',
   'customer', 'customer', '{customer_id}');
