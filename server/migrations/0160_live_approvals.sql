-- Counters of the approvals inbox follow at once, like those of holds (0130).
CREATE TRIGGER live_insert AFTER INSERT ON approval_case FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');
CREATE TRIGGER live_update AFTER UPDATE OF status ON approval_case FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');
CREATE TRIGGER live_insert AFTER INSERT ON approval_step FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');
CREATE TRIGGER live_update AFTER UPDATE OF status ON approval_step FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');
CREATE TRIGGER live_insert AFTER INSERT ON approval_copy FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');
CREATE TRIGGER live_update AFTER UPDATE OF read_at ON approval_copy FOR EACH STATEMENT EXECUTE FUNCTION tell_changed('approvals');
