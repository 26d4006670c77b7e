-- Rows of a policy give more than a limit and days: what else was granted is kept with the proposal.
ALTER TABLE limit_proposal ADD COLUMN granted jsonb;
COMMENT ON COLUMN limit_proposal.granted IS 'customer class, payment terms, price tier, security, review and approval path of the policy''s row; null of requests and of older proposals';

-- What a tried policy gives beside the limit, and for which class.
ALTER TABLE simulated_account ADD COLUMN granted_before jsonb, ADD COLUMN granted_after jsonb;
