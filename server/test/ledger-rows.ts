import type { CalendarDay } from '../src/kernel/calendar-day.js'
import { insertRows } from '../src/platform/db/bulk-insert.js'
import { newId } from '../src/platform/new-id.js'
import { sql } from '../src/platform/db/sql.js'
import type { Tx } from '../src/platform/db/types.js'

/** One change of an item's open amount, as the ledger holds it. */
export interface TestEntry {
  readonly on: CalendarDay
  readonly deltaMinor: bigint
}

/** An invoice instalment (receivables) or the rest of a receipt (unapplied) with its whole history. */
export interface TestItem {
  readonly customer: number
  readonly currency: string
  readonly bucket: 'receivables' | 'unapplied'
  readonly documentOn: CalendarDay
  readonly dueOn: CalendarDay | null
  readonly entries: readonly TestEntry[]
}

export const testCustomerCode = (customer: number): string => `C${String(customer).padStart(3, '0')}`

/**
 * Writes customers C000… in segment CN01, two to a credit group G0…, owners anna and ben in turn, and the items with
 * their ledger, one document each (`D0`…), projections left out: for tests of what reads the ledger.
 */
export async function insertLedger(tx: Tx, customers: number, items: readonly TestItem[]): Promise<void> {
  const segmentId = newId()
  await tx.run(
    sql`INSERT INTO credit_segment (id, code, name, currency) VALUES (${segmentId}, 'CN01', '华东', 'CNY')`,
  )
  const groups = Array.from({ length: Math.ceil(customers / 2) }, () => newId())
  await insertRows(
    tx,
    'credit_group',
    { id: 'uuid', code: 'text', name: 'text', lone: 'boolean' },
    groups.map((id, index) => [id, `G${index}`, `集团${index}`, false]),
  )
  const parties = Array.from({ length: customers }, (_, index) => ({
    customerId: newId(),
    accountId: newId(),
    groupId: groups[Math.floor(index / 2)] ?? '',
    code: testCustomerCode(index),
    owner: index % 2 === 0 ? 'anna' : 'ben',
  }))
  await insertRows(
    tx,
    'customer',
    { id: 'uuid', group_id: 'uuid', code: 'text', name: 'text', search_key: 'text', owner_username: 'text' },
    parties.map((p) => [p.customerId, p.groupId, p.code, `客户${p.code}`, p.code.toLowerCase(), p.owner]),
  )
  await insertRows(
    tx,
    'credit_account',
    { id: 'uuid', group_id: 'uuid', customer_id: 'uuid', segment_id: 'uuid', currency: 'text' },
    parties.map((p) => [p.accountId, p.groupId, p.customerId, segmentId, 'CNY']),
  )
  const rows = items.map((item, index) => ({
    item,
    number: `D${index}`,
    id: newId(),
    party: parties[item.customer],
  }))
  await insertDocuments(tx, rows)
  await insertRows(
    tx,
    'exposure_entry',
    {
      ...{
        account_id: 'uuid',
        document_id: 'uuid',
        item_no: 'int',
        seq: 'int',
        group_id: 'uuid',
        segment_id: 'uuid',
      },
      ...{ bucket: 'text', currency: 'text', delta_minor: 'bigint', effective_on: 'date', cause_id: 'uuid' },
      recorded_at: 'timestamptz',
    },
    rows.flatMap(({ item, id, party }) =>
      item.entries.map((entry, seq) => [
        ...[party?.accountId, id, 1, seq + 1, party?.groupId, segmentId, item.bucket, item.currency],
        ...[entry.deltaMinor, entry.on, id, '2026-01-01T00:00:00Z'],
      ]),
    ),
  )
}

interface DocumentRow {
  readonly item: TestItem
  readonly number: string
  readonly id: string
  readonly party: { accountId: string; groupId: string } | undefined
}

async function insertDocuments(tx: Tx, rows: readonly DocumentRow[]): Promise<void> {
  await insertRows(
    tx,
    'document',
    {
      ...{ id: 'uuid', group_id: 'uuid', account_id: 'uuid', source: 'text', type: 'text', number: 'text' },
      ...{ version: 'bigint', status: 'text', document_on: 'date', currency: 'text', total_minor: 'bigint' },
      ...{ open_minor: 'bigint', lines: 'jsonb', ledger_seq: 'int', recorded_at: 'timestamptz' },
    },
    rows.map(({ item, number, id, party }) => [
      ...[
        id,
        party?.groupId,
        party?.accountId,
        'test',
        item.bucket === 'receivables' ? 'invoice' : 'receipt',
        number,
      ],
      ...[
        1n,
        'open',
        item.documentOn,
        item.currency,
        amountOf(item),
        openOf(item),
        '[]',
        1,
        '2026-01-01T00:00:00Z',
      ],
    ]),
  )
  await insertRows(
    tx,
    'exposure_item',
    {
      ...{ account_id: 'uuid', document_id: 'uuid', item_no: 'int', group_id: 'uuid', bucket: 'text' },
      ...{
        currency: 'text',
        amount_minor: 'bigint',
        open_minor: 'bigint',
        document_on: 'date',
        due_on: 'date',
      },
    },
    rows.map(({ item, id, party }) => [
      ...[party?.accountId, id, 1, party?.groupId, item.bucket],
      ...[item.currency, amountOf(item), openOf(item), item.documentOn, item.dueOn],
    ]),
  )
}

function amountOf(item: TestItem): bigint {
  const first = item.entries[0]?.deltaMinor ?? 0n
  return first < 0n ? -first : first
}

function openOf(item: TestItem): bigint {
  return item.entries.reduce((sum, entry) => sum + entry.deltaMinor, 0n)
}
