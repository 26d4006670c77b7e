-- People who sign in. Usernames are lower case.
CREATE TABLE app_user (
  id                  uuid PRIMARY KEY,
  username            text NOT NULL UNIQUE CHECK (username = lower(username)),
  display_name        text NOT NULL,
  role                text NOT NULL CHECK (role IN ('admin', 'credit-manager', 'credit-analyst', 'finance', 'sales', 'viewer')),
  password_hash       text NOT NULL,
  demo_password       boolean NOT NULL DEFAULT false,
  locale              text NOT NULL DEFAULT 'zh-CN' CHECK (locale IN ('zh-CN', 'en')),
  authority_mode      text NOT NULL DEFAULT 'none' CHECK (authority_mode IN ('none', 'unlimited', 'amount')),
  authority_minor     bigint CHECK (authority_minor >= 0),
  authority_currency  char(3),
  active              boolean NOT NULL DEFAULT true,
  created_at          timestamptz NOT NULL,
  updated_at          timestamptz NOT NULL,
  CHECK ((authority_mode = 'amount') = (authority_minor IS NOT NULL AND authority_currency IS NOT NULL))
);
COMMENT ON COLUMN app_user.demo_password IS 'true while the publicly known password of the demo book is in use';
COMMENT ON COLUMN app_user.authority_minor IS 'largest order that the person may release from a hold';

-- Signed-in browsers. Only the hash of the cookie is kept.
CREATE TABLE user_session (
  id         uuid PRIMARY KEY,
  user_id    uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  token_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  seen_at    timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX user_session_user ON user_session (user_id);
CREATE INDEX user_session_expiry ON user_session (expires_at);

-- Failed sign-ins per username and address and per address, counted over all processes.
CREATE TABLE sign_in_attempt (
  key        text PRIMARY KEY,
  attempts   int NOT NULL,
  started_at timestamptz NOT NULL
);

-- Machines. Only the hash of the key is kept.
CREATE TABLE api_key (
  id           uuid PRIMARY KEY,
  name         text NOT NULL,
  hint         text NOT NULL,
  key_hash     bytea NOT NULL UNIQUE,
  scopes       text[] NOT NULL CHECK (cardinality(scopes) > 0),
  created_by   text NOT NULL,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz
);
COMMENT ON COLUMN api_key.hint IS 'the first characters of the key, to recognise it by';

-- The one-time link that makes the first administrator of an installation that has none.
CREATE TABLE setup_token (
  token_hash bytea PRIMARY KEY,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
