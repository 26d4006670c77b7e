-- Why a held order was refused, by the catalogue of the program; the words beside it stay in close_reason.
ALTER TABLE hold ADD COLUMN close_code text;
COMMENT ON COLUMN hold.close_code IS 'of a rejected hold: code of the catalogue in domain/reject-reasons.ts';

-- A customer whose every order is held, in whichever segment: also in one that is opened later.
ALTER TABLE customer ADD COLUMN forced_hold text, ADD COLUMN forced_hold_until date,
  ADD CHECK (forced_hold IS NOT NULL OR forced_hold_until IS NULL);
COMMENT ON COLUMN customer.forced_hold IS 'why every order is held, in all segments; null: none is';
COMMENT ON COLUMN customer.forced_hold_until IS 'last day; null: until it is cleared';
CREATE INDEX customer_forced_hold ON customer (forced_hold_until) WHERE forced_hold_until IS NOT NULL;
CREATE TRIGGER forced_holds_looked_at AFTER UPDATE OF forced_hold, forced_hold_until ON customer FOR EACH ROW
  WHEN (OLD.forced_hold IS DISTINCT FROM NEW.forced_hold OR OLD.forced_hold_until IS DISTINCT FROM NEW.forced_hold_until)
  EXECUTE FUNCTION queue_evaluation_of_customer();
