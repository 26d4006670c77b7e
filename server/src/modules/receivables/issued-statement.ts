import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { parseMoney, type MoneyJson } from '../../kernel/money.js'
import type { StatementContent } from './domain/statement-content.js'
import type { IssuedStatement } from './statement-document.js'

/** A kept statement as what its paper is written from. */
export function issuedStatement(content: StatementContent): IssuedStatement {
  const { organisation, customerCode, customerName, from, asOf, statements } = content
  return {
    ...{ organisation, customerCode, customerName, from: from as CalendarDay, asOf: asOf as CalendarDay },
    statements: statements.map((one) => ({
      currency: one.currency as Currency,
      openingMinor: minorOf(one.opening),
      closingMinor: minorOf(one.closing),
      movements: one.movements.map(({ date, segment, document, amount, balance }) => ({
        ...{ on: date as CalendarDay, currency: one.currency as Currency, segmentCode: segment },
        ...{ source: document.source, documentType: document.type, documentNumber: document.number },
        ...{ amountMinor: minorOf(amount), balanceMinor: minorOf(balance) },
      })),
      openItems: one.openItems.map(({ document, kind, documentDate, dueDate, amount, open }) => ({
        ...{ documentId: '', itemNo: document.itemNo, source: document.source, documentType: document.type },
        ...{ documentNumber: document.number, customerCode, customerName, segmentCode: '', bucket: kind },
        ...{ currency: one.currency as Currency, amountMinor: minorOf(amount), openMinor: minorOf(open) },
        ...{ documentOn: documentDate as CalendarDay, dueOn: dueDate as CalendarDay | null, disputed: false },
        baseOn: (dueDate ?? documentDate) as CalendarDay,
      })),
    })),
  }
}

function minorOf(money: MoneyJson): bigint {
  const parsed = parseMoney(money)
  if (typeof parsed === 'string') throw new Error(`a kept amount cannot be read: ${parsed}`)
  return parsed.minor
}
