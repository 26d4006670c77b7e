-- What another system says is open as of a day, held against our ledger.
CREATE TABLE reconciliation (
  id        uuid PRIMARY KEY,
  source    text NOT NULL,
  as_of     date NOT NULL,
  level     text NOT NULL CHECK (level IN ('account', 'document')),
  covers    text NOT NULL CHECK (covers IN ('receivables', 'balance')),
  totals    jsonb NOT NULL,
  note      text,
  stated_by text NOT NULL,
  stated_at timestamptz NOT NULL
);
COMMENT ON COLUMN reconciliation.source IS 'documents of this source are compared';
COMMENT ON COLUMN reconciliation.covers IS 'balance: unapplied credits too';
COMMENT ON COLUMN reconciliation.totals IS 'per currency: rows, items and sums on both sides';
CREATE INDEX reconciliation_newest ON reconciliation (as_of DESC, stated_at DESC);
CREATE TRIGGER reconciliation_append_only BEFORE UPDATE OR DELETE ON reconciliation
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Only what differs; what agrees is counted.
CREATE TABLE reconciliation_difference (
  id                uuid PRIMARY KEY,
  reconciliation_id uuid NOT NULL REFERENCES reconciliation DEFERRABLE INITIALLY DEFERRED,
  account_id        uuid REFERENCES credit_account,
  customer_code     text NOT NULL,
  segment_code      text NOT NULL,
  currency          char(3) NOT NULL,
  document_number   text,
  kind              text NOT NULL CHECK (kind IN ('missing-here', 'missing-there', 'amount', 'count')),
  their_items       int,
  their_minor       bigint NOT NULL,
  our_items         int NOT NULL,
  our_minor         bigint NOT NULL,
  state             text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'explained', 'resolved')),
  reason            text,
  changed_by        text,
  changed_at        timestamptz,
  CHECK ((state = 'open') OR reason IS NOT NULL),
  CHECK ((changed_by IS NULL) = (changed_at IS NULL))
);
COMMENT ON COLUMN reconciliation_difference.their_items IS 'null: they did not say';
COMMENT ON COLUMN reconciliation_difference.account_id IS 'null: we know no such account';
CREATE INDEX reconciliation_difference_of ON reconciliation_difference (reconciliation_id, state, id);
CREATE UNIQUE INDEX reconciliation_difference_key ON reconciliation_difference
  (reconciliation_id, customer_code, segment_code, currency, coalesce(document_number, ''));

CREATE FUNCTION refuse_change_of_difference() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.reconciliation_id, NEW.customer_code, NEW.segment_code, NEW.currency, NEW.document_number, NEW.kind,
      NEW.their_items, NEW.their_minor, NEW.our_items, NEW.our_minor)
    IS DISTINCT FROM
     (OLD.reconciliation_id, OLD.customer_code, OLD.segment_code, OLD.currency, OLD.document_number, OLD.kind,
      OLD.their_items, OLD.their_minor, OLD.our_items, OLD.our_minor) THEN
    RAISE EXCEPTION 'what differed in % never changes', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reconciliation_difference_content BEFORE UPDATE ON reconciliation_difference
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_difference();
CREATE TRIGGER reconciliation_difference_kept BEFORE DELETE ON reconciliation_difference
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

SELECT scope_attach();

INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('reconciliation_difference', 'reconciliation', NULL, '{reconciliation_id}', '{}', false);
