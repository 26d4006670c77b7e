-- What passwords, sessions and repeated attempts must keep to; one row, edited by administrators.
CREATE TABLE sign_in_rules (
  singleton       boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  password_min    int NOT NULL DEFAULT 10 CHECK (password_min BETWEEN 8 AND 64),
  refuse_common   boolean NOT NULL DEFAULT true,
  reuse_after     int NOT NULL DEFAULT 5 CHECK (reuse_after BETWEEN 0 AND 24),
  idle_minutes    int NOT NULL DEFAULT 720 CHECK (idle_minutes BETWEEN 5 AND 10080),
  session_hours   int NOT NULL DEFAULT 168 CHECK (session_hours BETWEEN 1 AND 720),
  attempts_max    int NOT NULL DEFAULT 5 CHECK (attempts_max BETWEEN 3 AND 20),
  failures_max    int NOT NULL DEFAULT 10 CHECK (failures_max BETWEEN 3 AND 100),
  reset_minutes   int NOT NULL DEFAULT 30 CHECK (reset_minutes BETWEEN 5 AND 1440),
  updated_by      text,
  updated_at      timestamptz
);
COMMENT ON COLUMN sign_in_rules.reuse_after IS 'a password is not used again before so many others were; 0: at once';
COMMENT ON COLUMN sign_in_rules.attempts_max IS 'wrong passwords for one username from one address in 15 minutes';
COMMENT ON COLUMN sign_in_rules.failures_max IS 'wrong passwords in a row, from wherever, that lock the account';
INSERT INTO sign_in_rules DEFAULT VALUES;

-- The log tells of passwords set by a link, too.
ALTER TABLE sign_in_log DROP CONSTRAINT sign_in_log_outcome_check;
ALTER TABLE sign_in_log ADD CONSTRAINT sign_in_log_outcome_check CHECK (outcome IN (
  'signed-in', 'wrong-password', 'wrong-code', 'locked', 'inactive', 'throttled', 'unknown-person', 'not-matched',
  'password-reset'));
ALTER TABLE sign_in_log DROP CONSTRAINT sign_in_log_method_check;
ALTER TABLE sign_in_log ADD CONSTRAINT sign_in_log_method_check CHECK (method IN (
  'password', 'totp', 'recovery-code', 'single-sign-on', 'reset-link'));
