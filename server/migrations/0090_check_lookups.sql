-- Each look-up of a credit check has one index to go by. Another partial index with the same condition would be read as
-- a whole when PostgreSQL plans on small tables, and kept doing so until the next statistics.
DROP INDEX reservation_expiry;
CREATE INDEX reservation_expiry ON reservation (expires_at) WHERE ended_at IS NULL;
