/** A claim with the day it was paid; days are counted from 1970-01-01. */
export interface Invoice {
  /** Row of the table, from 0. */
  readonly row: number
  readonly customer: string
  readonly issued: number
  readonly due: number
  /** Null while it is open. */
  readonly settled: number | null
  /** 0 where the table has none: a forecast of cash then counts invoices. */
  readonly amount: number
}

/** Days after the due day; negative is early. Null while it is open. */
export function signedDays({ settled, due }: Invoice): number | null {
  return settled === null ? null : settled - due
}

export const MS_PER_DAY = 86_400_000

/** The day of a number of days since 1970-01-01, as YYYY-MM-DD. */
export function dayText(day: number): string {
  return new Date(Math.round(day) * MS_PER_DAY).toISOString().slice(0, 10)
}
