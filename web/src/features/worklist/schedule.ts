import dayjs from 'dayjs'

export const intervals = ['week', 'fortnight', 'month'] as const
export type Interval = (typeof intervals)[number]

export interface Rate {
  /** YYYY-MM-DD */
  dueOn: string
  /** Decimal text in the digits of the currency. */
  amount: string
}

/** An amount as the server writes it, in its smallest unit; the digits are those behind the point. */
export function minorOf(amount: string): { minor: bigint; digits: number } {
  const [whole = '0', fraction = ''] = amount.split('.')
  return { minor: BigInt(whole + fraction), digits: fraction.length }
}

/** The smallest unit as decimal text. */
export function amountOf(minor: bigint, digits: number): string {
  const sign = minor < 0n ? '-' : ''
  const text = String(minor < 0n ? -minor : minor).padStart(digits + 1, '0')
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Adds amounts of one currency, exactly. */
export function sumOf(amounts: readonly string[]): string {
  const parts = amounts.map(minorOf)
  const digits = Math.max(0, ...parts.map((one) => one.digits))
  const total = parts.reduce((sum, one) => sum + one.minor * 10n ** BigInt(digits - one.digits), 0n)
  return amountOf(total, digits)
}

/** What is left when `part` is taken from `whole`, of one currency. */
export function lessOf(whole: string, part: string): string {
  return sumOf([whole, part.startsWith('-') ? part.slice(1) : `-${part}`])
}

/** Equal rates to the smallest unit; the last one takes what does not divide. */
export function ratesOf(total: string, count: number, firstOn: string, interval: Interval): Rate[] {
  const { minor, digits } = minorOf(total)
  const each = minor / BigInt(count)
  return Array.from({ length: count }, (_, index) => ({
    dueOn: dayAfter(firstOn, index, interval),
    amount: amountOf(index === count - 1 ? minor - each * BigInt(count - 1) : each, digits),
  }))
}

/** A month goes by the day of the first rate: the 31st becomes the last day of a shorter month, and the 31st again. */
function dayAfter(firstOn: string, index: number, interval: Interval): string {
  const first = dayjs(firstOn)
  const day =
    interval === 'month'
      ? first.add(index, 'month')
      : first.add(index * (interval === 'week' ? 7 : 14), 'day')
  return day.format('YYYY-MM-DD')
}
