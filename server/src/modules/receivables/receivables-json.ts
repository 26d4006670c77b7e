import type { CalendarDay } from '../../kernel/calendar-day.js'
import { daysBetween } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { moneyJson } from '../../kernel/money.js'
import { formatPercent } from '../../kernel/rate.js'
import type { AgingRow } from './aging-store.js'
import { bucketOfDays, type AgingBucket } from './domain/aging-buckets.js'
import { figuresOf, formatTenths } from './domain/figures.js'
import type { DisputedSums } from './disputed-aging-store.js'
import type { CurrencySums } from './figure-store.js'
import type { Statement } from './make-statement.js'
import type { PaymentMonth } from './payment-trend-store.js'
import type { OpenItem } from './receivable-store.js'

export function agingFiguresJson(row: AgingRow, buckets: readonly AgingBucket[]) {
  const { currency } = row
  return {
    currency,
    buckets: Object.fromEntries(
      buckets.map((bucket, index) => [bucket.key, moneyJson(row.bucketsMinor[index] ?? 0n, currency)]),
    ),
    total: moneyJson(row.totalMinor, currency),
    overdue: moneyJson(row.overdueMinor, currency),
    unapplied: moneyJson(row.unappliedMinor, currency),
    balance: moneyJson(row.totalMinor + row.unappliedMinor, currency),
  }
}

/** What is disputed of a row or total; null where it is not known. */
export function disputedJson(row: AgingRow, disputed: readonly DisputedSums[] | null) {
  if (disputed === null) return { disputed: null, overdueCounted: null }
  const own = disputed.filter(
    ({ code, currency }) => currency === row.currency && (row.kind === 'total' || code === row.code),
  )
  const sum = (pick: (one: DisputedSums) => bigint) => own.reduce((total, one) => total + pick(one), 0n)
  return {
    disputed: moneyJson(
      sum((one) => one.disputedMinor),
      row.currency,
    ),
    overdueCounted: moneyJson(row.overdueMinor - sum((one) => one.leftOutMinor), row.currency),
  }
}

/** The total row of a currency in which nothing is open. */
export function emptyTotal(currency: Currency, buckets: readonly AgingBucket[]): AgingRow {
  return {
    kind: 'total',
    code: '',
    name: '',
    ownerUsername: null,
    currency,
    bucketsMinor: buckets.map(() => 0n),
    totalMinor: 0n,
    overdueMinor: 0n,
    unappliedMinor: 0n,
    subjects: 0,
  }
}

export function openItemJsonOf(item: OpenItem, asOf: CalendarDay, buckets: readonly AgingBucket[]) {
  const days = daysBetween(item.baseOn, asOf)
  return {
    document: {
      source: item.source,
      type: item.documentType,
      number: item.documentNumber,
      itemNo: item.itemNo,
    },
    customerCode: item.customerCode,
    customerName: item.customerName,
    segment: item.segmentCode,
    kind: item.bucket,
    documentDate: item.documentOn,
    dueDate: item.dueOn,
    amount: moneyJson(item.amountMinor, item.currency),
    open: moneyJson(item.openMinor, item.currency),
    daysOverdue: days,
    bucket: item.bucket === 'unapplied' ? 'unapplied' : bucketOfDays(buckets, days).key,
    disputed: item.disputed,
  }
}

export function statementJson(statement: Statement, asOf: CalendarDay, buckets: readonly AgingBucket[]) {
  const { currency } = statement
  return {
    currency,
    opening: moneyJson(statement.openingMinor, currency),
    movements: statement.movements.map((line) => ({
      date: line.on,
      segment: line.segmentCode,
      document: { source: line.source, type: line.documentType, number: line.documentNumber },
      amount: moneyJson(line.amountMinor, currency),
      balance: moneyJson(line.balanceMinor, currency),
    })),
    closing: moneyJson(statement.closingMinor, currency),
    openItems: statement.openItems.map((item) => openItemJsonOf(item, asOf, buckets)),
  }
}

export function figuresJson(sums: CurrencySums) {
  const { currency } = sums
  const figures = figuresOf(sums)
  const tenths = (value: bigint | null) => (value === null ? null : formatTenths(value))
  const percent = (value: bigint | null) => (value === null ? null : formatPercent(value))
  const delinquent =
    figures.dsoTenths === null || figures.bestPossibleDsoTenths === null
      ? null
      : figures.dsoTenths - figures.bestPossibleDsoTenths
  return {
    currency,
    receivables: moneyJson(sums.receivablesMinor, currency),
    overdue: moneyJson(sums.overdueMinor, currency),
    unapplied: moneyJson(sums.unappliedMinor, currency),
    overdueCustomers: sums.overdueCustomers,
    overduePercent: percent(figures.overdueBasisPoints),
    sales: moneyJson(sums.salesMinor, currency),
    dsoDays: tenths(figures.dsoTenths),
    bestPossibleDsoDays: tenths(figures.bestPossibleDsoTenths),
    averageDelinquentDays: tenths(delinquent),
    largestTenPercent: percent(figures.largestBasisPoints),
  }
}

export function paymentMonthJson(month: PaymentMonth) {
  const { settledMinor, lateMinor, currency, ...rest } = month
  return {
    ...rest,
    currency,
    settled: moneyJson(settledMinor, currency),
    late: moneyJson(lateMinor, currency),
  }
}
