const MS_PER_DAY = 86_400_000

/** Built-in number formats that show dates or times (ECMA-376 part 1, 18.8.30, with the East Asian ones). */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
}

/** True when a number format shows a date: a letter of year, month, day, hour or second outside quotes and brackets. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDate(id)
  const bare = code
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare)
}

/**
 * A serial day number as `YYYY-MM-DD`, with ` HH:MM:SS` when it has a time; null for what is no date.
 * Serial 60 is the 29 February 1900 that never was; from 61 on days count from 1899-12-30.
 */
export function serialToText(serial: number, from1904: boolean): string | null {
  const day = from1904 ? serial + 1462 : serial
  if (!(day >= 1 && day < 2_958_466)) return null
  const offset = day < 60 ? 1 : 0
  // Whole seconds: a serial carries the time as a fraction that is not exact.
  const seconds = Math.round((day + offset) * 86_400)
  const text = new Date(Date.UTC(1899, 11, 30) + (seconds * MS_PER_DAY) / 86_400).toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`
}
