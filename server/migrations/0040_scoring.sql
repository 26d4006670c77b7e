-- Scorecards as versioned documents; the newest valid version of a code is in force. A version never changes.
CREATE TABLE scorecard (
  code        text NOT NULL,
  version     int NOT NULL CHECK (version > 0),
  content     jsonb NOT NULL,
  valid_from  timestamptz NOT NULL,
  created_by  text NOT NULL,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (code, version)
);

-- One pass over many customers.
CREATE TABLE rating_run (
  id             uuid PRIMARY KEY,
  as_of          date NOT NULL,
  status         text NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed')),
  total          int,
  done           int NOT NULL DEFAULT 0,
  grades_changed int NOT NULL DEFAULT 0,
  failure        text,
  requested_by   text NOT NULL,
  requested_at   timestamptz NOT NULL,
  started_at     timestamptz,
  finished_at    timestamptz
);
CREATE INDEX rating_run_requested ON rating_run (requested_at DESC);

-- One rating: the features it saw and what the scorecard made of them. Append-only, replayable.
CREATE TABLE rating (
  id                uuid PRIMARY KEY,
  customer_id       uuid NOT NULL,
  scorecard_code    text NOT NULL,
  scorecard_version int NOT NULL,
  as_of             date NOT NULL,
  known_at          timestamptz NOT NULL,
  inputs            jsonb NOT NULL,
  score             int NOT NULL CHECK (score BETWEEN 0 AND 10000),
  grade             text NOT NULL,
  coverage          int NOT NULL CHECK (coverage BETWEEN 0 AND 10000),
  alert             boolean NOT NULL,
  result            jsonb NOT NULL,
  run_id            uuid,
  rated_by          text NOT NULL,
  rated_at          timestamptz NOT NULL,
  FOREIGN KEY (scorecard_code, scorecard_version) REFERENCES scorecard
);
COMMENT ON COLUMN rating.score IS 'hundredths of a point';
COMMENT ON COLUMN rating.coverage IS 'basis points of the weight of all indicators that were known and fresh';
CREATE INDEX rating_customer ON rating (customer_id, rated_at DESC, id DESC);
CREATE TRIGGER rating_append_only BEFORE UPDATE OR DELETE ON rating
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The rating that counts now, for lists and for the credit check.
CREATE TABLE customer_rating_current (
  customer_id uuid PRIMARY KEY,
  rating_id   uuid NOT NULL,
  score       int NOT NULL,
  grade       text NOT NULL,
  coverage    int NOT NULL,
  alert       boolean NOT NULL,
  as_of       date NOT NULL,
  rated_at    timestamptz NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX customer_rating_grade ON customer_rating_current (grade, score DESC);

-- part ÷ whole in basis points, rounded half away from zero and kept within ±100,000 %; null when the whole is not positive.
CREATE FUNCTION bounded_basis_points(part numeric, whole numeric) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN whole > 0 THEN greatest(-10000000, least(10000000, round(10000 * part / whole))) END::int
$$;
