import { newId } from '../server/src/platform/new-id.js'
import { sql } from '../server/src/platform/db/sql.js'
import type { Database } from '../server/src/platform/db/types.js'

export interface BookSize {
  readonly customers: number
  /** Open invoices of each customer, due on different days around today. */
  readonly invoicesPerCustomer: number
  /** Days from today to the due day of the earliest invoice; negative: overdue. */
  readonly firstDueInDays: number
}

export const SEGMENT = 'MAIN'

/**
 * What the seed fills. Only these are vacuumed and analysed, as autovacuum would: statistics that call the still empty
 * tables empty for good would mislead every plan made before the first checks.
 */
const SEEDED = [
  'credit_segment',
  'credit_group',
  'customer',
  'credit_account',
  'limit_line',
  'document',
  'exposure_item',
  'exposure_entry',
  'account_exposure',
  'group_exposure',
]

/** Code of the customer with this number, counted from 1. */
export function customerCode(number: number): string {
  return `C${String(number).padStart(7, '0')}`
}

/**
 * Fills an empty installation, set-based: customers alone in their groups, an account each with a limit of ten
 * thousand million yuan, and open invoices whose ledger and projections agree.
 */
export async function seedBook(db: Database, size: BookSize): Promise<void> {
  const { customers, invoicesPerCustomer: invoices, firstDueInDays } = size
  await db.transaction(async (tx) => {
    await tx.run(sql`
      INSERT INTO credit_segment (id, code, name, currency) VALUES (${newId()}, ${SEGMENT}, 'Main', 'CNY')`)
    await tx.run(sql`
      CREATE TEMP TABLE seed ON COMMIT DROP AS
      SELECT n, ('0190' || lpad(to_hex(n), 8, '0') || '7000800000000000aaaa')::uuid AS group_id,
        ('0190' || lpad(to_hex(n), 8, '0') || '7000800000000000bbbb')::uuid AS customer_id,
        ('0190' || lpad(to_hex(n), 8, '0') || '7000800000000000cccc')::uuid AS account_id,
        'C' || lpad(n::text, 7, '0') AS code
      FROM generate_series(1, ${customers}::int) AS n`)
    await tx.run(sql`
      INSERT INTO credit_group (id, code, name, lone) SELECT group_id, code, 'Customer ' || n, true FROM seed`)
    await tx.run(sql`
      INSERT INTO customer (id, group_id, code, name, search_key, owner_username, industry, region)
      SELECT customer_id, group_id, code, '客户 ' || n, lower(code) || ' 客户 ' || n || ' kehu kh',
        'sales' || n % 50, (ARRAY['C13', 'C26', 'F51', 'I65'])[1 + n % 4], (ARRAY['华东', '华南', '华北'])[1 + n % 3]
      FROM seed`)
    await tx.run(sql`
      INSERT INTO credit_account (id, group_id, customer_id, segment_id, currency, limit_mode, net_days)
      SELECT account_id, group_id, customer_id, s.id, 'CNY', 'amount', 30
      FROM seed, credit_segment s WHERE s.code = ${SEGMENT}`)
    await tx.run(sql`
      INSERT INTO limit_line (id, group_id, account_id, kind, amount_minor, currency, valid_from, reason, created_by)
      SELECT gen_random_uuid(), group_id, account_id, 'base', 1000000000000, 'CNY', '2020-01-01', 'bench', 'bench'
      FROM seed`)
    await tx.run(sql`
      CREATE TEMP TABLE seed_invoice ON COMMIT DROP AS
      SELECT gen_random_uuid() AS id, s.group_id, s.account_id, s.code || '-' || k AS number, k,
        100000 + (s.n::bigint * 7919 + k * 104729) % 5000000 AS minor,
        current_date + ${firstDueInDays}::int + (k - 1) * 17 AS due_on
      FROM seed s, generate_series(1, ${invoices}::int) AS k`)
    await seedInvoices(tx)
  })
  await db.pool.query(`VACUUM ANALYZE ${SEEDED.join(', ')}`)
}

async function seedInvoices(tx: Parameters<Parameters<Database['transaction']>[0]>[0]): Promise<void> {
  await tx.run(sql`
    INSERT INTO document (id, group_id, account_id, source, type, number, version, status, document_on, currency,
      total_minor, open_minor, lines, ledger_seq, recorded_at)
    SELECT id, group_id, account_id, 'erp', 'invoice', number, 1, 'open', due_on - 30, 'CNY', minor, minor,
      jsonb_build_array(jsonb_build_object('lineNo', 1, 'amountMinor', minor::text)), 1, now()
    FROM seed_invoice`)
  await tx.run(sql`
    INSERT INTO exposure_item (account_id, document_id, item_no, group_id, bucket, currency, amount_minor, open_minor,
      document_on, due_on)
    SELECT account_id, id, 1, group_id, 'receivables', 'CNY', minor, minor, due_on - 30, due_on FROM seed_invoice`)
  await tx.run(sql`
    INSERT INTO exposure_entry (account_id, document_id, item_no, seq, group_id, segment_id, bucket, currency,
      delta_minor, effective_on, cause_id, recorded_at)
    SELECT i.account_id, i.id, 1, 1, i.group_id, s.id, 'receivables', 'CNY', minor, due_on - 30, i.id, now()
    FROM seed_invoice i, credit_segment s WHERE s.code = ${SEGMENT}`)
  await tx.run(sql`
    INSERT INTO account_exposure (account_id, currency, group_id, segment_id, receivables_minor)
    SELECT account_id, currency, group_id, segment_id, sum(delta_minor) FROM exposure_entry GROUP BY 1, 2, 3, 4`)
  await tx.run(sql`
    INSERT INTO group_exposure (group_id, segment_id, currency, receivables_minor)
    SELECT group_id, segment_id, currency, sum(delta_minor) FROM exposure_entry GROUP BY 1, 2, 3`)
}
