-- Aging by customer and by credit group as it is worked out for today, so that a page of the whole book is read from an
-- index and nothing has to be added up but the totals. Written with account_aging, from the same rows.
CREATE TABLE subject_aging (
  kind            text NOT NULL CHECK (kind IN ('customer', 'group')),
  subject_id      uuid NOT NULL,
  currency        char(3) NOT NULL,
  code            text NOT NULL,
  buckets_minor   bigint[] NOT NULL,
  total_minor     bigint NOT NULL,
  overdue_minor   bigint NOT NULL,
  unapplied_minor bigint NOT NULL,
  PRIMARY KEY (kind, subject_id, currency)
);
COMMENT ON TABLE subject_aging IS 'sums over all accounts of a customer or group: never shown to whoever sees a part of the book';
CREATE INDEX subject_aging_total ON subject_aging (kind, total_minor DESC, code, currency);
CREATE INDEX subject_aging_overdue ON subject_aging (kind, overdue_minor DESC, code, currency);
CREATE INDEX subject_aging_code ON subject_aging (kind, code, currency);

SELECT scope_table('subject_aging', 'false');

INSERT INTO audit_coverage (table_name, capture, reason)
VALUES ('subject_aging', 'none', 'projection of open items for lists');

INSERT INTO subject_aging
WITH cell AS (
  SELECT k.kind, k.id, k.code, a.currency, b.place, sum(b.minor)::bigint AS minor
  FROM account_aging a JOIN customer c ON c.id = a.customer_id JOIN credit_group g ON g.id = c.group_id
  CROSS JOIN LATERAL (VALUES ('customer', c.id, c.code), ('group', g.id, g.code)) AS k (kind, id, code)
  CROSS JOIN LATERAL unnest(a.buckets_minor) WITH ORDINALITY AS b (minor, place)
  GROUP BY k.kind, k.id, k.code, a.currency, b.place),
unapplied AS (
  SELECT k.kind, k.id, a.currency, sum(a.unapplied_minor)::bigint AS minor
  FROM account_aging a JOIN customer c ON c.id = a.customer_id
  CROSS JOIN LATERAL (VALUES ('customer', c.id), ('group', c.group_id)) AS k (kind, id)
  GROUP BY k.kind, k.id, a.currency)
SELECT cell.kind, cell.id, cell.currency, cell.code, array_agg(cell.minor ORDER BY place), sum(cell.minor),
  coalesce(sum(cell.minor) FILTER (WHERE place > 1), 0), u.minor
FROM cell JOIN unapplied u ON u.kind = cell.kind AND u.id = cell.id AND u.currency = cell.currency
GROUP BY cell.kind, cell.id, cell.currency, cell.code, u.minor;
