import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../kernel/calendar-day.js'
import { obstaclesTo, obstacleText, type AutomaticSettings, type Conduct } from './automatic.js'

const settings: AutomaticSettings = {
  ...{ grades: ['A'], periodDays: 30, cut: { atMostBasisPoints: 1_000 } },
  raise: { atMostBasisPoints: 2_000, atMostAmount: '500', goodMonths: 6, toleratedLateDays: 5 },
}
const day = { today: calendarDay('2026-11-21'), goodSince: calendarDay('2026-05-21') }
const good: Conduct = {
  ...{ accountStatus: 'active', customerStatus: 'active', onHold: false, isOverdue: false, lateDays: 0 },
  ...{ firstTradedOn: calendarDay('2025-01-01'), raisedOn: null, cutOn: null },
}
type Case = Parameters<typeof obstaclesTo>[1]
const raise: Case = {
  ...{ grade: 'A', currentMinor: 100_000n, baseMinor: 100_000n, proposedMinor: 120_000n, conduct: good },
  ...{ changeBaseMinor: 20_000n, raiseAmountMinor: 50_000n, termsChange: false, needsAttention: false },
  ...{ wantsApproval: false, wantsSecurity: false },
}
const against = (part: Partial<Case>, conduct: Partial<Conduct> = {}) =>
  obstaclesTo(settings, { ...raise, ...part, conduct: { ...good, ...conduct } }, day)

describe('a raise by the policy itself', () => {
  it('is made up to the share and the amount, and not beyond', () => {
    expect(against({})).toEqual([])
    expect(against({ proposedMinor: 120_001n })).toEqual(['over_share'])
    expect(against({ changeBaseMinor: 50_001n })).toEqual(['over_amount'])
    expect(against({ changeBaseMinor: null })).toEqual(['over_amount'])
  })

  it('needs a good record that is long enough', () => {
    expect(against({}, { lateDays: 5 })).toEqual([])
    expect(against({}, { lateDays: 6 })).toEqual(['late_payments'])
    expect(against({}, { firstTradedOn: calendarDay('2026-05-22') })).toEqual(['relation_short'])
    expect(against({}, { lateDays: null })).toEqual(['relation_short'])
  })

  it('comes once in a period, also when it was undone', () => {
    expect(against({}, { raisedOn: calendarDay('2026-10-22') })).toEqual([])
    expect(against({}, { raisedOn: calendarDay('2026-10-23') })).toEqual(['recent'])
    expect(against({}, { cutOn: day.today })).toEqual([])
  })

  it('leaves first credit, other grades, changed limits and terms to people', () => {
    expect(against({ currentMinor: null })).toEqual(['no_limit_yet'])
    expect(against({ grade: 'AA' })).toEqual(['grade'])
    expect(against({ baseMinor: 90_000n })).toEqual(['stale'])
    expect(against({ termsChange: true })).toEqual(['terms_change'])
    expect(against({ wantsApproval: true, wantsSecurity: true })).toEqual(['approval', 'security'])
  })

  it('is never made for who is frozen, blocked, on hold or overdue, whatever else holds', () => {
    const conduct = fc.record({
      accountStatus: fc.constantFrom('active', 'frozen', 'blocked'),
      customerStatus: fc.constantFrom('active', 'inactive', 'blacklisted'),
      onHold: fc.boolean(),
      isOverdue: fc.boolean(),
      lateDays: fc.option(fc.integer({ min: 0, max: 400 })),
    })
    const generous: AutomaticSettings = {
      ...{ grades: ['A'], periodDays: 1 },
      raise: { atMostBasisPoints: 1_000_000, atMostAmount: '9', goodMonths: 0, toleratedLateDays: 365 },
    }
    fc.assert(
      fc.property(conduct, (known) => {
        const found = obstaclesTo(generous, { ...raise, conduct: { ...good, ...known } }, day)
        const stopped = known.accountStatus !== 'active' || known.customerStatus !== 'active' || known.onHold
        expect(found.includes('not_active')).toBe(stopped)
        expect(found.includes('overdue')).toBe(known.isOverdue)
      }),
    )
  })
})

describe('a cut by the policy itself', () => {
  it('is bounded in its share and asks for no good record', () => {
    const cut = { proposedMinor: 90_000n, changeBaseMinor: null }
    expect(against(cut, { accountStatus: 'frozen', isOverdue: true, lateDays: 99 })).toEqual([])
    expect(against({ ...cut, proposedMinor: 89_999n })).toEqual(['over_share'])
    expect(obstaclesTo({ grades: ['A'], periodDays: 30 }, { ...raise, ...cut }, day)).toEqual(['off'])
    expect(against({ proposedMinor: 100_000n })).toEqual(['no_change'])
  })

  it('says why in both languages', () => {
    expect(obstacleText('overdue')).toEqual({ zh: '有逾期', en: 'Something is overdue' })
  })
})
