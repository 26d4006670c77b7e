import { describe, expect, it } from 'vitest'
import { instantOf, timeInZone } from '../../../kernel/zoned-time.js'
import { deliverableFrom, digestDue } from './quiet-hours.js'
import { standardPreferences, type Preferences } from './preferences.js'
import { calendarDay, type CalendarDay } from '../../../kernel/calendar-day.js'

const weekend = new Set(['2026-11-21', '2026-11-22'])
const context = { timeZone: 'Asia/Shanghai', isWorkday: (day: CalendarDay) => !weekend.has(day) }
const night = { ...standardPreferences, quiet: { from: '22:00', until: '08:00' } }
const from = (at: string, preferences: Preferences = night) =>
  deliverableFrom(new Date(at), preferences, context).toISOString()

describe('quiet hours', () => {
  it.each([
    ['before they begin', '2026-11-19T21:59:00+08:00', '2026-11-19T13:59:00.000Z'],
    ['from their first minute', '2026-11-19T22:00:00+08:00', '2026-11-20T00:00:00.000Z'],
    ['after midnight', '2026-11-20T03:00:00+08:00', '2026-11-20T00:00:00.000Z'],
    ['at their end', '2026-11-20T08:00:00+08:00', '2026-11-20T00:00:00.000Z'],
  ])('%s', (_, at, expected) => expect(from(at)).toBe(expected))

  it('within one day end on that day', () => {
    const noon = { ...standardPreferences, quiet: { from: '12:00', until: '13:30' } }
    expect(from('2026-11-19T12:45:00+08:00', noon)).toBe('2026-11-19T05:30:00.000Z')
    expect(from('2026-11-19T14:00:00+08:00', noon)).toBe('2026-11-19T06:00:00.000Z')
  })

  it('on days off last until the next working day', () => {
    const days = { ...night, quietDays: true }
    expect(from('2026-11-21T10:00:00+08:00', days)).toBe('2026-11-23T00:00:00.000Z')
    expect(from('2026-11-20T23:00:00+08:00', days)).toBe('2026-11-23T00:00:00.000Z')
    expect(from('2026-11-21T10:00:00+08:00', { ...standardPreferences, quietDays: true })).toBe(
      '2026-11-23T00:00:00.000Z',
    )
  })

  it('end also when somebody never works', () => {
    const never = { ...context, isWorkday: () => false }
    const days = { ...standardPreferences, quietDays: true }
    expect(deliverableFrom(new Date('2026-11-20T00:00:00Z'), days, never).getTime()).toBeGreaterThan(0)
  })

  it('follow a zone that changes its clocks', () => {
    const at = instantOf(calendarDay('2026-10-25'), '09:00', 'Europe/Berlin')
    expect(at.toISOString()).toBe('2026-10-25T08:00:00.000Z')
    expect(timeInZone(at, 'Europe/Berlin')).toBe('09:00')
  })
})

describe('the digest', () => {
  it('is due from its hour on, on working days', () => {
    expect(digestDue(new Date('2026-11-20T08:29:00+08:00'), '08:30', context)).toBe(false)
    expect(digestDue(new Date('2026-11-20T08:30:00+08:00'), '08:30', context)).toBe(true)
    expect(digestDue(new Date('2026-11-21T12:00:00+08:00'), '08:30', context)).toBe(false)
  })
})
