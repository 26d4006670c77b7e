/** A day of a month and the column of its weekday, 0 for Monday. */
export interface MonthDay {
  day: string
  number: number
  column: number
  weekend: boolean
}

/** The days of a month, 1 to 12, as they stand in a calendar whose weeks begin on Monday. */
export function monthDays(year: number, month: number): MonthDay[] {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return Array.from({ length }, (_, index) => {
    const date = new Date(Date.UTC(year, month - 1, index + 1))
    const column = (date.getUTCDay() + 6) % 7
    return { day: date.toISOString().slice(0, 10), number: index + 1, column, weekend: column > 4 }
  })
}
