import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../../kernel/calendar-day.js'
import { grades } from '../grade-scale.js'
import { countedGrade, lineCrossed, notchesBetween } from './counted-grade.js'

const asOf = calendarDay('2026-11-21')
const since = (days: number) => addDays(asOf, -days)

describe('the grade that counts', () => {
  it.each([
    { name: 'a first rating', rated: 'A', before: undefined, grade: 'A', until: null },
    { name: 'a downgrade at once', rated: 'C', before: ['AA', 1], grade: 'C', until: null },
    { name: 'an upgrade of a first grade', rated: 'AA', before: ['C', null], grade: 'AA', until: null },
    {
      name: 'an upgrade within the cool-down',
      rated: 'A',
      before: ['C', 29],
      grade: 'C',
      until: '2026-11-22',
    },
    { name: 'an upgrade when the cool-down is over', rated: 'A', before: ['C', 30], grade: 'A', until: null },
    { name: 'the same grade', rated: 'B', before: ['B', 1], grade: 'B', until: null },
  ] as const)('follows $name', ({ rated, before, grade, until }) => {
    const standing = before && {
      grade: before[0],
      changedOn: before[1] === null ? null : since(before[1]),
    }
    const counted = countedGrade(rated, { before: standing, override: undefined, coolDownDays: 30, asOf })
    expect(counted).toEqual({ grade, deferredUntil: until })
  })

  it('is the one set by hand, whatever is rated', () => {
    const before = { grade: 'C', changedOn: since(1) } as const
    const situation = { before, override: 'AA', coolDownDays: 30, asOf } as const
    expect(countedGrade('AAA', situation)).toEqual({ grade: 'AA', deferredUntil: null })
  })

  it('is never better than the rating, and deferred exactly when it is worse', () => {
    const grade = fc.constantFrom(...grades)
    fc.assert(
      fc.property(grade, grade, fc.nat(60), fc.nat(60), (rated, old, days, coolDownDays) => {
        const before = { grade: old, changedOn: since(days) }
        const counted = countedGrade(rated, { before, override: undefined, coolDownDays, asOf })
        expect(notchesBetween(counted.grade, rated)).toBeGreaterThanOrEqual(0)
        expect(counted.deferredUntil !== null).toBe(counted.grade !== rated)
      }),
    )
  })
})

it.each([
  [null, 6_999, 'down'],
  [null, 7_000, null],
  [7_000, 6_999, 'down'],
  [6_500, 6_400, null],
  [6_999, 7_000, 'up'],
  [8_000, 9_000, null],
] as const)('from %s to %s crosses the line at 70: %s', (before, after, crossed) => {
  expect(lineCrossed(before, after, 7_000)).toBe(crossed)
})
