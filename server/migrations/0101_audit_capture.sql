-- The key of a row as one text, for example '7/CNY'.
CREATE FUNCTION audit_key(row_data jsonb, columns text[]) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF cardinality(columns) = 1 THEN RETURN row_data ->> columns[1]; END IF;
  RETURN (SELECT coalesce(string_agg(coalesce(row_data ->> name, ''), '/' ORDER BY n), '*')
          FROM unnest(columns) WITH ORDINALITY AS c (name, n));
END $$;

-- The object that people know a row by: 'C0001/CN01' for a limit line, 'li.wei' for a session.
CREATE FUNCTION audit_object(lookup text, row_data jsonb, columns text[], row_key text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  found text;
  key uuid;
BEGIN
  IF lookup IS NULL THEN RETURN coalesce(audit_key(row_data, columns), row_key); END IF;
  key := (row_data ->> columns[1])::uuid;
  CASE lookup
    WHEN 'account' THEN
      SELECT c.code || '/' || s.code INTO found FROM credit_account a JOIN customer c ON c.id = a.customer_id
      JOIN credit_segment s ON s.id = a.segment_id WHERE a.id = key;
    WHEN 'customer' THEN SELECT c.code INTO found FROM customer c WHERE c.id = key;
    WHEN 'user' THEN SELECT u.username INTO found FROM app_user u WHERE u.id = key;
    WHEN 'segment' THEN SELECT s.code INTO found FROM credit_segment s WHERE s.id = key;
    WHEN 'group' THEN SELECT g.code INTO found FROM credit_group g WHERE g.id = key;
  END CASE;
  RETURN coalesce(found, row_key);
END $$;

-- A row with its secrets hidden; that there is one stays visible.
CREATE FUNCTION audit_masked(row_data jsonb, secret text[]) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF NOT row_data ?| secret THEN RETURN row_data; END IF;
  RETURN row_data || (SELECT jsonb_object_agg(name, CASE jsonb_typeof(row_data -> name)
                                                      WHEN 'null' THEN 'null'::jsonb ELSE '"[hidden]"'::jsonb END)
                      FROM unnest(secret) AS s (name) WHERE row_data ? name);
END $$;

-- What an update changed: the changed columns as they were and as they became, secrets hidden. No row when nothing
-- but quiet columns changed.
CREATE FUNCTION audit_change(was jsonb, became jsonb, secret text[], quiet text[])
RETURNS TABLE (before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
  SELECT jsonb_object_agg(o.key, CASE WHEN o.key = ANY (secret) AND o.value <> 'null' THEN '"[hidden]"' ELSE o.value END),
         jsonb_object_agg(o.key, CASE WHEN o.key = ANY (secret) AND became -> o.key <> 'null' THEN '"[hidden]"' ELSE became -> o.key END)
  FROM jsonb_each(was) o
  WHERE became -> o.key IS DISTINCT FROM o.value
  HAVING bool_or(o.key <> ALL (quiet))
$$;

-- Who changed a row in this transaction, from what the program told it. A row that names its submitter was written for
-- them where one transaction serves several callers.
CREATE FUNCTION audit_actor(row_data jsonb, OUT kind text, OUT id text, OUT name text) LANGUAGE plpgsql STABLE AS $$
BEGIN
  kind := nullif(current_setting('xinheng.actor_kind', true), '');
  id := nullif(current_setting('xinheng.actor_id', true), '');
  name := nullif(current_setting('xinheng.actor', true), '');
  IF kind IS NULL OR id IS NULL OR name IS NULL THEN
    kind := 'database';
    id := session_user;
    name := session_user;
  ELSIF kind = 'system' AND name = 'batch' AND row_data ->> 'submitted_by' IS NOT NULL THEN
    name := row_data ->> 'submitted_by';
    kind := CASE WHEN name = 'system' THEN 'system' WHEN name LIKE 'key:%' THEN 'api-key' ELSE 'user' END;
    id := name;
  END IF;
END $$;

-- Records the rows that a statement changed. Arguments: columns of the key, object type, lookup, object columns, secret
-- columns, quiet columns, capture. Runs as its owner: whoever may change a row need not be able to write the trail.
CREATE FUNCTION audit_capture() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  keys text[] := TG_ARGV[0];
  type_of_object text := TG_ARGV[1];
  lookup text := nullif(TG_ARGV[2], '');
  object_columns text[] := TG_ARGV[3];
  secret text[] := TG_ARGV[4];
  quiet text[] := TG_ARGV[5];
  request text := nullif(current_setting('xinheng.request_id', true), '');
  why text := nullif(current_setting('xinheng.reason', true), '');
BEGIN
  IF TG_OP = 'INSERT' AND TG_ARGV[6] = 'statements' THEN
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, after, reason)
    SELECT 'rows', a.kind, a.id, a.name, request, 'insert', type_of_object, '*', TG_TABLE_NAME,
           jsonb_build_object('rows', n.rows), why
    FROM (SELECT count(*) AS rows FROM new_rows) n, audit_actor(NULL) a
    WHERE n.rows > 0;
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, row_key, after, reason)
    SELECT 'row', a.kind, a.id, a.name, request, 'insert', type_of_object,
           audit_object(lookup, r.data, object_columns, audit_key(r.data, keys)), TG_TABLE_NAME, audit_key(r.data, keys),
           audit_masked(r.data, secret), why
    FROM (SELECT to_jsonb(n) AS data FROM new_rows n) r CROSS JOIN LATERAL audit_actor(r.data) a;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, row_key, before, reason)
    SELECT 'row', a.kind, a.id, a.name, request, 'delete', type_of_object,
           audit_object(lookup, r.data, object_columns, audit_key(r.data, keys)), TG_TABLE_NAME, audit_key(r.data, keys),
           audit_masked(r.data, secret), why
    FROM (SELECT to_jsonb(o) AS data FROM old_rows o) r, audit_actor(NULL) a;
  ELSIF TG_OP = 'UPDATE' AND TG_LEVEL = 'ROW' THEN
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, row_key, before, after, reason)
    SELECT 'row', a.kind, a.id, a.name, request, 'update', type_of_object,
           audit_object(lookup, r.became, object_columns, audit_key(r.became, keys)), TG_TABLE_NAME,
           audit_key(r.became, keys), c.before, c.after, why
    FROM (SELECT to_jsonb(OLD) AS was, to_jsonb(NEW) AS became) r
    CROSS JOIN LATERAL audit_change(r.was, r.became, secret, quiet) c, audit_actor(NULL) a;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, row_key, before, after, reason)
    SELECT 'row', a.kind, a.id, a.name, request, 'update', type_of_object,
           audit_object(lookup, n.became, object_columns, audit_key(n.became, keys)), TG_TABLE_NAME,
           audit_key(n.became, keys), c.before, c.after, why
    FROM (SELECT row_number() OVER () AS no, to_jsonb(t) AS was FROM old_rows t) o
    JOIN (SELECT row_number() OVER () AS no, to_jsonb(t) AS became FROM new_rows t) n USING (no)
    CROSS JOIN LATERAL audit_change(o.was, n.became, secret, quiet) c, audit_actor(NULL) a;
  ELSE
    INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, request_id, action, object_type, object_id, table_name, reason)
    SELECT 'rows', a.kind, a.id, a.name, request, 'truncate', type_of_object, '*', TG_TABLE_NAME, why FROM audit_actor(NULL) a;
  END IF;
  RETURN NULL;
END $$;

-- Gives every table of the schema the triggers that audit_coverage asks for; a table that is not named there is
-- captured row by row. The program calls it after every migration, so that a new table cannot be forgotten.
CREATE FUNCTION audit_attach() RETURNS void LANGUAGE plpgsql AS $$
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
      coalesce(k.columns, '{}') AS keys, coalesce(v.object_columns, k.columns, '{}') AS object_columns,
      ARRAY(SELECT a.attname::text FROM pg_attribute a
            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
              AND (a.atttypid = 'bytea'::regtype OR a.attname = ANY (v.secret)
                   OR a.attname ~ '(password_hash|secret|token|sealed|cipher|recovery_code|key_hash)')
            ORDER BY a.attnum) AS secret
    FROM pg_class c
    LEFT JOIN audit_coverage v ON v.table_name = c.relname
    LEFT JOIN LATERAL (
      SELECT array_agg(a.attname::text ORDER BY x.n) AS columns
      FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS x (attnum, n)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.attnum
      WHERE i.indrelid = c.oid AND i.indisprimary) k ON true
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
