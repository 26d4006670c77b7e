-- Which status customers had before it changed, so that a rating of an earlier day sees what was known then.
CREATE TABLE customer_status_past (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id uuid NOT NULL REFERENCES customer (id),
  status      text NOT NULL,
  until_at    timestamptz NOT NULL
);
COMMENT ON COLUMN customer_status_past.until_at IS 'the instant at which another status began';
CREATE INDEX customer_status_past_until ON customer_status_past (customer_id, until_at);
CREATE TRIGGER customer_status_past_kept BEFORE UPDATE OR DELETE ON customer_status_past
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
INSERT INTO audit_coverage (table_name, capture, reason) VALUES
  ('customer_status_past', 'none', 'append-only; the trail holds each change of the customer itself');
SELECT scope_attach();

-- What the trail knows of changes until now.
INSERT INTO customer_status_past (customer_id, status, until_at)
SELECT c.id, e.before ->> 'status', coalesce(e.acted_at, e.at)
FROM audit_entry e JOIN customer c ON c.id::text = e.row_key
WHERE e.table_name = 'customer' AND e.kind = 'row' AND e.before ->> 'status' IS NOT NULL AND e.after IS NOT NULL
ORDER BY e.id;
