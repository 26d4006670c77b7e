-- What came in of debts written off in an earlier period goes back into the allowance.
ALTER TABLE provision_movement
  ADD COLUMN recovered_minor bigint NOT NULL DEFAULT 0 CHECK (recovered_minor >= 0),
  DROP CONSTRAINT provision_movement_check,
  ADD CONSTRAINT provision_movement_adds_up
    CHECK (opening_minor + charge_minor - release_minor - write_off_minor + recovered_minor = closing_minor);
