import chineseDays from 'chinese-days'
import { addDays, calendarDay, type CalendarDay } from '../../kernel/calendar-day.js'

/** A day on which the national calendar differs from Monday to Friday: a holiday, or a make-up working day. */
export interface SpecialDay {
  readonly day: CalendarDay
  readonly working: boolean
  readonly name: { readonly zh: string; readonly en: string }
}

/**
 * The special days of a year by the State Council's notices, as package chinese-days carries them. Empty for years
 * whose notice the package does not know yet.
 */
export function specialDays(year: number): SpecialDay[] {
  const special: SpecialDay[] = []
  const end = `${year}-12-31`
  for (let day = calendarDay(`${year}-01-01`); day <= end; day = addDays(day, 1)) {
    const { work, name } = chineseDays.getDayDetail(day)
    // Official days are named 'English,中文,days'; ordinary ones by their weekday.
    const [en, zh] = name.split(',')
    if (en !== undefined && zh !== undefined) special.push({ day, working: work, name: { zh, en } })
  }
  return special
}
