CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Legal entity or business line that grants credit.
CREATE TABLE credit_segment (
  id                        uuid PRIMARY KEY,
  code                      text NOT NULL UNIQUE,
  name                      text NOT NULL,
  currency                  char(3) NOT NULL,
  time_zone                 text NOT NULL DEFAULT 'Asia/Shanghai',
  reservation_days          int NOT NULL DEFAULT 7 CHECK (reservation_days BETWEEN 1 AND 365),
  over_delivery_allowed     boolean NOT NULL DEFAULT false,
  unapplied_lowers_exposure boolean NOT NULL DEFAULT true,
  horizon_days              int CHECK (horizon_days >= 0),
  auto_release              boolean NOT NULL DEFAULT false,
  created_at                timestamptz NOT NULL DEFAULT now(),
  updated_at                timestamptz NOT NULL DEFAULT now()
);

-- A rate says how many units of to_currency one unit of from_currency is worth, from its day until the next.
CREATE TABLE fx_rate (
  rate_type     text NOT NULL DEFAULT 'spot',
  from_currency char(3) NOT NULL,
  to_currency   char(3) NOT NULL,
  valid_from    date NOT NULL,
  rate          numeric(24, 10) NOT NULL CHECK (rate > 0),
  recorded_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (rate_type, from_currency, to_currency, valid_from)
);

-- Customers whose exposure counts together. The row is the lock of every credit decision of the group.
CREATE TABLE credit_group (
  id         uuid PRIMARY KEY,
  code       text NOT NULL UNIQUE,
  name       text NOT NULL,
  lone       boolean NOT NULL,
  lock_count bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 70);

CREATE TABLE customer (
  id                 uuid PRIMARY KEY,
  group_id           uuid NOT NULL REFERENCES credit_group,
  code               text NOT NULL UNIQUE,
  name               text NOT NULL,
  search_key         text NOT NULL,
  uscc               text,
  uscc_check          text CHECK (uscc_check IN ('valid', 'failed', 'malformed')),
  industry           text,
  region             text,
  owner_username     text,
  founded_on         date,
  registered_capital_minor    bigint,
  registered_capital_currency char(3),
  status             text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'inactive', 'blacklisted')),
  custom_fields      jsonb NOT NULL DEFAULT '{}',
  created_at         timestamptz NOT NULL DEFAULT now(),
  updated_at         timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN customer.search_key IS 'lower-case name, full pinyin, pinyin initials, code and USCC, separated by spaces';
CREATE INDEX customer_search ON customer USING gin (search_key gin_trgm_ops);
CREATE INDEX customer_group ON customer (group_id);
CREATE INDEX customer_owner ON customer (owner_username, code);
CREATE INDEX customer_name ON customer (name, code);

-- Customer × segment: terms and status. Limits are lines; exposure is a projection.
CREATE TABLE credit_account (
  id          uuid PRIMARY KEY,
  group_id    uuid NOT NULL REFERENCES credit_group,
  customer_id uuid NOT NULL REFERENCES customer,
  segment_id  uuid NOT NULL REFERENCES credit_segment,
  currency    char(3) NOT NULL,
  limit_mode  text NOT NULL DEFAULT 'none' CHECK (limit_mode IN ('none', 'unlimited', 'amount')),
  status      text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'frozen', 'blocked')),
  net_days    int CHECK (net_days BETWEEN 0 AND 3650),
  forced_hold text,
  review_on   date,
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now(),
  UNIQUE (customer_id, segment_id)
);
COMMENT ON COLUMN credit_account.forced_hold IS 'reason why every order is held until it is cleared';
CREATE INDEX credit_account_group ON credit_account (group_id, segment_id);

-- The group''s own limit in a segment; without a row the group has none of its own and only members'' limits count.
CREATE TABLE group_account (
  group_id   uuid NOT NULL REFERENCES credit_group,
  segment_id uuid NOT NULL REFERENCES credit_segment,
  currency   char(3) NOT NULL,
  limit_mode text NOT NULL CHECK (limit_mode IN ('none', 'unlimited', 'amount')),
  limit_minor bigint CHECK (limit_minor >= 0),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (group_id, segment_id),
  CHECK ((limit_mode = 'amount') = (limit_minor IS NOT NULL))
);

-- One dated component of a limit. Append-only but for ending a line; the newest valid base line is the base.
CREATE TABLE limit_line (
  id           uuid PRIMARY KEY,
  group_id     uuid NOT NULL,
  account_id   uuid NOT NULL REFERENCES credit_account,
  kind         text NOT NULL CHECK (kind IN ('base', 'temporary', 'seasonal', 'secured')),
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  currency     char(3) NOT NULL,
  valid_from   date NOT NULL,
  valid_to     date,
  reason       text NOT NULL,
  created_by   text NOT NULL,
  created_at   timestamptz NOT NULL DEFAULT now(),
  revoked_at   timestamptz,
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
);
CREATE INDEX limit_line_account ON limit_line (account_id, valid_from DESC) WHERE revoked_at IS NULL;
