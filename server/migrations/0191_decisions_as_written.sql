-- What a decision saw and answered is kept as the very text that was written: exact evidence, and on the path of every
-- check PostgreSQL need not take it apart. Nothing searches inside.
ALTER TABLE credit_decision ALTER facts TYPE json, ALTER result TYPE json;
