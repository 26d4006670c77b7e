-- What becomes of a message after it has left: the receipt of the SMS platform, and whether its link was opened.

ALTER TABLE dunning_message
  ADD COLUMN carrier text,
  ADD COLUMN receipt_look_at timestamptz,
  ADD COLUMN receipt_looks int NOT NULL DEFAULT 0,
  ADD COLUMN arrived_at timestamptz,
  ADD COLUMN opened_at timestamptz,
  ADD COLUMN statement_id uuid REFERENCES statement_request;
COMMENT ON COLUMN dunning_message.carrier IS 'the SMS platform that took it: only that one can be asked for its receipt';
COMMENT ON COLUMN dunning_message.receipt_look_at IS 'when the platform is asked next what became of it; null: not, or no more';
COMMENT ON COLUMN dunning_message.arrived_at IS 'when it reached the other side, as the carrier says; at the latest when its link was opened';
COMMENT ON COLUMN dunning_message.statement_id IS 'the statement behind the link in its text';
CREATE INDEX dunning_message_receipt ON dunning_message (receipt_look_at) WHERE status = 'sent' AND receipt_look_at IS NOT NULL;
CREATE UNIQUE INDEX dunning_message_statement ON dunning_message (statement_id) WHERE statement_id IS NOT NULL;
CREATE INDEX dunning_message_sms_fault ON dunning_message (created_at DESC, id DESC) WHERE channel = 'sms' AND last_error IS NOT NULL;
