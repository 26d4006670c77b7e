-- Figures by which lists of a large book are filtered, sorted and added up: projections of documents, limits, ratings
-- and rates, worked out for one business day. What they rest on appends to standing_change in its own transaction, and
-- readers have every change that is committed worked off before they read (customers/refresh-standings.ts).

-- A queue without keys: writers never wait, neither for each other nor for who works it off.
CREATE TABLE standing_change (
  account_id  uuid,
  customer_id uuid,
  receivables boolean NOT NULL,
  CHECK (num_nonnulls(account_id, customer_id) = 1)
);
COMMENT ON COLUMN standing_change.receivables IS 'open items changed, so that the aging has to be worked out again too';

-- One row per customer. Amounts are in the organisation's base currency at the rates of the day.
CREATE TABLE customer_standing (
  customer_id    uuid PRIMARY KEY,
  code           text NOT NULL,
  owner_username text,
  status         text NOT NULL,
  industry       text,
  group_id       uuid NOT NULL,
  segment_ids    uuid[] NOT NULL,
  grade          text,
  score          int,
  exposure_minor bigint,
  is_overdue     boolean NOT NULL,
  overdue_minor  bigint,
  is_unlimited   boolean NOT NULL,
  limit_minor    bigint,
  utilisation_bp int,
  true_from      date NOT NULL,
  true_until     date NOT NULL
) WITH (fillfactor = 80);
COMMENT ON COLUMN customer_standing.exposure_minor IS 'null: a rate is missing; so are overdue_minor and limit_minor';
COMMENT ON COLUMN customer_standing.limit_minor IS 'sum of the limits in force; null without any, and when one account is unlimited';
COMMENT ON COLUMN customer_standing.utilisation_bp IS 'exposure of the accounts with a limit, in basis points of these limits';
COMMENT ON COLUMN customer_standing.true_until IS 'first day on which a due day, a limit or a rate may make it wrong without any write';
CREATE UNIQUE INDEX customer_standing_code ON customer_standing (code) INCLUDE (customer_id);
CREATE INDEX customer_standing_score ON customer_standing (score DESC NULLS LAST, code);
CREATE INDEX customer_standing_exposure ON customer_standing (exposure_minor DESC NULLS LAST, code);
CREATE INDEX customer_standing_overdue ON customer_standing (overdue_minor DESC NULLS LAST, code);
CREATE INDEX customer_standing_utilisation ON customer_standing (utilisation_bp DESC NULLS LAST, code);
CREATE INDEX customer_standing_limit ON customer_standing
  ((limit_minor IS NULL AND NOT is_unlimited), is_unlimited DESC, limit_minor DESC NULLS LAST, code);
CREATE INDEX customer_standing_from ON customer_standing (true_from);
CREATE INDEX customer_standing_until ON customer_standing (true_until);

-- Receivables of an account by age on the day of its customer's standing, in the currency of the documents.
CREATE TABLE account_aging (
  account_id      uuid NOT NULL,
  currency        char(3) NOT NULL,
  customer_id     uuid NOT NULL,
  customer_code   text NOT NULL,
  segment_id      uuid NOT NULL,
  buckets_minor   bigint[] NOT NULL,
  unapplied_minor bigint NOT NULL,
  PRIMARY KEY (account_id, currency)
) WITH (fillfactor = 80);
COMMENT ON COLUMN account_aging.buckets_minor IS 'not due, then by the bounds of the organisation';
CREATE INDEX account_aging_customer ON account_aging (customer_id);

CREATE FUNCTION note_standing_of_accounts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO standing_change (account_id, receivables) SELECT DISTINCT account_id, false FROM changed;
  RETURN NULL;
END $$;

CREATE FUNCTION note_standing_of_receivables() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO standing_change (account_id, receivables)
  SELECT DISTINCT account_id, true FROM changed WHERE bucket IN ('receivables', 'unapplied');
  RETURN NULL;
END $$;

CREATE FUNCTION note_standing_of_customers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO standing_change (customer_id, receivables) SELECT DISTINCT customer_id, false FROM changed;
  RETURN NULL;
END $$;

-- A customer itself.
CREATE FUNCTION note_standing_of_customer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO standing_change (customer_id, receivables) SELECT DISTINCT id, false FROM changed;
  RETURN NULL;
END $$;

-- Whether unapplied receipts lower the exposure.
CREATE FUNCTION note_standing_of_segment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO standing_change (account_id, receivables)
  SELECT id, false FROM credit_account WHERE segment_id = NEW.id;
  RETURN NULL;
END $$;

-- Accounts that keep or owe a currency which the rate converts. The base currency needs no rate.
CREATE FUNCTION note_standing_of_rates() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  concerned text[] := ARRAY(
    SELECT from_currency FROM changed UNION SELECT to_currency FROM changed EXCEPT SELECT base_currency FROM organisation);
BEGIN
  INSERT INTO standing_change (account_id, receivables)
  SELECT id, false FROM credit_account WHERE currency = ANY(concerned)
  UNION
  SELECT account_id, false FROM account_exposure WHERE currency = ANY(concerned);
  RETURN NULL;
END $$;

CREATE FUNCTION note_standing_of_all() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO standing_change (customer_id, receivables) SELECT id, true FROM customer;
  RETURN NULL;
END $$;

CREATE TRIGGER standing_inserted AFTER INSERT ON customer REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customer();
CREATE TRIGGER standing_updated AFTER UPDATE ON customer REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customer();

CREATE TRIGGER standing_inserted AFTER INSERT ON customer_rating_current REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customers();
CREATE TRIGGER standing_updated AFTER UPDATE ON customer_rating_current REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customers();

CREATE TRIGGER standing_inserted AFTER INSERT ON credit_account REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customers();
CREATE TRIGGER standing_updated AFTER UPDATE ON credit_account REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_customers();

CREATE TRIGGER standing_inserted AFTER INSERT ON limit_line REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_accounts();
CREATE TRIGGER standing_updated AFTER UPDATE ON limit_line REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_accounts();

CREATE TRIGGER standing_inserted AFTER INSERT ON account_exposure REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_accounts();
CREATE TRIGGER standing_updated AFTER UPDATE ON account_exposure REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_accounts();

CREATE TRIGGER standing_inserted AFTER INSERT ON exposure_item REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_receivables();
CREATE TRIGGER standing_updated AFTER UPDATE ON exposure_item REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_receivables();
CREATE TRIGGER standing_deleted AFTER DELETE ON exposure_item REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_receivables();

CREATE TRIGGER standing_inserted AFTER INSERT ON fx_rate REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_rates();
CREATE TRIGGER standing_updated AFTER UPDATE ON fx_rate REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_standing_of_rates();

CREATE TRIGGER standing_updated AFTER UPDATE ON credit_segment FOR EACH ROW
  WHEN (OLD.unapplied_lowers_exposure <> NEW.unapplied_lowers_exposure) EXECUTE FUNCTION note_standing_of_segment();

CREATE TRIGGER standing_updated AFTER UPDATE ON organisation FOR EACH ROW
  WHEN (OLD.base_currency <> NEW.base_currency OR OLD.aging_bounds <> NEW.aging_bounds)
  EXECUTE FUNCTION note_standing_of_all();

INSERT INTO standing_change (customer_id, receivables) SELECT id, true FROM customer;
