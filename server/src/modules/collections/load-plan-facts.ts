import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import { classOf, type CustomerClass } from '../policy/domain/customer-class.js'
import { overdueOn, type ToBase } from './domain/overdue.js'
import type { CustomerFacts, DoneStep, OpenInstalment, Pause } from './domain/plan-facts.js'
import {
  listDoneSteps,
  listPauses,
  listPlanCustomers,
  listPlanItems,
  listRecentContacts,
  type CustomerPage,
  type PlanCustomerRow,
  type PlanItemRow,
} from './plan-facts-store.js'

/** What stays the same over all customers of a plan. */
export interface FactsFrame {
  readonly on: CalendarDay
  readonly base: Currency
  readonly timeZone: string
  readonly toBase: ToBase
  readonly classes: readonly CustomerClass[]
}

/** A page of customers with all that a plan has to know about them, and the last id of the page. */
export async function loadPlanFacts(
  db: Queryable,
  page: Omit<CustomerPage, 'on'>,
  frame: FactsFrame,
): Promise<{ readonly customers: readonly CustomerFacts[]; readonly last: Id | null }> {
  const { on } = frame
  const rows = await listPlanCustomers(db, { ...page, on })
  const ids = rows.map(({ id }) => id)
  const items = grouped(await listPlanItems(db, ids), ({ customerId }) => customerId)
  const documentIds = [...new Set([...items.values()].flat().map(({ documentId }) => documentId))]
  const pauses = grouped(await listPauses(db, documentIds, on), keyOf)
  const done = grouped(await listDoneSteps(db, documentIds), keyOf)
  const contacts = grouped(
    await listRecentContacts(db, ids, addDays(on, -31), frame.timeZone),
    ({ customerId }) => customerId,
  )
  const customers = rows.map((row) => {
    const own = items.get(row.id) ?? []
    return {
      ...customerOf(row, own, frame),
      contacts: contacts.get(row.id) ?? [],
      items: own
        .filter(({ bucket }) => bucket === 'receivables')
        .map((item) => {
          const key = keyOf(item)
          return instalmentOf(item, pauses.get(key) ?? none, done.get(key) ?? none)
        }),
    }
  })
  return { customers, last: rows.length < page.limit ? null : (rows.at(-1)?.id ?? null) }
}

function customerOf(
  row: PlanCustomerRow,
  items: readonly PlanItemRow[],
  frame: FactsFrame,
): Omit<CustomerFacts, 'contacts' | 'items'> {
  const unmatched = new Map<Currency, bigint>()
  for (const { bucket, currency, openMinor } of items) {
    if (bucket === 'unapplied') unmatched.set(currency, (unmatched.get(currency) ?? 0n) - openMinor)
  }
  const { id, code, name, ownerUsername, grade, brokenPromises, hasEmail, hasPhone, lastReceiptOn } = row
  return {
    ...{ id, code, name, ownerUsername, grade, brokenPromises, hasEmail, hasPhone, lastReceiptOn, unmatched },
    active: row.status !== 'inactive',
    customerClass: classCode(row, frame),
    overdueBaseMinor: overdueOn(
      items.filter(({ bucket }) => bucket === 'receivables'),
      frame.on,
      frame.toBase,
    ),
    excluded: row.isExcluded ? { untilOn: row.excludedUntil } : null,
  }
}

function classCode(row: PlanCustomerRow, { classes, base, toBase }: FactsFrame): string | null {
  if (classes.length === 0) return null
  const { relationMonths, capitalMinor, capitalCurrency, industry, region, customFields: fields } = row
  const registeredCapital =
    capitalMinor === null || capitalCurrency === null ? null : toBase(capitalMinor, capitalCurrency)
  return classOf(classes, { relationMonths, registeredCapital, industry, region, fields }, base)?.code ?? null
}

function instalmentOf(
  item: PlanItemRow,
  pauses: readonly { reason: Pause['reason']; pausedMinor: bigint; untilOn: CalendarDay | null }[],
  done: readonly (DoneStep & { readonly dueOn: CalendarDay })[],
): OpenInstalment {
  const { accountId, documentId, itemNo, segmentCode, number, currency, openMinor, dueOn } = item
  return {
    accountId,
    documentId,
    itemNo,
    segmentCode,
    number,
    currency,
    openMinor,
    dueOn,
    pauses:
      pauses.length === 0
        ? none
        : pauses.map(({ reason, pausedMinor: minor, untilOn }) => ({ reason, minor, untilOn })),
    // A new due day begins anew.
    done: done.length === 0 ? none : done.filter((one) => one.dueOn === dueOn),
  }
}

/** Most items have nothing: they share it. */
const none: readonly never[] = []

function keyOf({ documentId, itemNo }: { documentId: Id; itemNo: number }): string {
  return `${documentId} ${itemNo}`
}

function grouped<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const name = key(row)
    const group = groups.get(name)
    if (group) group.push(row)
    else groups.set(name, [row])
  }
  return groups
}
