-- Who may approve an instalment plan and a write-off alone is said in the authority table like other decisions.
DO $$
DECLARE
  name text;
BEGIN
  SELECT conname INTO name FROM pg_constraint
  WHERE conrelid = 'authority'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%credit-opening%';
  EXECUTE format('ALTER TABLE authority DROP CONSTRAINT %I', name);
END $$;
ALTER TABLE authority ADD CONSTRAINT authority_kind_check CHECK (kind IN ('hold-release', 'limit-change',
  'temporary-limit', 'credit-opening', 'rating-override', 'publication', 'instalment-plan', 'write-off'));
