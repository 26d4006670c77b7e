-- What was sold to a customer in a month and what that earned before risk, as the accounts state it.
CREATE TABLE sales_margin (
  id            uuid PRIMARY KEY,
  customer_id   uuid NOT NULL REFERENCES customer (id),
  segment_id    uuid NOT NULL REFERENCES credit_segment (id),
  month_on      date NOT NULL CHECK (extract(day FROM month_on) = 1),
  currency      char(3) NOT NULL,
  revenue_minor bigint NOT NULL,
  margin_minor  bigint NOT NULL,
  source        text NOT NULL,
  recorded_by   text NOT NULL,
  recorded_at   timestamptz NOT NULL,
  UNIQUE (customer_id, segment_id, month_on, currency)
);
COMMENT ON COLUMN sales_margin.month_on IS 'first day of the month';
COMMENT ON COLUMN sales_margin.margin_minor IS 'revenue less the cost of what was sold; may be below zero';
CREATE INDEX sales_margin_month ON sales_margin (month_on, customer_id);

-- What money that waits with customers costs a year, from a day on; the newest record of the latest day counts.
CREATE TABLE funding_rate (
  id                uuid PRIMARY KEY,
  valid_from        date NOT NULL,
  rate_basis_points integer NOT NULL CHECK (rate_basis_points BETWEEN 0 AND 10000),
  source            text NOT NULL,
  recorded_by       text NOT NULL,
  recorded_at       timestamptz NOT NULL
);
CREATE TRIGGER funding_rate_kept BEFORE UPDATE OR DELETE ON funding_rate
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('sales_margin', 'customer',     'customer', '{customer_id}', '{recorded_by,recorded_at}', false),
  ('funding_rate', 'funding-rate', NULL,       '{valid_from}',  '{}', false);
SELECT scope_attach();

ALTER TABLE import_run DROP CONSTRAINT import_run_kind_check, ADD CONSTRAINT import_run_kind_check
  CHECK (kind IN ('customers', 'facts', 'orders', 'invoices', 'receipts', 'limits', 'margins'));
