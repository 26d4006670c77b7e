import type { Invoice } from './invoice.js'

/** What a customer's payments said before a day, and what it owed then. NaN is not known. */
export const historyNames = [
  ...['paid_count', 'mean_days', 'mean_late', 'late_rate', 'spread', 'worst', 'last', 'last_3', 'last_10'],
  ...['last_late', 'last_3_late', 'recent_mean', 'recent_late_rate', 'median_days', 'p90', 'mean_early'],
  ...['days_since', 'open_count', 'open_amount', 'overdue_count', 'overdue_amount', 'overdue_worst'],
  ...['amount_ratio'],
] as const

export interface History {
  /** Days late of the invoices that were paid before, in the order of payment. */
  readonly days: readonly number[]
  readonly features: Float64Array
}

/** Older payments say less: half as much every so many. */
const HALF_LIFE = 5

/**
 * The history of each invoice's customer as it was on the day of the invoice: payments of earlier days and what was
 * open then, nothing later. Invoices of the same day know nothing of each other.
 */
export function historiesOf(invoices: readonly Invoice[]): History[] {
  const byCustomer = new Map<string, Invoice[]>()
  for (const invoice of invoices) {
    const own = byCustomer.get(invoice.customer)
    if (own === undefined) byCustomer.set(invoice.customer, [invoice])
    else own.push(invoice)
  }
  return invoices.map((invoice) => historyOf(invoice, byCustomer.get(invoice.customer) ?? []))
}

function historyOf(invoice: Invoice, own: readonly Invoice[]): History {
  return historyFrom(knownOn(own, invoice.issued), invoice.amount)
}

/** What a customer's invoices said before a day. */
export interface KnownOn {
  readonly days: readonly number[]
  /** Days past the due day of what was open; negative is not due yet. */
  readonly waiting: readonly number[]
  /** Of what was paid; NaN of nothing. */
  readonly amountMean: number
  /** In the order of `historyNames`, without the last, which is of the single invoice. */
  readonly features: readonly number[]
}

/** What the customer's own invoices said on a day: payments of earlier days, and what was written and open before it. */
export function knownOn(own: readonly Invoice[], day: number): KnownOn {
  const paid = own
    .flatMap(({ settled, due, amount }) =>
      settled !== null && settled < day ? [{ settled, due, amount }] : [],
    )
    .sort((a, b) => a.settled - b.settled || a.due - b.due)
  const days = paid.map(({ settled, due }) => settled - due)
  const open = own.filter((other) => other.issued < day && (other.settled === null || other.settled >= day))
  const overdue = open.filter(({ due }) => due < day)
  const features = [
    ...ofPayments(days),
    paid.length === 0 ? Number.NaN : day - (paid.at(-1)?.settled ?? day),
    ...[open.length, total(open.map(({ amount }) => amount))],
    ...[overdue.length, total(overdue.map(({ amount }) => amount))],
    overdue.reduce((worst, { due }) => Math.max(worst, day - due), 0),
  ]
  const waiting = open.map(({ due }) => day - due)
  return { days, waiting, amountMean: mean(paid.map(({ amount }) => amount)), features }
}

/** The same for one invoice, with how its amount compares. */
export function historyFrom({ days, amountMean, features }: KnownOn, amount: number): History {
  const ratio = amountMean > 0 ? amount / amountMean : Number.NaN
  return { days, features: Float64Array.from([...features, ratio]) }
}

function ofPayments(days: readonly number[]): number[] {
  const late = days.map((one) => Math.max(0, one))
  const weights = days.map((_, at) => 0.5 ** ((days.length - 1 - at) / HALF_LIFE))
  const weighted = (values: readonly number[]) =>
    total(values.map((value, at) => value * (weights[at] ?? 0))) / total(weights)
  const isLate = days.map((one) => (one > 0 ? 1 : 0))
  const middle = mean(days)
  const sorted = [...days].sort((a, b) => a - b)
  return [
    ...[days.length, middle, mean(late), mean(isLate)],
    days.length < 2 ? Number.NaN : Math.sqrt(mean(days.map((one) => (one - middle) ** 2))),
    ...[sorted.at(-1) ?? Number.NaN, days.at(-1) ?? Number.NaN, mean(days.slice(-3)), mean(days.slice(-10))],
    ...[late.at(-1) ?? Number.NaN, mean(late.slice(-3)), weighted(days), weighted(isLate)],
    ...[quantileOfSorted(sorted, 0.5), quantileOfSorted(sorted, 0.9)],
    mean(days.map((one) => Math.min(0, one))),
  ]
}

/** Linear between neighbours; NaN of nothing. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** NaN of nothing. */
function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : total(values) / values.length
}
