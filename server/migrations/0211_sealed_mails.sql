-- Mails about passwords go through the outbox like all others; what only their receiver may read is sealed in it.
ALTER TABLE notification_delivery ADD COLUMN secret_sealed bytea;
COMMENT ON COLUMN notification_delivery.secret_sealed IS 'a link that only the receiver may read; erased when sent or given up';
