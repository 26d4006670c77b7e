import { calendarDay, type CalendarDay } from '../../../kernel/calendar-day.js'
import { money, type Money } from '../../../kernel/money.js'
import type { BillKind } from '../../cash-application/domain/bill-life.js'
import { amountOf, currencyOf, faultOf, segmentOf, type ImportContext } from './import-context.js'
import type { ImportFault } from './import-fault.js'
import type { ReadRow } from './read-row.js'

/** A bill as a file states it; without a code the customer is the one of the giver's name. */
export interface BillRow {
  readonly number: string
  readonly subRange: string
  readonly kind: BillKind
  readonly amount: Money
  readonly drawer: string
  readonly acceptor: string
  /** Who gave it to us: the endorser, or the drawer where nobody endorsed it. */
  readonly giver: string
  readonly customerCode: string | null
  readonly segmentCode: string
  readonly issuedOn: CalendarDay
  readonly maturesOn: CalendarDay
  readonly receivedOn: CalendarDay | null
  readonly reference: string
}

const NUMBER = /^[0-9A-Za-z-]{1,60}$/
const RANGE = /^\d{1,15}[,-]\d{1,15}$/

export function toBill(row: ReadRow, context: ImportContext): BillRow | ImportFault {
  const { values } = row
  const number = values['number'] ?? ''
  if (!NUMBER.test(number)) return faultOf(row, context, 'number', 'not_a_bill_number')
  const subRange = rangeOf(values['subRange'] ?? '')
  if (subRange === undefined) return faultOf(row, context, 'subRange', 'not_a_range')
  const currency = currencyOf(row, context)
  const minor = amountOf(row, context, 'amount', currency)
  if (typeof minor === 'object') return minor
  if (minor === undefined || minor === 0n) return faultOf(row, context, 'amount', 'not_positive')
  const issuedOn = calendarDay(values['issuedOn'] ?? '')
  const maturesOn = calendarDay(values['maturesOn'] ?? '')
  if (maturesOn <= issuedOn) return faultOf(row, context, 'maturesOn', 'before_issue')
  const received = values['receivedOn']
  if (received !== undefined && received < issuedOn)
    return faultOf(row, context, 'receivedOn', 'before_issue')
  const drawer = values['drawer'] ?? ''
  return {
    ...{ number, subRange, kind: values['kind'] === 'bank' ? 'bank' : 'commercial' },
    ...{ amount: money(minor, currency), drawer, acceptor: values['acceptor'] ?? '' },
    ...{ giver: values['endorser'] ?? drawer, customerCode: values['customerCode'] ?? null },
    ...{ segmentCode: segmentOf(row, context), issuedOn, maturesOn },
    receivedOn: received === undefined ? null : calendarDay(received),
    reference: values['reference'] ?? '',
  }
}

/** The range of a part of a bill; empty for a whole bill, which exports write as nothing or zeros. */
function rangeOf(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/\s+/g, '').replace(/[~—–]/g, '-')
  if (/^[0,-]*$/.test(plain)) return ''
  return RANGE.test(plain) ? plain : undefined
}
