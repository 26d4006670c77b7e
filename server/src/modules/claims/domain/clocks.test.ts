import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, calendarDay } from '../../../kernel/calendar-day.js'
import { defaultClaimRules } from './claim-rules.js'
import { guaranteeClock, type GuaranteeFacts } from './guarantee-period.js'
import { limitationClock, warningStage, type ClockEvent, type ClockEventKind } from './limitation.js'

const day = calendarDay
const event = (
  kind: ClockEventKind,
  on: string,
  proofGrade: ClockEvent['proofGrade'] = null,
): ClockEvent => ({ kind, on: day(on), proofGrade, reference: 'x' })
const clock = (due: string, ...events: ClockEvent[]) => limitationClock(day(due), events, defaultClaimRules)

describe('the limitation period', () => {
  it.each([
    ['runs three years to the end of the month', '2024-02-29', [], '2027-02-28'],
    [
      'starts anew with a demand that was proved to arrive',
      '2022-01-31',
      [event('demand', '2024-06-10', 'receipt')],
      '2027-06-10',
    ],
    ['starts anew with a payment on account', '2023-06-30', [event('payment', '2025-03-01')], '2028-03-01'],
    [
      'starts anew with the latest of several',
      '2022-01-31',
      [event('payment', '2023-05-05'), event('demand', '2022-12-01', 'signed')],
      '2026-05-05',
    ],
    [
      'does not start anew with a call',
      '2022-01-31',
      [event('demand', '2024-06-10', 'call_only')],
      '2025-01-31',
    ],
    [
      'does not start anew before it runs',
      '2022-01-31',
      [event('demand', '2022-01-31', 'signed')],
      '2025-01-31',
    ],
    ['still starts anew on its last day', '2022-01-31', [event('payment', '2025-01-31')], '2028-01-31'],
    [
      'is over when a demand comes too late',
      '2022-01-31',
      [event('demand', '2025-02-01', 'receipt')],
      '2025-01-31',
    ],
    ['is not revived by a late payment', '2022-01-31', [event('payment', '2025-02-01')], '2025-01-31'],
    [
      'is given up by a debtor who signs too late',
      '2022-01-31',
      [event('demand', '2025-03-01', 'signed')],
      '2028-03-01',
    ],
    [
      'never lasts longer than twenty years from the breach',
      '2004-01-31',
      [
        event('consent', '2006-01-31', 'signed'),
        event('consent', '2008-12-31', 'signed'),
        event('consent', '2011-11-30', 'signed'),
        event('consent', '2014-10-31', 'signed'),
        event('consent', '2017-09-30', 'signed'),
        event('consent', '2020-08-31', 'signed'),
        event('consent', '2023-07-31', 'signed'),
      ],
      '2024-01-31',
    ],
  ] as const)('%s', (_, due, events, expires) => {
    expect(clock(due, ...events).expiresOn).toBe(expires)
  })

  it('stands still while a suit is pending, and starts anew when it has ended', () => {
    const pending = clock('2022-01-31', event('suit', '2024-01-10'))
    expect(pending).toMatchObject({ expiresOn: null, cause: 'suit' })
    const ended = clock('2022-01-31', event('suit', '2024-01-10'), event('suit_ended', '2025-02-03'))
    expect(ended).toMatchObject({ expiresOn: '2028-02-03', cause: 'suit_ended' })
  })

  it('says of each event what it did', () => {
    const { events } = clock(
      '2022-01-31',
      event('demand', '2023-01-01', 'call_only'),
      event('payment', '2024-01-01'),
    )
    expect(events.map(({ effect }) => effect)).toEqual(['not_proven', 'restarts'])
  })

  it('never ends sooner for a proved demand within it, whatever came before', () => {
    const kinds = fc.constantFrom<ClockEventKind>('payment', 'demand', 'consent')
    const some = fc.array(fc.record({ after: fc.integer({ min: -50, max: 1_000 }), kind: kinds }), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(some, (list) => {
        const due = day('2020-02-29')
        const events = list.map(({ after, kind }) => event(kind, addDays(due, after), 'receipt'))
        const before = limitationClock(due, events, defaultClaimRules)
        const end = before.expiresOn ?? due
        const more = [...events, event('demand', end, 'receipt')]
        const after = limitationClock(due, more, defaultClaimRules)
        expect(after.expiresOn).toBe(addMonths(end, 36))
      }),
    )
  })

  it('warns by the narrowest line that is reached', () => {
    const stages = [181, 180, 91, 90, 31, 30, 0, -5].map((left) => warningStage(left, [180, 90, 30]))
    expect(stages).toEqual([null, 180, 180, 90, 90, 30, 30, 30])
  })
})

describe('the guarantee period', () => {
  const plain: GuaranteeFacts = {
    ...{ mode: 'unspecified', agreed: { kind: 'none' }, maxAmount: false, determinedOn: null },
  }
  const debt = { dueOn: day('2026-08-31'), lastDueOn: day('2026-08-31') }
  const at = (today: string) => ({ defaultMonths: 6, today: day(today) })

  it.each([
    ['none agreed', {}, '2027-02-28', 'default'],
    ['until paid off', { agreed: { kind: 'until_paid' } }, '2027-02-28', 'default'],
    ['ending with the debt', { agreed: { kind: 'until', on: day('2026-08-31') } }, '2027-02-28', 'default'],
    ['two years', { agreed: { kind: 'months', months: 24 } }, '2028-08-31', 'agreed'],
    [
      'up to an amount, fixed later',
      { maxAmount: true, determinedOn: day('2026-12-31') },
      '2027-06-30',
      'default',
    ],
    [
      'up to an amount, fixed before the last debt',
      { maxAmount: true, determinedOn: day('2026-01-31') },
      '2027-02-28',
      'default',
    ],
  ] as const)('%s', (_, more, endsOn, basis) => {
    const found = guaranteeClock({ ...plain, ...more }, debt, [], at('2026-09-01'))
    expect(found).toMatchObject({ endsOn, basis, status: 'running' })
  })

  it('asks to sue the debtor of a general guarantee, which an unspecified one is', () => {
    const demanded = [{ kind: 'demanded_guarantor', on: day('2026-10-01') }] as const
    expect(guaranteeClock(plain, debt, demanded, at('2027-03-01'))).toMatchObject({
      ...{ mustDo: 'sue_debtor', status: 'lapsed' },
    })
    const joint = { ...plain, mode: 'joint' } as const
    expect(guaranteeClock(joint, debt, demanded, at('2027-03-01'))).toMatchObject({
      ...{ mustDo: 'demand_guarantor', status: 'kept', doneOn: '2026-10-01' },
    })
  })

  it('is not revived by a demand after its end', () => {
    const joint = { ...plain, mode: 'joint' } as const
    const late = [{ kind: 'demanded_guarantor', on: day('2027-03-01') }] as const
    expect(guaranteeClock(joint, debt, late, at('2027-03-02'))).toMatchObject({
      status: 'lapsed',
      doneOn: null,
    })
  })
})
