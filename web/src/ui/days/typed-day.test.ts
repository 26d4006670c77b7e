import dayjs from 'dayjs'
import { describe, expect, it } from 'vitest'
import { isSelectableDay } from './typed-day'

describe('isSelectableDay', () => {
  it.each(['2026-12-05', '2026-12-5', '2026/12/05', '2026/12/5', '2026.12.5', '20261205'])(
    'takes %s',
    (text) => {
      expect(isSelectableDay(text)).toBe(true)
    },
  )

  it.each(['', '2026-02-30', '12/05/2026', '2026-12', 'soon', '2026120'])('refuses %j', (text) => {
    expect(isSelectableDay(text)).toBe(false)
  })

  it('knows the first and the last day that may be chosen', () => {
    const bounds = { minDate: dayjs('2026-12-05'), maxDate: dayjs('2026-12-06') }
    const taken = ['2026-12-04', '2026-12-05', '2026-12-06', '2026-12-07'].map((day) =>
      isSelectableDay(day, bounds),
    )
    expect(taken).toEqual([false, true, true, false])
  })
})
