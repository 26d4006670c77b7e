import { Refusal } from '../../../../../kernel/errors.js'
import { parseNumber } from '../training/column.js'
import { textsOf, type TextTable } from '../training/parse-table.js'
import type { Invoice } from './invoice.js'
import { readDays } from './read-days.js'

/** Which column is what; found by its usual names where nothing is said. */
export interface DelayRoles {
  readonly customer?: string | undefined
  readonly issued?: string | undefined
  readonly due?: string | undefined
  readonly settled?: string | undefined
  readonly amount?: string | undefined
}

export interface FoundRoles {
  readonly customer: string
  readonly issued: string
  readonly due: string
  readonly settled: string
  readonly amount: string | null
}

const usual: Readonly<Record<keyof FoundRoles, RegExp>> = {
  customer:
    /^(customer_?(id|code|no|number|name)?|client(_?id)?|cust_?(id|number|no)|客户(编码|编号|代码|名称)?)$/i,
  issued:
    /^(invoice_?(date|on)|issued?(_?on|_?date)?|document_?(create_?)?date|document_on|posting_?date|开票日期?|发票日期)$/i,
  due: /^(due(_?in)?(_?date|_?on)?|到期日期?)$/i,
  settled:
    /^(settle(d|ment)?(_?date|_?on)?|paid(_?on|_?date)?|payment_?date|clear(ed|ing)?_?date|结清日期?|付款日期?|回款日期?|到账日期?)$/i,
  amount: /^(invoice_?amount|amount|total(_?open)?(_?amount)?|金额|发票金额)$/i,
}

/** Finds the columns of invoices. Refuses a table that lacks one, and a name that it does not have. */
export function findRoles(header: readonly string[], given: DelayRoles): FoundRoles {
  const find = (role: keyof FoundRoles): string | null => {
    const named = given[role]
    if (named !== undefined && !header.includes(named)) {
      throw new Refusal('training_column_missing', { column: named, columns: header.join(', ') })
    }
    return named ?? header.find((name) => usual[role].test(name.trim())) ?? null
  }
  const needed = (role: 'customer' | 'issued' | 'due' | 'settled'): string => {
    const found = find(role)
    if (found === null) throw new Refusal('delay_column_unknown', { role, columns: header.join(', ') })
    return found
  }
  return {
    ...{ customer: needed('customer'), issued: needed('issued'), due: needed('due') },
    ...{ settled: needed('settled'), amount: find('amount') },
  }
}

/** The invoices of a table, in its order. Refuses a column of days that holds something else, and gaps in what each needs. */
export function readInvoices(table: TextTable, roles: FoundRoles): Invoice[] {
  const texts = (column: string) => textsOf(table, table.header.indexOf(column))
  const days = (column: string, mayBeOpen: boolean) => {
    const found = readDays(texts(column))
    const gap = found === null ? -1 : mayBeOpen ? -1 : found.findIndex((day) => Number.isNaN(day))
    if (found === null || gap >= 0)
      throw new Refusal('delay_no_days', { column, row: gap < 0 ? '' : gap + 2 })
    return found
  }
  const issued = days(roles.issued, false)
  const due = days(roles.due, false)
  const settled = days(roles.settled, true)
  const customers = texts(roles.customer)
  const amounts = roles.amount === null ? null : texts(roles.amount)
  return customers.map((customer, row) => {
    const paid = settled[row] ?? Number.NaN
    return {
      ...{ row, customer: customer.trim(), issued: issued[row] ?? 0, due: due[row] ?? 0 },
      settled: Number.isNaN(paid) ? null : paid,
      amount: amounts === null ? 0 : (parseNumber((amounts[row] ?? '').replace(/^[^\d+-]+/, '')) ?? 0),
    }
  })
}
