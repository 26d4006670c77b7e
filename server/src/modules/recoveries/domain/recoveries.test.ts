import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../kernel/calendar-day.js'
import { deductionFaults } from './deduction.js'
import { checklistOf, evidenceKinds, type KnownEvidence } from './evidence-checklist.js'
import { handOverKinds, handOverStages, stagesAfter } from './hand-over-stages.js'
import { writeOffStatuses, writeOffTransitions, writtenOf } from './write-off-state.js'

describe('the stages of a case', () => {
  it.each(handOverKinds)('of kind %s never come back, and end with closed', (kind) => {
    for (const stage of handOverStages) {
      const after = stagesAfter(kind, stage)
      if (stage === 'closed') expect(after).toEqual([])
      for (const later of after) expect(stagesAfter(kind, later)).not.toContain(stage)
    }
    expect(stagesAfter(kind, 'prepared').at(-1)).toBe('closed')
  })
})

describe('a write-off', () => {
  it('is decided once', () => {
    for (const status of writeOffStatuses)
      expect(writeOffTransitions[status].length > 0).toBe(status === 'requested')
  })

  it.each([
    [100n, 100n, 100n],
    [100n, 30n, 30n],
    [30n, 100n, 30n],
    [100n, 0n, 0n],
    [100n, -5n, 0n],
  ])('asked for %s of which %s is open writes %s', (asked, open, written) => {
    expect(writtenOf(asked, open)).toBe(written)
  })
})

describe('the conditions of a tax deduction', () => {
  const threeYears = { overdueMonths: 36, amountMaxMinor: null }
  const small = { overdueMonths: 12, amountMaxMinor: 5_000_000n }
  it.each([
    ['on the day three years after the due day', threeYears, '2023-11-21', 1n, ['not-overdue-long-enough']],
    ['a day later', threeYears, '2023-11-20', 1n, []],
    ['from the end of a month', threeYears, '2023-10-31', 1n, []],
    ['without a due day', threeYears, null, 1n, ['not-overdue-long-enough']],
    ['of exactly 50,000', small, '2025-01-01', 5_000_000n, []],
    ['of a cent more', small, '2025-01-01', 5_000_001n, ['too-large']],
    ['without a rate', small, '2025-01-01', null, ['too-large']],
  ])('%s', (_, rule, due, baseMinor, faults) => {
    const dueOn = due === null ? null : calendarDay(due)
    expect(deductionFaults(rule, { dueOn, baseMinor }, calendarDay('2026-11-21'))).toEqual(faults)
  })
})

describe('the checklist of evidence', () => {
  const nothing: KnownEvidence = {
    ...{ orders: 0, deliveries: 0, invoices: 0, statementConfirmedOn: null, demandsProved: 0 },
    ...{ demandsSent: 0, lastDemandOn: null, contacts: 0 },
  }
  const stateOf = (known: Partial<KnownEvidence>, kind: (typeof evidenceKinds)[number]) =>
    checklistOf([kind], { ...nothing, ...known }, new Set())[0]?.state

  it('misses everything where nothing is known, and nothing where all is attached', () => {
    expect(new Set(checklistOf(evidenceKinds, nothing, new Set()).map(({ state }) => state))).toEqual(
      new Set(['missing']),
    )
    expect(
      new Set(checklistOf(evidenceKinds, nothing, new Set(evidenceKinds)).map(({ state }) => state)),
    ).toEqual(new Set(['on_file']))
  })

  it('takes the books for no paper, a confirmed balance and a proved demand for proof', () => {
    expect(stateOf({ deliveries: 2 }, 'delivery')).toBe('recorded')
    expect(stateOf({ statementConfirmedOn: calendarDay('2026-06-30') }, 'statement')).toBe('on_file')
    expect(stateOf({ demandsSent: 3 }, 'demand')).toBe('recorded')
    expect(stateOf({ demandsSent: 3, demandsProved: 1 }, 'demand')).toBe('on_file')
  })
})
