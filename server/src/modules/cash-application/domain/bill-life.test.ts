import { describe, expect, it } from 'vitest'
import {
  actsFor,
  billActs,
  billStates,
  countsAsExposure,
  standsForPayment,
  stateAfter,
  type BillAct,
  type BillState,
} from './bill-life.js'

const allowed: Readonly<Record<BillState, readonly BillAct[]>> = {
  held: ['present', 'discount', 'endorse', 'pay', 'dishonour', 'withdraw'],
  presented: ['pay', 'dishonour'],
  discounted: ['pay', 'dishonour'],
  endorsed: ['pay', 'dishonour'],
  paid: [],
  dishonoured: [],
  withdrawn: [],
}

describe('the life of a bill', () => {
  it('allows exactly what the table says, for every state and act', () => {
    for (const state of billStates) {
      const acts = billActs.filter((act) => stateAfter({ state, recourse: true }, act) !== undefined)
      expect({ state, acts }).toEqual({ state, acts: allowed[state] })
    }
  })

  it.each([
    ['held', true, true, true],
    ['presented', true, true, true],
    ['discounted', true, true, true],
    ['discounted', false, false, true],
    ['endorsed', true, true, true],
    ['paid', true, false, true],
    ['dishonoured', true, false, false],
    ['withdrawn', true, false, false],
  ] as const)('%s with recourse %s: exposure %s, payment %s', (state, recourse, exposure, payment) => {
    expect(countsAsExposure({ state, recourse })).toBe(exposure)
    expect(standsForPayment({ state, recourse })).toBe(payment)
  })

  it('brings nothing back that was sold without recourse', () => {
    expect(actsFor({ state: 'discounted', recourse: false })).toEqual(['pay'])
  })
})
