import { sql } from '../server/src/platform/db/sql.js'
import type { Database } from '../server/src/platform/db/types.js'

/**
 * Gives a seeded book a history: three of four invoices that were due are paid, some of them late, and every customer
 * has two yearly statements, registry data and a public record.
 */
export async function settleAndFile(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.run(sql`
      CREATE TEMP TABLE paid ON COMMIT DROP AS
      SELECT gen_random_uuid() AS receipt_id, i.account_id, i.document_id, i.group_id, i.amount_minor AS minor,
        least(current_date, i.due_on - 3 + (hashtext(i.document_id::text) & 31)) AS on_day
      FROM exposure_item i WHERE i.due_on < current_date AND hashtext(i.document_id::text || 'paid') % 4 <> 0`)
    await tx.run(sql`
      INSERT INTO document (id, group_id, account_id, source, type, number, version, status, document_on, currency,
        total_minor, open_minor, lines, ledger_seq, recorded_at)
      SELECT receipt_id, group_id, account_id, 'erp', 'receipt', receipt_id::text, 1, 'closed', on_day, 'CNY', minor, 0,
        '[]', 1, now() FROM paid`)
    await tx.run(sql`
      INSERT INTO exposure_entry (account_id, document_id, item_no, seq, group_id, segment_id, bucket, currency,
        delta_minor, effective_on, cause_id, recorded_at)
      SELECT p.account_id, p.document_id, 1, 2, p.group_id, a.segment_id, 'receivables', 'CNY', -minor, on_day,
        receipt_id, now() FROM paid p JOIN credit_account a ON a.id = p.account_id`)
    await tx.run(sql`
      UPDATE exposure_item i SET open_minor = 0 FROM paid p
      WHERE i.account_id = p.account_id AND i.document_id = p.document_id`)
    await tx.run(sql`
      INSERT INTO fact (id, customer_id, item, value_number, value_text, unit, source, valid_on, period_months,
        recorded_at, recorded_by)
      SELECT gen_random_uuid(), c.id, f.item,
        CASE WHEN f.text IS NULL THEN round(f.base * (1 + (hashtext(c.code || f.item) & 255) / 256.0), 2) END,
        f.text, f.unit, 'bench', f.day, f.months, now() - interval '1 day', 'bench'
      FROM customer c CROSS JOIN (VALUES
        ('current_assets', 9e6, NULL, 'CNY', 0), ('current_liabilities', 6e6, NULL, 'CNY', 0),
        ('total_assets', 2e7, NULL, 'CNY', 0), ('total_liabilities', 1e7, NULL, 'CNY', 0),
        ('equity', 9e6, NULL, 'CNY', 0), ('revenue', 3e7, NULL, 'CNY', 12), ('net_profit', 9e5, NULL, 'CNY', 12),
        ('operating_cash_flow', 9e5, NULL, 'CNY', 12)) AS y (item, base, text, unit, months)
      CROSS JOIN LATERAL (VALUES (date_trunc('year', current_date)::date - 1),
                                 ((date_trunc('year', current_date) - interval '1 year')::date - 1)) AS d (day)
      CROSS JOIN LATERAL (SELECT y.*, d.day) AS f`)
    await tx.run(sql`
      INSERT INTO fact (id, customer_id, item, value_number, value_text, unit, source, valid_on, recorded_at, recorded_by)
      SELECT gen_random_uuid(), c.id, f.item, f.number, f.text, f.unit, 'bench', current_date - 30,
        now() - interval '1 day', 'bench'
      FROM customer c CROSS JOIN LATERAL (VALUES
        ('registered_capital', 5e6, NULL, 'CNY'), ('founded_on', NULL, '2010-05-01', 'day'),
        ('registration_status', NULL, 'active', 'text'), ('dishonest_debtor', 0, NULL, 'flag'),
        ('litigation_count', hashtext(c.code) & 3, NULL, 'count'), ('tax_rating', NULL, 'B', 'text'),
        ('external_score', 60 + (hashtext(c.code) & 31), NULL, 'points')) AS f (item, number, text, unit)`)
  })
  await db.pool.query('VACUUM ANALYZE')
}
