-- What became of each line that a customer disputed on a statement; a line is followed once. Append-only.
CREATE TABLE statement_dispute_outcome (
  statement_dispute_id uuid PRIMARY KEY REFERENCES statement_dispute,
  statement_id uuid NOT NULL REFERENCES statement_request,
  customer_id  uuid NOT NULL REFERENCES customer,
  outcome      text NOT NULL CHECK (outcome IN ('opened', 'joined', 'settled', 'no_receivable')),
  dispute_id   uuid REFERENCES dispute,
  noted_at     timestamptz NOT NULL,
  CHECK ((dispute_id IS NULL) = (outcome IN ('settled', 'no_receivable')))
);
COMMENT ON COLUMN statement_dispute_outcome.outcome IS 'opened: a dispute of its own; joined: a dispute held the instalment already; settled: nothing was open any more; no_receivable: a line without an instalment, such as an unapplied receipt';
CREATE INDEX statement_dispute_outcome_statement ON statement_dispute_outcome (statement_id);
CREATE INDEX statement_dispute_outcome_dispute ON statement_dispute_outcome (dispute_id) WHERE dispute_id IS NOT NULL;
CREATE TRIGGER statement_dispute_outcome_append_only BEFORE UPDATE OR DELETE ON statement_dispute_outcome
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

SELECT scope_attach();
INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('statement_dispute_outcome', 'none', 'append-only; the disputes that it names are captured themselves');
