-- Each batch of checks asks which rules are in force and whether it knows their content; the answer is kept, not computed.
ALTER TABLE control_rules ADD COLUMN content_hash text NOT NULL GENERATED ALWAYS AS (md5(content::text)) STORED;
