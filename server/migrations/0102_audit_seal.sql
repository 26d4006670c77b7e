-- The seal: entries are hashed in batches, off the path of the work. A batch holds the Merkle root (RFC 6962) of its
-- leaves and is chained to the batch before.
CREATE TABLE audit_batch (
  batch_no     int PRIMARY KEY CHECK (batch_no > 0),
  sealed_at    timestamptz NOT NULL,
  entries      int NOT NULL CHECK (entries > 0),
  horizon      xid8 NOT NULL,
  snapshot_end xid8 NOT NULL,
  last_id      bigint NOT NULL,
  oldest_start timestamptz,
  root         bytea NOT NULL,
  previous     bytea NOT NULL,
  chain        bytea NOT NULL
);
COMMENT ON COLUMN audit_batch.horizon IS 'entries of transactions below it are in this batch or an earlier one: all of them had ended';
COMMENT ON COLUMN audit_batch.snapshot_end IS 'number of the transaction that sealed: those that began to write later have a higher one';
COMMENT ON COLUMN audit_batch.last_id IS 'largest entry number seen before snapshot_end was given out: a later transaction cannot have one as small';
COMMENT ON COLUMN audit_batch.oldest_start IS 'start of the oldest transaction that was running: what is sealed later cannot be older; null when unknown';

CREATE INDEX audit_batch_last_id ON audit_batch (last_id, batch_no);

CREATE TABLE audit_leaf (
  batch_no int NOT NULL,
  position int NOT NULL,
  entry_id bigint NOT NULL UNIQUE,
  hash     bytea NOT NULL,
  PRIMARY KEY (batch_no, position)
);

CREATE TRIGGER audit_batch_append_only BEFORE UPDATE OR DELETE ON audit_batch
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_batch_no_truncate BEFORE TRUNCATE ON audit_batch
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_leaf_append_only BEFORE UPDATE OR DELETE ON audit_leaf
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_leaf_no_truncate BEFORE TRUNCATE ON audit_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Verifications asked for from the browser or by schedule: how far each has come and what it found.
CREATE TABLE audit_verification (
  id           uuid PRIMARY KEY,
  status       text NOT NULL CHECK (status IN ('queued', 'running', 'clean', 'findings', 'failed')),
  requested_by text NOT NULL,
  requested_at timestamptz NOT NULL,
  started_at   timestamptz,
  finished_at  timestamptz,
  done         bigint NOT NULL DEFAULT 0,
  total        bigint NOT NULL DEFAULT 0,
  result       jsonb
);
CREATE INDEX audit_verification_newest ON audit_verification (requested_at DESC);
CREATE UNIQUE INDEX audit_verification_waiting ON audit_verification ((true)) WHERE status = 'queued';
