-- Decisions that stopped or warned, newest first. What passes, which is most of them, pays nothing for it: those are
-- found in the order of all.
CREATE INDEX credit_decision_outcome ON credit_decision (outcome, decided_at DESC, id DESC)
  WHERE outcome <> 'approved';
