-- SMS platforms tell by themselves what became of messages, at an address that nobody can guess. One for each platform, so
-- that what the former account sent is still told after a change.
CREATE TABLE sms_receipt_address (
  provider   text PRIMARY KEY CHECK (provider IN ('aliyun', 'tencent')),
  token_hash bytea NOT NULL,
  made_by    text NOT NULL,
  made_at    timestamptz NOT NULL,
  told_at    timestamptz,
  settled    bigint NOT NULL DEFAULT 0
);
COMMENT ON COLUMN sms_receipt_address.token_hash IS 'SHA-256 of the last part of the address, which is shown once';
COMMENT ON COLUMN sms_receipt_address.told_at IS 'when the platform came last';
COMMENT ON COLUMN sms_receipt_address.settled IS 'messages whose end it told';

CREATE INDEX dunning_message_carrier_receipt ON dunning_message (carrier, receipt)
  WHERE carrier IS NOT NULL AND receipt IS NOT NULL;

INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot, secret) VALUES
  ('sms_receipt_address', 'sms-account', NULL, '{provider}', '{told_at,settled}', false, '{token_hash}');
SELECT scope_attach();
