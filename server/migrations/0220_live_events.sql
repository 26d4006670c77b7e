-- A comment, an urging, a signer added or a note changes what an open case or hold shows, though no step and no hold
-- changes its state: open pages learn of it, too.
CREATE TRIGGER live_insert AFTER INSERT ON approval_event FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');
CREATE TRIGGER live_insert AFTER INSERT ON hold_event FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('holds');
