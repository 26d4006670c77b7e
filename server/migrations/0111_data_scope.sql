-- Which customers a narrowed person sees is enforced here, whatever a query says: a transaction of such a person begins
-- with enter_scope(owners, segments), and from then on the policies show the customers of these owners and those with
-- an account in these segments.
--
-- Where the database user can take roles, the policies are for the two roles that enter_scope takes, and do not exist
-- for the owner of the tables: whole-book work and credit checks pay nothing. Where it cannot (a server whose
-- administrators give no further roles), the policies are for everybody and look at a setting first.
CREATE TABLE scope_mechanism (
  by_role boolean NOT NULL
);
COMMENT ON TABLE scope_mechanism IS 'one row: whether narrowed transactions take a role or only a setting';

DO $$
DECLARE
  wanted text;
  by_role boolean := coalesce(current_setting('xinheng.scope_by_role', true), '') <> 'off';
BEGIN
  FOREACH wanted IN ARRAY ARRAY['xinheng_scoped', 'xinheng_scoped_segments'] LOOP
    CONTINUE WHEN NOT by_role;
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
        BEGIN
          EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
          NULL; -- another installation on this server was quicker
        END;
      END IF;
      BEGIN
        PERFORM set_config('role', wanted, true);
      EXCEPTION WHEN insufficient_privilege THEN
        EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        PERFORM set_config('role', wanted, true);
      END;
      PERFORM set_config('role', 'none', true);
    EXCEPTION WHEN insufficient_privilege THEN
      by_role := false;
    END;
  END LOOP;
  INSERT INTO scope_mechanism VALUES (by_role);
  IF by_role THEN
    GRANT USAGE ON SCHEMA public TO xinheng_scoped, xinheng_scoped_segments;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO xinheng_scoped, xinheng_scoped_segments;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO xinheng_scoped, xinheng_scoped_segments;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public
      GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO xinheng_scoped, xinheng_scoped_segments;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public
      GRANT USAGE, SELECT ON SEQUENCES TO xinheng_scoped, xinheng_scoped_segments;
  ELSE
    RAISE WARNING 'The database user "%" cannot take the roles xinheng_scoped and xinheng_scoped_segments; data scopes '
      'are enforced for every query instead, which costs some speed.', current_user;
  END IF;
END $$;

CREATE INDEX credit_account_segment ON credit_account (segment_id, customer_id);

-- Usernames and segment codes hold no line feed. Without a setting nothing is visible.
CREATE FUNCTION scope_owners() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT string_to_array(nullif(current_setting('xinheng.scope_owners', true), ''), E'\n')
$$;

CREATE FUNCTION scope_segments() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT id FROM credit_segment
    WHERE code = ANY (string_to_array(nullif(current_setting('xinheng.scope_segments', true), ''), E'\n')))
$$;

-- These read as the owner of the tables: policies that asked each other would never end.
CREATE FUNCTION scope_customers_by_segment() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER ROWS 1000
SET search_path = public, pg_temp AS $$
  SELECT customer_id FROM credit_account WHERE segment_id = ANY (scope_segments())
$$;

CREATE FUNCTION scope_customers() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER ROWS 1000
SET search_path = public, pg_temp AS $$
  SELECT id FROM customer WHERE owner_username = ANY (scope_owners())
  UNION ALL
  SELECT customer_id FROM credit_account WHERE segment_id = ANY (scope_segments())
$$;

CREATE FUNCTION scope_accounts() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER ROWS 1000
SET search_path = public, pg_temp AS $$
  SELECT a.id FROM customer c JOIN credit_account a ON a.customer_id = c.id
  WHERE c.owner_username = ANY (scope_owners())
  UNION ALL
  SELECT id FROM credit_account WHERE segment_id = ANY (scope_segments())
$$;

CREATE FUNCTION scope_groups() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER ROWS 1000
SET search_path = public, pg_temp AS $$
  SELECT group_id FROM customer WHERE owner_username = ANY (scope_owners())
  UNION ALL
  SELECT group_id FROM credit_account WHERE segment_id = ANY (scope_segments())
$$;

-- Without roles the owner of the tables is under the policies too, also inside these functions: they step out of them.
DO $$
DECLARE
  name text;
BEGIN
  IF NOT (SELECT by_role FROM scope_mechanism) THEN
    FOREACH name IN ARRAY ARRAY['scope_customers_by_segment', 'scope_customers', 'scope_accounts', 'scope_groups'] LOOP
      EXECUTE format('ALTER FUNCTION %1$I() RENAME TO %1$s_of_all', name);
      EXECUTE format($function$
        CREATE FUNCTION %1$I() RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 1000 AS $body$
        DECLARE
          before text := coalesce(current_setting('xinheng.narrowed', true), '');
        BEGIN
          PERFORM set_config('xinheng.narrowed', 'off', true);
          RETURN QUERY SELECT * FROM %1$s_of_all();
          PERFORM set_config('xinheng.narrowed', before, true);
        END $body$ $function$, name);
    END LOOP;
  END IF;
END $$;

-- True in a transaction that is not narrowed; only asked where no roles can be taken.
CREATE FUNCTION scope_open() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(current_setting('xinheng.narrowed', true), '') <> 'on'
$$;

-- Narrows the open transaction. Owners are usernames, segments are codes, separated by line feeds.
CREATE FUNCTION enter_scope(owners text, segments text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('xinheng.scope_owners', owners, true), set_config('xinheng.scope_segments', segments, true);
  IF (SELECT by_role FROM scope_mechanism) THEN
    PERFORM set_config('role', CASE segments WHEN '' THEN 'xinheng_scoped' ELSE 'xinheng_scoped_segments' END, true);
  ELSE
    PERFORM set_config('xinheng.narrowed', 'on', true);
  END IF;
END $$;

-- Puts all customers in sight again, for the rest of the transaction or until it is narrowed again.
CREATE FUNCTION leave_scope() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT by_role FROM scope_mechanism) THEN
    PERFORM set_config('role', 'none', true);
  ELSE
    PERFORM set_config('xinheng.narrowed', 'off', true);
  END IF;
END $$;

-- Puts a table under the scopes. `shown` says which rows a narrowed transaction sees and may change, `kept` which it
-- may leave behind. Every table with a customer, account or group in its rows needs this; a test looks for it.
CREATE FUNCTION scope_table(name regclass, shown text, kept text DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('DROP POLICY IF EXISTS scoped ON %s', name);
  IF (SELECT by_role FROM scope_mechanism) THEN
    EXECUTE format('CREATE POLICY scoped ON %s TO xinheng_scoped, xinheng_scoped_segments USING (%s) WITH CHECK (%s)',
      name, shown, coalesce(kept, shown));
  ELSE
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY scoped ON %s USING ((SELECT scope_open()) OR %s) WITH CHECK ((SELECT scope_open()) OR %s)',
      name, shown, coalesce(kept, shown));
  END IF;
END $$;

SELECT scope_table('customer', 'id IN (SELECT scope_customers())',
  'owner_username = ANY ((SELECT scope_owners())::text[]) OR id IN (SELECT scope_customers_by_segment())');
SELECT scope_table('credit_account', 'id IN (SELECT scope_accounts())', 'customer_id IN (SELECT scope_customers())');
-- A new customer comes with a new group; whose it is shows only afterwards.
SELECT scope_table('credit_group', 'id IN (SELECT scope_groups())', 'true');

-- Puts every table that names an account, a customer or a group in its rows under the scopes, unless it has a policy
-- already. Runs after migrations, so that a new table is not forgotten.
CREATE FUNCTION scope_attach() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT c.oid::regclass AS name, array_agg(a.attname::text) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relrowsecurity
      AND a.attname IN ('account_id', 'customer_id', 'group_id')
      AND c.relname <> 'standing_change' -- a queue of ids, worked off for everybody by whoever reads first
    GROUP BY c.oid ORDER BY c.oid
  LOOP
    PERFORM scope_table(found.name, CASE
      WHEN 'account_id' = ANY (found.columns) THEN 'account_id IN (SELECT scope_accounts())'
      WHEN 'customer_id' = ANY (found.columns) THEN 'customer_id IN (SELECT scope_customers())'
      ELSE 'group_id IN (SELECT scope_groups())' END);
  END LOOP;
END $$;
SELECT scope_attach();

-- Whose customers are those of a few owners goes by the index of owners.
DO $$
BEGIN
  IF (SELECT by_role FROM scope_mechanism) THEN
    ALTER POLICY scoped ON customer TO xinheng_scoped_segments;
    CREATE POLICY scoped_owners ON customer TO xinheng_scoped
      USING (owner_username = ANY ((SELECT scope_owners())::text[]));
  END IF;
END $$;

-- Work for later is queued by everybody; the queue itself is seen by nobody who is narrowed.
CREATE FUNCTION queue_job(identifier text, payload json, run_at timestamptz, max_attempts smallint, job_key text)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT graphile_worker.add_job(identifier := $1, payload := $2, run_at := $3, max_attempts := $4, job_key := $5);
$$;

CREATE FUNCTION queue_jobs(identifier text, payloads json[])
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
    SELECT ROW($1, p, NULL, NULL, NULL, NULL, NULL, NULL)::graphile_worker.job_spec FROM unnest($2) AS p));
$$;
