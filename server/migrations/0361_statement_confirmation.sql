-- Statements of account that were sent to be confirmed, as they were when they were made.
CREATE TABLE statement_request (
  id             uuid PRIMARY KEY,
  customer_id    uuid NOT NULL REFERENCES customer,
  from_on        date NOT NULL,
  as_of          date NOT NULL,
  language       text NOT NULL CHECK (language IN ('zh', 'en')),
  way            text NOT NULL CHECK (way IN ('mail', 'link')),
  recipient      text,
  status         text NOT NULL CHECK (status IN ('queued', 'sending', 'sent', 'opened', 'confirmed', 'disputed', 'failed', 'withdrawn')),
  token_hash     bytea UNIQUE,
  expires_at     timestamptz NOT NULL,
  content        jsonb,
  content_hash   text,
  closing        jsonb NOT NULL DEFAULT '[]',
  attempts       int NOT NULL DEFAULT 0,
  failure        jsonb,
  created_by     text NOT NULL,
  created_at     timestamptz NOT NULL,
  sent_at        timestamptz,
  opened_at      timestamptz,
  answered_at    timestamptz,
  answered_by    text,
  answered_role  text,
  answer_comment text,
  answered_from  text,
  CHECK (from_on <= as_of),
  CHECK ((content IS NULL) = (content_hash IS NULL)),
  CHECK ((status IN ('confirmed', 'disputed')) = (answered_at IS NOT NULL))
);
COMMENT ON COLUMN statement_request.token_hash IS 'SHA-256 of the token of the newest link; the token itself is not kept';
COMMENT ON COLUMN statement_request.content_hash IS 'SHA-256 of the content as it was shown';
COMMENT ON COLUMN statement_request.closing IS 'closing balance by currency, for lists';
COMMENT ON COLUMN statement_request.answered_from IS 'address from which the answer came';
CREATE INDEX statement_request_newest ON statement_request (created_at DESC, id DESC);
CREATE INDEX statement_request_customer ON statement_request (customer_id, as_of DESC);

-- What a customer disputes of a statement. Append-only.
CREATE TABLE statement_dispute (
  id            uuid PRIMARY KEY,
  statement_id  uuid NOT NULL REFERENCES statement_request,
  customer_id   uuid NOT NULL REFERENCES customer,
  source        text NOT NULL,
  document_type text NOT NULL,
  number        text NOT NULL,
  item_no       int NOT NULL,
  currency      char(3) NOT NULL,
  open_minor    bigint NOT NULL,
  claimed_minor bigint,
  reason        text NOT NULL,
  recorded_at   timestamptz NOT NULL,
  UNIQUE (statement_id, source, document_type, number, item_no)
);
COMMENT ON COLUMN statement_dispute.claimed_minor IS 'what the customer holds to be open; null: nothing said';
CREATE TRIGGER statement_dispute_append_only BEFORE UPDATE OR DELETE ON statement_dispute
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a customer sent with an answer, as bytes. Append-only.
CREATE TABLE statement_file (
  id           uuid PRIMARY KEY,
  statement_id uuid NOT NULL REFERENCES statement_request,
  customer_id  uuid NOT NULL REFERENCES customer,
  name         text NOT NULL,
  size         int NOT NULL CHECK (size > 0),
  content      bytea NOT NULL,
  content_hash text NOT NULL,
  uploaded_at  timestamptz NOT NULL
);
CREATE INDEX statement_file_statement ON statement_file (statement_id);
CREATE TRIGGER statement_file_append_only BEFORE UPDATE OR DELETE ON statement_file
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

SELECT scope_attach();
