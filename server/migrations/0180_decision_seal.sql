-- Credit decisions go into the proof too, off the path of the check: a job hashes those whose transactions have ended,
-- and records the Merkle root of each batch as an entry of the audit trail, which is sealed like every other.
ALTER TABLE credit_decision ADD COLUMN xid bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint;
COMMENT ON COLUMN credit_decision.xid IS 'number of the transaction that decided; for those older than this column, of the migration';

-- Finds what is not sealed yet. A block range index costs an insert next to nothing, unlike one entry per row.
CREATE INDEX credit_decision_xid ON credit_decision USING brin (xid) WITH (pages_per_range = 16);

CREATE TABLE decision_leaf (
  batch_no    int NOT NULL,
  position    int NOT NULL,
  decision_id uuid NOT NULL UNIQUE,
  hash        bytea NOT NULL,
  PRIMARY KEY (batch_no, position)
);
COMMENT ON TABLE decision_leaf IS 'hash of each sealed decision; the root of a batch stands in the audit entry decisions.sealed of its number';

CREATE TRIGGER decision_leaf_append_only BEFORE UPDATE OR DELETE ON decision_leaf
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_leaf_no_truncate BEFORE TRUNCATE ON decision_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_decision_no_truncate BEFORE TRUNCATE ON credit_decision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

INSERT INTO audit_coverage (table_name, capture, reason)
VALUES ('decision_leaf', 'none', 'seals the credit decisions; append-only, its roots are entries of the trail');
UPDATE audit_coverage SET reason = 'append-only itself, holds its submitter and the facts it saw; sealed by hash into the trail, off the path of the check'
WHERE table_name = 'credit_decision';

-- Results of earlier verifications speak of entries only.
UPDATE audit_verification SET result = jsonb_set(
  result || '{"decisions": {"sealed": 0, "batches": 0, "waiting": 0}}', '{findings}',
  coalesce((SELECT jsonb_agg(f || '{"of": "entry"}') FROM jsonb_array_elements(result -> 'findings') f), '[]'))
WHERE result IS NOT NULL;
