-- What the last decision saw: the figures as they were when the case ended.
ALTER TABLE approval_case ADD COLUMN closing jsonb;
COMMENT ON COLUMN approval_case.closing IS 'the dossier as it was when the case ended';
