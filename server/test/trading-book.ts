import { addDays, type CalendarDay } from '../src/kernel/calendar-day.js'
import { insertRows } from '../src/platform/db/bulk-insert.js'
import { newId } from '../src/platform/new-id.js'
import { sql } from '../src/platform/db/sql.js'
import type { Tx } from '../src/platform/db/types.js'

/** What reduced an invoice, and when. */
export interface TestSettlement {
  readonly by: 'receipt' | 'credit-note' | 'write-off'
  readonly on: CalendarDay
  readonly minor: bigint
}

/** An invoice of one instalment with everything that settled it. */
export interface TestInvoice {
  readonly on: CalendarDay
  readonly dueOn: CalendarDay
  readonly minor: bigint
  readonly currency: string
  readonly disputed?: boolean
  readonly settlements: readonly TestSettlement[]
}

export interface TestOrder {
  readonly on: CalendarDay
  readonly minor: bigint
  readonly currency: string
}

export interface TestTrader {
  readonly code: string
  readonly invoices: readonly TestInvoice[]
  readonly orders: readonly TestOrder[]
}

export interface TestParty {
  readonly customerId: string
  readonly accountId: string
  readonly groupId: string
}

const RECORDED = '2026-01-01T00:00:00Z'

/**
 * Writes traders with one CNY account each in segment CN01 (made when missing), their documents, items and ledger, as
 * the ledger writes them: settlements are entries caused by their own document. Projections are left out.
 */
export async function insertTraders(tx: Tx, traders: readonly TestTrader[]): Promise<Map<string, TestParty>> {
  await tx.run(sql`
    INSERT INTO credit_segment (id, code, name, currency) VALUES (${newId()}, 'CN01', '华东', 'CNY')
    ON CONFLICT (code) DO NOTHING`)
  const [segment] = await tx.rows<{ id: string }>(sql`SELECT id FROM credit_segment WHERE code = 'CN01'`)
  const segmentId = segment?.id ?? ''
  const rows = traders.map((trader) => ({
    trader,
    party: { customerId: newId(), accountId: newId(), groupId: newId() },
  }))
  await insertParties(tx, segmentId, rows)
  const book = new BookRows(segmentId)
  for (const { trader, party } of rows) {
    trader.invoices.forEach((invoice, index) => book.invoice(party, `${trader.code}-I${index}`, invoice))
    trader.orders.forEach((order, index) => book.document(party, 'order', `${trader.code}-O${index}`, order))
  }
  await book.write(tx)
  return new Map(rows.map(({ trader, party }) => [trader.code, party]))
}

async function insertParties(
  tx: Tx,
  segmentId: string,
  rows: readonly { trader: TestTrader; party: TestParty }[],
): Promise<void> {
  await insertRows(
    tx,
    'credit_group',
    { id: 'uuid', code: 'text', name: 'text', lone: 'boolean' },
    rows.map(({ trader, party }) => [party.groupId, trader.code, trader.code, true]),
  )
  await insertRows(
    tx,
    'customer',
    { id: 'uuid', group_id: 'uuid', code: 'text', name: 'text', search_key: 'text', owner_username: 'text' },
    rows.map(({ trader, party }, index) => [
      ...[party.customerId, party.groupId, trader.code, trader.code, trader.code.toLowerCase()],
      index % 2 === 0 ? 'anna' : 'ben',
    ]),
  )
  await insertRows(
    tx,
    'credit_account',
    { id: 'uuid', group_id: 'uuid', customer_id: 'uuid', segment_id: 'uuid', currency: 'text' },
    rows.map(({ party }) => [party.accountId, party.groupId, party.customerId, segmentId, 'CNY']),
  )
}

class BookRows {
  readonly #documents: unknown[][] = []
  readonly #items: unknown[][] = []
  readonly #entries: unknown[][] = []
  constructor(private readonly segmentId: string) {}

  document(
    party: TestParty,
    type: string,
    number: string,
    body: { on: CalendarDay; minor: bigint; currency: string; disputed?: boolean },
  ): string {
    const id = newId()
    this.#documents.push([
      ...[id, party.groupId, party.accountId, 'test', type, number, 1n, 'open', body.on, body.currency],
      ...[body.minor, 0n, body.disputed ?? false, body.disputed ?? false, '[]', 1, RECORDED],
    ])
    return id
  }

  invoice(party: TestParty, number: string, invoice: TestInvoice): void {
    const id = this.document(party, 'invoice', number, invoice)
    const open = invoice.settlements.reduce((left, settlement) => left - settlement.minor, invoice.minor)
    this.#items.push([
      ...[party.accountId, id, 1, party.groupId, 'receivables', invoice.currency, invoice.minor, open],
      ...[invoice.on, invoice.dueOn],
    ])
    const entry = (seq: number, minor: bigint, on: CalendarDay, causeId: string) =>
      this.#entries.push([
        ...[party.accountId, id, 1, seq, party.groupId, this.segmentId, 'receivables', invoice.currency],
        ...[minor, on, causeId, RECORDED],
      ])
    entry(1, invoice.minor, invoice.on, id)
    invoice.settlements.forEach((settlement, index) => {
      const body = { on: settlement.on, minor: settlement.minor, currency: invoice.currency }
      const cause = this.document(party, settlement.by, `${number}-S${index}`, body)
      entry(index + 2, -settlement.minor, settlement.on, cause)
    })
  }

  async write(tx: Tx): Promise<void> {
    await insertRows(
      tx,
      'document',
      {
        ...{ id: 'uuid', group_id: 'uuid', account_id: 'uuid', source: 'text', type: 'text', number: 'text' },
        ...{
          version: 'bigint',
          status: 'text',
          document_on: 'date',
          currency: 'text',
          total_minor: 'bigint',
        },
        ...{
          open_minor: 'bigint',
          disputed: 'boolean',
          disputed_by_source: 'boolean',
          lines: 'jsonb',
          ledger_seq: 'int',
          recorded_at: 'timestamptz',
        },
      },
      this.#documents,
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
      this.#items,
    )
    await insertRows(
      tx,
      'exposure_entry',
      {
        ...{ account_id: 'uuid', document_id: 'uuid', item_no: 'int', seq: 'int', group_id: 'uuid' },
        ...{
          segment_id: 'uuid',
          bucket: 'text',
          currency: 'text',
          delta_minor: 'bigint',
          effective_on: 'date',
        },
        ...{ cause_id: 'uuid', recorded_at: 'timestamptz' },
      },
      this.#entries,
    )
  }
}

/** An invoice of 30 days that was paid in full so many days after its due day (negative is early). */
export function paidInvoice(on: CalendarDay, minor: bigint, daysLate: number, currency = 'CNY'): TestInvoice {
  const dueOn = addDays(on, 30)
  return { on, dueOn, minor, currency, settlements: [{ by: 'receipt', on: addDays(dueOn, daysLate), minor }] }
}

/** An invoice of 30 days of which nothing was paid. */
export function openInvoice(on: CalendarDay, minor: bigint, currency = 'CNY'): TestInvoice {
  return { on, dueOn: addDays(on, 30), minor, currency, settlements: [] }
}
