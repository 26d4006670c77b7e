-- Security that an approver asks for was a text; now it is a kind, an amount, a day and who confirmed it (ADR 30).
UPDATE approval_step SET conditions = jsonb_set(conditions, '{security}', jsonb_build_object(
    'kind', 'other', 'amount', NULL, 'dueOn', (coalesce(decided_at, opened_at) AT TIME ZONE 'UTC')::date + 30,
    'note', conditions -> 'security', 'confirmed', NULL))
WHERE jsonb_typeof(conditions -> 'security') = 'string';

COMMENT ON COLUMN approval_step.conditions IS
  'smaller amount, earlier last day, security {kind, amount, dueOn, note, confirmed}; null: as it was asked for';

-- 相同审批人自动通过: a turn that was approved by the same person's earlier decision.
ALTER TABLE approval_step ADD COLUMN earlier_step uuid REFERENCES approval_step;
COMMENT ON COLUMN approval_step.earlier_step IS 'the same person''s approval by which this turn was passed over';
