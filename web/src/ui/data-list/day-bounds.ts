/** The start of a day of the reader's time zone as an instant; of the day `after` days later. */
function instantOf(day: string | null, after: number): string | undefined {
  if (day === null) return undefined
  const start = new Date(`${day}T00:00:00`)
  if (Number.isNaN(start.getTime())) return undefined
  start.setDate(start.getDate() + after)
  return start.toISOString()
}

/** The days that a list's address names, as instants: from the start of the first up to the end of the last. */
export function dayBounds(params: URLSearchParams): { from: string | undefined; until: string | undefined } {
  return { from: instantOf(params.get('from'), 0), until: instantOf(params.get('to'), 1) }
}
