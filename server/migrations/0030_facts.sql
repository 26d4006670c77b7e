-- One sourced, dated statement about a customer. Bitemporal: valid_on says when it was true in the world,
-- recorded_at until superseded_at says when we believed it. A correction supersedes and never overwrites.
CREATE TABLE fact (
  id             uuid PRIMARY KEY,
  customer_id    uuid NOT NULL REFERENCES customer,
  item           text NOT NULL,
  value_number   numeric(24, 6),
  value_text     text,
  unit           text NOT NULL,
  source         text NOT NULL,
  valid_on       date NOT NULL,
  period_months  smallint NOT NULL DEFAULT 0 CHECK (period_months BETWEEN 0 AND 24),
  evidence       text,
  confidence     smallint NOT NULL DEFAULT 100 CHECK (confidence BETWEEN 0 AND 100),
  recorded_at    timestamptz NOT NULL,
  recorded_by    text NOT NULL,
  superseded_at  timestamptz,
  CHECK ((value_number IS NULL) <> (value_text IS NULL)),
  CHECK (superseded_at IS NULL OR superseded_at >= recorded_at)
);
COMMENT ON COLUMN fact.unit IS 'currency of an amount (in major units), else percent, count, years, points, flag, day or text';
COMMENT ON COLUMN fact.period_months IS 'length of the period that a flow covers, which ends on valid_on; 0 for what holds at a day';
COMMENT ON COLUMN fact.confidence IS 'percent; the surer of two sources of the same day wins';
CREATE UNIQUE INDEX fact_believed ON fact (customer_id, item, source, valid_on, period_months) WHERE superseded_at IS NULL;
CREATE INDEX fact_customer_item ON fact (customer_id, item, valid_on DESC);

CREATE FUNCTION fact_only_superseded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.superseded_at IS NOT NULL
     OR to_jsonb(NEW) - 'superseded_at' IS DISTINCT FROM to_jsonb(OLD) - 'superseded_at' THEN
    RAISE EXCEPTION 'a fact is never changed, only superseded' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fact_only_superseded BEFORE UPDATE OR DELETE ON fact
  FOR EACH ROW EXECUTE FUNCTION fact_only_superseded();
