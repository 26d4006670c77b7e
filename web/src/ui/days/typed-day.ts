import dayjs, { type Dayjs } from 'dayjs'
import customParseFormat from 'dayjs/plugin/customParseFormat'

dayjs.extend(customParseFormat)

/** How a day may be typed; the first is how it is shown. */
export const dayFormats = [
  'YYYY-MM-DD',
  'YYYY-M-D',
  'YYYY/MM/DD',
  'YYYY/M/D',
  'YYYY.MM.DD',
  'YYYY.M.D',
  'YYYYMMDD',
]

export interface DayBounds {
  readonly minDate?: Dayjs | undefined
  readonly maxDate?: Dayjs | undefined
}

/** Whether a text is a day that may be chosen. */
export function isSelectableDay(text: string, { minDate, maxDate }: DayBounds = {}): boolean {
  const day = dayFormats.map((format) => dayjs(text, format, true)).find((one) => one.isValid())
  if (day === undefined) return false
  if (minDate !== undefined && day.isBefore(minDate, 'day')) return false
  return maxDate === undefined || !day.isAfter(maxDate, 'day')
}
