-- Tables of other parts of the program: what people know their rows by, and what is no change worth an entry.
INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('sign_in_log', 'none', 'record of every attempt to sign in, only ever appended to');
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet, hot) VALUES
  ('user_totp',          'user', 'user', '{user_id}', '{last_step}', true),
  ('user_recovery_code', 'user', 'user', '{user_id}', '{}', false),
  ('password_history',   'user', 'user', '{user_id}', '{}', false),
  ('password_reset',     'user', 'user', '{user_id}', '{}', false);
UPDATE audit_coverage SET quiet = '{updated_at,failures}' WHERE table_name = 'app_user';

-- As before, and a column that holds a secret is no part of the key that is recorded.
CREATE OR REPLACE FUNCTION audit_attach() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  t record;
  call text;
  loud text;
BEGIN
  FOR t IN
    SELECT c.oid, c.relname AS name, coalesce(v.capture, 'rows') AS capture, coalesce(v.hot, false) AS hot,
      coalesce(v.quiet, ARRAY(SELECT a.attname::text FROM pg_attribute a
                              WHERE a.attrelid = c.oid AND a.attname = 'updated_at' AND NOT a.attisdropped)) AS quiet,
      coalesce(v.object_type, replace(c.relname, '_', '-')) AS object_type, v.object_lookup,
      coalesce(k.columns, '{}') AS keys, coalesce(v.object_columns, k.columns, '{}') AS object_columns, s.secret
    FROM pg_class c
    LEFT JOIN audit_coverage v ON v.table_name = c.relname
    CROSS JOIN LATERAL (
      SELECT ARRAY(SELECT a.attname::text FROM pg_attribute a
                   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                     AND (a.atttypid = 'bytea'::regtype OR a.attname = ANY (v.secret)
                          OR a.attname ~ '(password_hash|secret|token|sealed|cipher|recovery_code|key_hash)')
                   ORDER BY a.attnum) AS secret) s
    LEFT JOIN LATERAL (
      SELECT array_agg(a.attname::text ORDER BY x.n) AS columns
      FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS x (attnum, n)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.attnum
      WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname <> ALL (s.secret)) k ON true
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    ORDER BY c.relname
  LOOP
    EXECUTE format('DROP TRIGGER IF EXISTS audit_insert ON %1$I; DROP TRIGGER IF EXISTS audit_update ON %1$I;
      DROP TRIGGER IF EXISTS audit_delete ON %1$I; DROP TRIGGER IF EXISTS audit_truncate ON %1$I', t.name);
    CONTINUE WHEN t.capture = 'none';
    call := format('EXECUTE FUNCTION audit_capture(%L, %L, %L, %L, %L, %L, %L)', t.keys, t.object_type,
                   coalesce(t.object_lookup, ''), t.object_columns, t.secret, t.quiet, t.capture);
    EXECUTE format('CREATE TRIGGER audit_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT %s', t.name, call);
    EXECUTE format('CREATE TRIGGER audit_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
      FOR EACH STATEMENT %s', t.name, call);
    EXECUTE format('CREATE TRIGGER audit_truncate AFTER TRUNCATE ON %I FOR EACH STATEMENT %s', t.name, call);
    IF t.hot THEN
      SELECT string_agg(format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', a.attname), ' OR ' ORDER BY a.attnum) INTO loud
      FROM pg_attribute a
      WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL (t.quiet);
      EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %I FOR EACH ROW WHEN (%s) %s', t.name, loud, call);
    ELSE
      EXECUTE format('CREATE TRIGGER audit_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT %s', t.name, call);
    END IF;
  END LOOP;
END $$;
