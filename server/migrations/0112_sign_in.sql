-- The second factor: one shared secret per person, and codes for the day the phone is lost.
CREATE TABLE user_totp (
  user_id       uuid PRIMARY KEY REFERENCES app_user,
  secret_sealed bytea NOT NULL,
  confirmed_at  timestamptz,
  last_step     bigint NOT NULL DEFAULT 0,
  created_at    timestamptz NOT NULL
);
COMMENT ON COLUMN user_totp.last_step IS 'the latest time step whose code was used: each code works once';

CREATE TABLE user_recovery_code (
  user_id   uuid NOT NULL REFERENCES app_user,
  code_hash bytea NOT NULL,
  used_at   timestamptz,
  PRIMARY KEY (user_id, code_hash)
);

-- Passwords that were used before, so that they are not used again soon.
CREATE TABLE password_history (
  id            uuid PRIMARY KEY,
  user_id       uuid NOT NULL REFERENCES app_user,
  password_hash text NOT NULL,
  replaced_at   timestamptz NOT NULL
);
CREATE INDEX password_history_user ON password_history (user_id, replaced_at DESC);

-- One-time links for a forgotten password; only the hash of the token is kept.
CREATE TABLE password_reset (
  token_hash   bytea PRIMARY KEY,
  user_id      uuid NOT NULL REFERENCES app_user,
  requested_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  used_at      timestamptz
);
CREATE INDEX password_reset_user ON password_reset (user_id, requested_at DESC);

-- Every attempt to sign in.
CREATE TABLE sign_in_log (
  id         uuid PRIMARY KEY,
  at         timestamptz NOT NULL,
  username   text NOT NULL,
  outcome    text NOT NULL CHECK (outcome IN ('signed-in', 'wrong-password', 'wrong-code', 'locked', 'inactive', 'throttled')),
  method     text NOT NULL CHECK (method IN ('password', 'totp', 'recovery-code', 'single-sign-on')),
  address    text NOT NULL,
  user_agent text NOT NULL
);
CREATE INDEX sign_in_log_newest ON sign_in_log (id DESC);
CREATE INDEX sign_in_log_username ON sign_in_log (username, id DESC);

-- Where a session comes from, for its owner to recognise.
ALTER TABLE user_session
  ADD COLUMN address text NOT NULL DEFAULT '',
  ADD COLUMN user_agent text NOT NULL DEFAULT '';

-- Wrong passwords in a row, from wherever; too many lock the account until an administrator unlocks it.
ALTER TABLE app_user
  ADD COLUMN failures int NOT NULL DEFAULT 0,
  ADD COLUMN locked_at timestamptz;
