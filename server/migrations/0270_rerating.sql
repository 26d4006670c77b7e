-- Re-rating: when customers are rated again, when a better grade counts, and what a change of grade leads to.

-- The document that says so, edited by the credit manager. A version never changes; the newest valid one is in force.
CREATE TABLE rerating_policy (
  version    int PRIMARY KEY CHECK (version > 0),
  content    jsonb NOT NULL,
  valid_from timestamptz NOT NULL,
  reason     text,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL
);

-- Customers to be rated again. A queue without keys: writers never wait, neither for each other nor for who works it
-- off; whoever takes marks takes all of a customer's together. One mark per customer, kind and statement.
CREATE TABLE rerating_mark (
  customer_id uuid NOT NULL,
  cause       text NOT NULL,
  detail      text,
  object_id   uuid,
  noted_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN rerating_mark.cause IS 'fact, document, overdue, large_order, schedule, cool_down_over';
COMMENT ON COLUMN rerating_mark.detail IS 'item of the fact, type of the document, days overdue';

-- How far time has been looked at, by kind of mark.
CREATE TABLE rerating_clock (
  kind       text PRIMARY KEY,
  through_on date NOT NULL
);

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('rerating_mark', 'none', 'a queue of customers; the rating that comes of it names its cause'),
  ('rerating_clock', 'none', 'how far the calendar has been looked at; no business data');

ALTER TABLE rating ADD COLUMN cause jsonb;
COMMENT ON COLUMN rating.cause IS 'why it was made: kind, what it concerns, how many events came together; null before 0270';

ALTER TABLE customer_rating_current
  ADD COLUMN grade_changed_on date,
  ADD COLUMN rated_grade text,
  ADD COLUMN features_hash text;
COMMENT ON COLUMN customer_rating_current.grade_changed_on IS 'day of the last change from one grade to another; null while the first one lasts';
COMMENT ON COLUMN customer_rating_current.rated_grade IS 'what the scorecard said, where an override or a cool-down keeps another grade; null before 0270';
COMMENT ON COLUMN customer_rating_current.features_hash IS 'of the features last written to feature_snapshot';

-- A rating better than the grade that counts, while the cool-down since the last change lasts: the old grade is kept.
CREATE TABLE rating_deferral (
  rating_id     uuid PRIMARY KEY,
  customer_id   uuid NOT NULL,
  kept_grade    text NOT NULL,
  rated_grade   text NOT NULL,
  deferred_on   date NOT NULL,
  until_on      date NOT NULL,
  status        text NOT NULL CHECK (status IN ('open', 'due', 'taken', 'dropped')),
  closed_at     timestamptz
);
COMMENT ON COLUMN rating_deferral.until_on IS 'first day on which the better grade may count';
COMMENT ON COLUMN rating_deferral.status IS 'due: the customer is about to be rated again; dropped: a later rating took its place';
CREATE UNIQUE INDEX rating_deferral_open ON rating_deferral (customer_id) WHERE status IN ('open', 'due');
CREATE INDEX rating_deferral_customer ON rating_deferral (customer_id, until_on);
CREATE INDEX rating_deferral_until ON rating_deferral (until_on) WHERE status = 'open';

-- What moved with a rating: the grade that counts, a better one that was deferred, the early-warning line crossed.
-- What follows from it is done once, by whoever takes the row.
CREATE TABLE rating_move (
  id             uuid PRIMARY KEY,
  customer_id    uuid NOT NULL,
  rating_id      uuid NOT NULL,
  from_grade     text,
  to_grade       text NOT NULL,
  rated_grade    text NOT NULL,
  notches        int NOT NULL,
  from_score     int,
  to_score       int NOT NULL,
  line_crossed   text CHECK (line_crossed IN ('down', 'up')),
  deferred_until date,
  veto           boolean NOT NULL,
  cause          jsonb NOT NULL,
  moved_at       timestamptz NOT NULL,
  effects        jsonb,
  effects_at     timestamptz,
  CHECK ((effects IS NULL) = (effects_at IS NULL))
);
COMMENT ON COLUMN rating_move.notches IS 'grades up (positive) or down (negative); 0: the grade that counts stayed';
COMMENT ON COLUMN rating_move.rated_grade IS 'what the scorecard said; better than to_grade while the cool-down lasts';
CREATE INDEX rating_move_waiting ON rating_move (moved_at, id) WHERE effects_at IS NULL;
CREATE INDEX rating_move_newest ON rating_move (moved_at DESC, id DESC);
CREATE INDEX rating_move_customer ON rating_move (customer_id, moved_at DESC);

INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('rating_move', 'none', 'follows from ratings, which are append-only; each effect is recorded where it changes something'),
  ('rating_deferral', 'none', 'follows from ratings and the re-rating policy in force');

-- Wakes who works the marks off, once in a transaction, after a moment in which more may come.
CREATE FUNCTION wake_rerating(wait interval) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  this text := pg_current_xact_id()::text;
BEGIN
  IF current_setting('xinheng.rerating_woken', true) IS DISTINCT FROM this THEN
    PERFORM set_config('xinheng.rerating_woken', this, true), queue_job('re-rate-marked', '{}', now() + wait, 5::smallint, NULL);
  END IF;
END $$;

-- Only customers that have been rated are rated again.
CREATE FUNCTION mark_rerating_of_facts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO rerating_mark (customer_id, cause, detail, object_id)
  SELECT f.customer_id, 'fact', f.item, (array_agg(f.id))[1] FROM changed f
  WHERE EXISTS (SELECT FROM customer_rating_current r WHERE r.customer_id = f.customer_id)
  GROUP BY f.customer_id, f.item;
  IF FOUND THEN PERFORM wake_rerating('500 milliseconds'); END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_rerating_of_documents() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO rerating_mark (customer_id, cause, detail, object_id)
  SELECT a.customer_id, 'document', d.type, (array_agg(d.id))[1] FROM changed d JOIN credit_account a ON a.id = d.account_id
  WHERE EXISTS (SELECT FROM customer_rating_current r WHERE r.customer_id = a.customer_id)
  GROUP BY a.customer_id, d.type;
  IF FOUND THEN PERFORM wake_rerating('2 seconds'); END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION mark_rerating_of_customer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO rerating_mark (customer_id, cause, detail)
  SELECT r.customer_id, 'fact', 'customer_status' FROM customer_rating_current r WHERE r.customer_id = NEW.id;
  IF FOUND THEN PERFORM wake_rerating('500 milliseconds'); END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER rerating_inserted AFTER INSERT ON fact REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_rerating_of_facts();
CREATE TRIGGER rerating_inserted AFTER INSERT ON document REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_rerating_of_documents();
CREATE TRIGGER rerating_updated AFTER UPDATE ON document REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION mark_rerating_of_documents();
CREATE TRIGGER rerating_updated AFTER UPDATE ON customer FOR EACH ROW
  WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION mark_rerating_of_customer();
