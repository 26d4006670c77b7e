import { expect, it } from 'vitest'
import { defaultReratingPolicy } from '../../scoring/domain/re-rating/rerating-policy.js'
import { isCutWithin, planEffects } from './plan-effects.js'

const { effects } = defaultReratingPolicy
const change = { fromGrade: 'AA', toGrade: 'A', notches: -1, veto: false } as const

it('takes all effects together whose conditions hold', () => {
  expect(planEffects(effects, change)).toMatchObject({ propose: true, freeze: false, reviewInDays: null })
  const fall = { ...change, toGrade: 'C', notches: -3 } as const
  expect(planEffects(effects, fall)).toMatchObject({ freeze: false, reviewInDays: 3 })
  expect(planEffects(effects, { ...fall, veto: true })).toMatchObject({ freeze: true, reviewInDays: 1 })
  const rise = { ...change, toGrade: 'AAA', notches: 1 } as const
  expect(planEffects(effects, rise)).toMatchObject({ propose: true, notifyRoles: [] })
})

it('takes none for a first grade, nor for a grade that stayed', () => {
  expect(planEffects(effects, { ...change, fromGrade: null, notches: 0 })).toBeNull()
  expect(planEffects(effects, { ...change, notches: 0 })).toBeNull()
})

it.each([
  [100n, 70n, true],
  [100n, 69n, false],
  [100n, 100n, false],
  [100n, 120n, false],
  [null, 0n, false],
  [100n, null, false],
])('a limit from %s to %s is cut within 30 %%: %s', (currentMinor, proposedMinor, within) => {
  expect(isCutWithin({ currentMinor, proposedMinor }, 3_000)).toBe(within)
})
