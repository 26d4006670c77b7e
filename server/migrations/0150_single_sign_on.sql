-- The organisation's own sign-in (OpenID Connect); at most one row.
CREATE TABLE identity_provider (
  singleton            boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  issuer               text NOT NULL,
  client_id            text NOT NULL,
  client_secret_sealed bytea NOT NULL,
  token_auth           text NOT NULL CHECK (token_auth IN ('basic', 'post')),
  label                text NOT NULL,
  -- Which claim names the person, and what it is compared with when they come for the first time.
  claim                text NOT NULL,
  match_by             text NOT NULL CHECK (match_by IN ('email', 'username')),
  -- Main role of people who are not known yet; null: they are refused.
  create_role          text REFERENCES role,
  active               boolean NOT NULL,
  updated_by           text NOT NULL,
  updated_at           timestamptz NOT NULL
);

-- Who a person is at the provider. Once linked, only the provider's subject counts, not an address that can change hands.
CREATE TABLE external_identity (
  issuer    text NOT NULL,
  subject   text NOT NULL,
  user_id   uuid NOT NULL REFERENCES app_user,
  linked_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject),
  UNIQUE (user_id, issuer)
);
INSERT INTO audit_coverage (table_name, capture, object_type, object_lookup, object_columns)
VALUES ('external_identity', 'rows', 'user', 'user', '{user_id}');

-- How the session was opened: whoever comes through the provider is not asked for a second factor here.
ALTER TABLE user_session ADD COLUMN method text NOT NULL DEFAULT 'password'
  CHECK (method IN ('password', 'single-sign-on'));

ALTER TABLE sign_in_log DROP CONSTRAINT sign_in_log_outcome_check;
ALTER TABLE sign_in_log ADD CONSTRAINT sign_in_log_outcome_check CHECK (outcome IN (
  'signed-in', 'wrong-password', 'wrong-code', 'locked', 'inactive', 'throttled', 'unknown-person', 'not-matched'));
