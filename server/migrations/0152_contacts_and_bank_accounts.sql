-- People at a customer, and the accounts it pays from. What is personal is encrypted; beside it stands what lists show of
-- it: enough to recognise, not enough to use.
CREATE TABLE customer_contact (
  id              uuid PRIMARY KEY,
  customer_id     uuid NOT NULL REFERENCES customer,
  name            text NOT NULL,
  role            text,
  email           text,
  phone_sealed    bytea,
  phone_masked    text,
  identity_sealed bytea,
  identity_masked text,
  updated_by      text NOT NULL,
  updated_at      timestamptz NOT NULL,
  CHECK ((phone_sealed IS NULL) = (phone_masked IS NULL)),
  CHECK ((identity_sealed IS NULL) = (identity_masked IS NULL))
);
CREATE INDEX customer_contact_customer ON customer_contact (customer_id);
COMMENT ON COLUMN customer_contact.identity_sealed IS 'number of the identity card, of legal representatives and guarantors';

CREATE TABLE customer_bank_account (
  id            uuid PRIMARY KEY,
  customer_id   uuid NOT NULL REFERENCES customer,
  holder        text NOT NULL,
  bank          text NOT NULL,
  currency      char(3) NOT NULL,
  number_sealed bytea NOT NULL,
  number_masked text NOT NULL,
  updated_by    text NOT NULL,
  updated_at    timestamptz NOT NULL
);
CREATE INDEX customer_bank_account_customer ON customer_bank_account (customer_id);

INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet) VALUES
  ('customer_contact',      'customer', 'customer', '{customer_id}', '{updated_at,updated_by}'),
  ('customer_bank_account', 'customer', 'customer', '{customer_id}', '{updated_at,updated_by}');

-- The trail tells that a phone number changed, not what it is.
UPDATE audit_coverage SET secret = '{phone}' WHERE table_name = 'app_user';
