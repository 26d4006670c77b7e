-- Answers of writes that came with an Idempotency-Key, kept for two days.
CREATE TABLE idempotency_key (
  scope        bytea PRIMARY KEY,
  fingerprint  bytea NOT NULL,
  owner        uuid NOT NULL,
  lease_until  timestamptz NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  status       int CHECK (status BETWEEN 200 AND 499),
  content_type text,
  body         text
);
COMMENT ON COLUMN idempotency_key.scope IS 'hash of caller, method, path and key';
COMMENT ON COLUMN idempotency_key.fingerprint IS 'hash of query and body: the same key must mean the same request';
COMMENT ON COLUMN idempotency_key.lease_until IS 'until then the request is taken to be running; afterwards it may be taken over';
CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
