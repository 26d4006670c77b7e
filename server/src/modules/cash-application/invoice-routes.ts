import { dayInZone, daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson } from '../../kernel/money.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { getOrganisation } from '../identity/organisation-store.js'
import * as schemas from './cash-schemas.js'
import {
  countInvoices,
  findInvoice,
  listInvoices,
  listSettlements,
  type ListedInvoice,
} from './invoice-list-store.js'
import { listInstalments } from './receipt-detail-store.js'
import { instalmentJson } from './receipt-json.js'

const tags = ['invoices']
const config = { permission: 'receivables:read' } as const

/** Invoices with their instalments and what settled them. */
export function registerInvoiceRoutes(app: App, deps: Deps): void {
  const today = async () => dayInZone(deps.now(), (await getOrganisation(deps.db)).timeZone)
  const schema = {
    ...{ tags, summary: 'Invoices with what is open of them, the latest first' },
    ...{ querystring: schemas.invoicesQuery, response: { 200: schemas.invoicesAnswer } },
  }
  app.get('/api/v1/invoices', { config, schema }, async (request) => {
    const { part, asked, nextCursor } = partOf(request)
    const filter = { ...asked, today: await today() }
    const rows = await listInvoices(deps.db, filter, part)
    const total = await countInvoices(deps.db, filter)
    return {
      items: rows.map((row) => invoiceJson(row, filter.today)),
      nextCursor: nextCursor(total),
      total,
    }
  })

  const one = {
    ...{ tags, summary: 'An invoice with its instalments and what settled it' },
    ...{ params: schemas.idParams, response: { 200: schemas.invoiceAnswer } },
  }
  app.get('/api/v1/invoices/:id', { config, schema: one }, async (request) => {
    const { id } = request.params
    const on = await today()
    const invoice = await findInvoice(deps.db, id, on)
    if (!invoice) throw new Refusal('invoice_not_found', { id })
    const { accountId, currency } = invoice
    const items = await listInstalments(deps.db, accountId, [id])
    const settlements = await listSettlements(deps.db, invoice)
    return {
      ...invoiceJson(invoice, on),
      items: items.map((item) => instalmentJson(item, currency, on)),
      settlements: settlements.map(({ on: date, amountMinor, decidedAt, ...rest }) => ({
        ...{ ...rest, date, amount: moneyJson(amountMinor, currency) },
        decidedAt: decidedAt?.toISOString() ?? null,
      })),
    }
  })
}

function invoiceJson(invoice: ListedInvoice, today: CalendarDay) {
  const { accountId: _, on, dueOn, currency, totalMinor, openMinor, overdueMinor, ...rest } = invoice
  return {
    ...rest,
    date: on,
    dueDate: dueOn,
    total: moneyJson(totalMinor, currency),
    open: moneyJson(openMinor, currency),
    overdue: moneyJson(overdueMinor, currency),
    daysOverdue: overdueMinor > 0n && dueOn !== null ? daysBetween(dueOn, today) : 0,
  }
}
