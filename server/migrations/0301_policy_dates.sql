-- A published policy may begin later, and may be taken back before it does.
ALTER TABLE credit_policy ADD COLUMN cancelled_at timestamptz, ADD COLUMN cancelled_by text, ADD COLUMN cancel_reason text,
  ADD CHECK ((cancelled_at IS NULL) = (cancelled_by IS NULL)),
  ADD CHECK (cancelled_at IS NULL OR cancelled_at < valid_from);
COMMENT ON COLUMN credit_policy.cancelled_at IS 'taken back before it came into force; it never does';

-- Raises and cuts that a policy puts in force by itself, and their undoing.
ALTER TABLE limit_proposal ADD COLUMN automatic boolean NOT NULL DEFAULT false, ADD COLUMN undone_at timestamptz,
  ADD COLUMN undone_by text,
  ADD CHECK (NOT automatic OR status = 'accepted'),
  ADD CHECK ((undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL OR automatic));
COMMENT ON COLUMN limit_proposal.automatic IS 'put in force by the policy itself, within its bounds';
CREATE INDEX limit_proposal_automatic ON limit_proposal (account_id, decided_at DESC) WHERE automatic;
