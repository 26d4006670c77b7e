import chineseDays from 'chinese-days'
import type { CalendarDay } from '../../kernel/calendar-day.js'

/** Whether people in China work on this day: public holidays and the weekends that make up for them included. */
export function isWorkday(day: CalendarDay): boolean {
  return chineseDays.isWorkday(day)
}
