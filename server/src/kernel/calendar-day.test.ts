import { describe, expect, it } from 'vitest'
import {
  acceptedDays,
  addDays,
  addMonths,
  calendarDay,
  dayInZone,
  daysBetween,
  isCalendarDay,
  isTimeZone,
} from './calendar-day.js'

describe('calendar days', () => {
  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-1-1',
    '0000-00-00',
    '1899-12-31',
    '3000-01-01',
    '9999-12-31',
    '2026-11-21T00:00:00Z',
    '',
  ])('does not accept %s', (text) => {
    expect(isCalendarDay(text)).toBe(false)
  })

  it('counts over leap days and ends of years', () => {
    expect(addDays(calendarDay('2024-02-28'), 2)).toBe('2024-03-01')
    expect(addDays(calendarDay('2026-01-01'), -1)).toBe('2025-12-31')
    expect(daysBetween(calendarDay('2024-02-28'), calendarDay('2025-02-28'))).toBe(366)
  })

  it('computes for centuries beyond the days that are accepted, and reads what it has computed', () => {
    expect(addMonths(calendarDay(acceptedDays.first), -12 * 100)).toBe('1800-01-01')
    expect(addDays(calendarDay(acceptedDays.last), 1_000_000)).toBe('5737-11-27')
    expect(addDays(calendarDay(acceptedDays.first), -1)).toBe('1899-12-31')
    expect(() => addDays(calendarDay('9999-12-31'), 1)).toThrow(RangeError)
    expect(() => calendarDay('0999-12-31')).toThrow(RangeError)
  })

  it('clamps months to their last day', () => {
    expect(addMonths(calendarDay('2024-01-31'), 1)).toBe('2024-02-29')
    expect(addMonths(calendarDay('2026-03-31'), -1)).toBe('2026-02-28')
    expect(addMonths(calendarDay('2026-11-30'), 3)).toBe('2027-02-28')
  })

  it('asks the zone which day an instant belongs to', () => {
    const evening = new Date('2026-11-21T17:30:00Z')
    expect(dayInZone(evening, 'Asia/Shanghai')).toBe('2026-11-22')
    expect(dayInZone(evening, 'Europe/London')).toBe('2026-11-21')
    expect(isTimeZone('Asia/Shanghai')).toBe(true)
    expect(isTimeZone('Moon/Base')).toBe(false)
  })
})
