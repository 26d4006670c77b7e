-- As before, and a changed amount comes with the currency of its row, without which nobody can read it.
CREATE OR REPLACE FUNCTION audit_change(was jsonb, became jsonb, secret text[], quiet text[])
RETURNS TABLE (before jsonb, after jsonb) LANGUAGE sql STABLE AS $$
  SELECT jsonb_object_agg(o.key, CASE WHEN o.key = ANY (secret) AND o.value <> 'null' THEN '"[hidden]"' ELSE o.value END)
           || CASE WHEN bool_or(o.key LIKE '%\_minor') AND was ? 'currency'
                THEN jsonb_build_object('currency', was -> 'currency') ELSE '{}' END,
         jsonb_object_agg(o.key, CASE WHEN o.key = ANY (secret) AND became -> o.key <> 'null' THEN '"[hidden]"' ELSE became -> o.key END)
           || CASE WHEN bool_or(o.key LIKE '%\_minor') AND was ? 'currency'
                THEN jsonb_build_object('currency', became -> 'currency') ELSE '{}' END
  FROM jsonb_each(was) o
  WHERE became -> o.key IS DISTINCT FROM o.value
  HAVING bool_or(o.key <> ALL (quiet))
$$;

-- Tables that came with other parts of the program, and what people know their rows by.
INSERT INTO audit_coverage (table_name, object_type, object_lookup, object_columns, quiet) VALUES
  ('incompatible_roles', 'role', NULL, '{role_a,role_b}', '{}');
