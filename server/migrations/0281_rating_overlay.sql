-- Seasonal and market adjustments of ratings: dated, reasoned, approved, and gone by themselves after their last day.
CREATE TABLE rating_overlay (
  id              uuid PRIMARY KEY,
  name            text NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('seasonal', 'market')),
  industries      text[] NOT NULL,
  regions         text[] NOT NULL,
  segments        text[] NOT NULL,
  grades          text[] NOT NULL,
  points          integer NOT NULL CHECK (points BETWEEN -2000 AND 2000),
  notches         integer NOT NULL CHECK (notches BETWEEN -2 AND 2),
  valid_from      date NOT NULL,
  valid_until     date NOT NULL,
  reason          text NOT NULL,
  status          text NOT NULL CHECK (status IN ('requested', 'approved', 'rejected')),
  requested_by    text NOT NULL,
  requested_at    timestamptz NOT NULL,
  decided_by      text,
  decided_at      timestamptz,
  ended_on        date,
  ended_by        text,
  ended_reason    text,
  CHECK ((points = 0) <> (notches = 0)),
  CHECK (valid_from <= valid_until),
  CHECK ((status = 'requested') = (decided_at IS NULL)),
  CHECK (ended_on IS NULL OR (status = 'approved' AND ended_reason IS NOT NULL))
);
COMMENT ON TABLE rating_overlay IS 'empty lists of a scope mean everybody; lists that are not empty must all hold';
COMMENT ON COLUMN rating_overlay.points IS 'hundredths of a point that are added to the score; either these or notches';
COMMENT ON COLUMN rating_overlay.notches IS 'grades up (positive) or down (negative)';
COMMENT ON COLUMN rating_overlay.ended_on IS 'the first day on which it counts no more, when people ended it early';
CREATE INDEX rating_overlay_dates ON rating_overlay (valid_from, valid_until) WHERE status = 'approved';

-- What was asked for is what was approved: only how it stands may change.
CREATE FUNCTION refuse_change_of_overlay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.name, NEW.kind, NEW.industries, NEW.regions, NEW.segments, NEW.grades, NEW.points, NEW.notches, NEW.valid_from,
      NEW.valid_until, NEW.reason, NEW.requested_by, NEW.requested_at)
    IS DISTINCT FROM
     (OLD.name, OLD.kind, OLD.industries, OLD.regions, OLD.segments, OLD.grades, OLD.points, OLD.notches, OLD.valid_from,
      OLD.valid_until, OLD.reason, OLD.requested_by, OLD.requested_at) THEN
    RAISE EXCEPTION 'the overlay % never changes', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rating_overlay_content BEFORE UPDATE ON rating_overlay
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_overlay();
CREATE TRIGGER rating_overlay_kept BEFORE DELETE ON rating_overlay
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('rating_overlay', 'rating-overlay', NULL, NULL, '{}', false);
