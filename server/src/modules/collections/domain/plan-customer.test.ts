import { describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { parseAmount } from '../../../kernel/money.js'
import { afterPlan } from './after-plan.js'
import { defaultStrategies } from './default-strategy.js'
import { planCustomer } from './plan-customer.js'
import type { PlanDay } from './plan.js'
import type { CustomerFacts, OpenInstalment } from './plan-facts.js'
import { noContacts, simulateCustomer } from './simulate.js'
import type { Step, Strategy, StrategyDocument } from './strategy.js'

const TODAY = calendarDay('2026-11-23')
const CNY = 'CNY' as Currency
const USD = 'USD' as Currency

function item(number: string, dueIn: number | null, more: Partial<OpenInstalment> = {}): OpenInstalment {
  return {
    ...{ documentId: number, itemNo: 1, accountId: 'a', segmentCode: 'CN01', number, currency: CNY },
    ...{ openMinor: 100_000n, dueOn: dueIn === null ? null : addDays(TODAY, dueIn), pauses: [], done: [] },
    ...more,
  }
}

function customer(items: readonly OpenInstalment[], more: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    ...{
      id: 'c',
      code: 'C1',
      name: '客户',
      ownerUsername: 'li',
      active: true,
      grade: 'B',
      customerClass: null,
    },
    ...{ brokenPromises: 0, overdueBaseMinor: 0n, excluded: null, hasEmail: true, hasPhone: true },
    ...{ unmatched: new Map(), lastReceiptOn: null, contacts: [], items },
    ...more,
  }
}

function step(code: string, days: number, more: Partial<Step> = {}): Step {
  return {
    ...{ code, name: { zh: code, en: code }, anchor: 'due', days, channel: 'email', template: 'overdue' },
    ...{ sender: 'organisation', workingDaysOnly: false, minimum: {}, creditEffect: 'none', approval: false },
    ...more,
  }
}

function strategy(steps: readonly Step[], more: Partial<Strategy> = {}): Strategy {
  return {
    ...{
      code: 's',
      name: { zh: 's', en: 's' },
      audience: {},
      locale: 'zh-CN',
      unmatchedMoney: 'set-aside',
      steps,
    },
    stop: { openPromise: false, afterReceiptDays: 0, contactsIn30Days: null },
    ...more,
  }
}

function day(strategies: readonly Strategy[], more: Partial<StrategyDocument> = {}, on = TODAY): PlanDay {
  return {
    on,
    document: { ...defaultStrategies, strategies, ...more },
    bounds: new Map(),
    isWorkingDay: true,
    minorOf(amount, currency) {
      const minor = parseAmount(amount, currency)
      return typeof minor === 'bigint' ? minor : 0n
    },
  }
}

const numbers = (contacts: ReturnType<typeof planCustomer>['contacts']) =>
  contacts.map(({ channel, items }) => [channel, items.map((one) => one.item.number)])
const reasons = (plan: ReturnType<typeof planCustomer>) =>
  plan.asides.map((one) => [one.item.number, one.reason])

const overdue = strategy([step('over-1', 1)])

describe('planning the contacts of a customer', () => {
  it('does not call overdue what is due today, nor what has no due day, nor what is due later', () => {
    const plan = planCustomer(
      customer([item('A', 0), item('B', null), item('C', 5), item('D', -1)]),
      day([overdue]),
    )
    expect(numbers(plan.contacts)).toEqual([['email', ['D']]])
    expect(reasons(plan)).toEqual([['B', 'no_due_day']])
  })

  it('looks at each instalment of a document by itself, with its own amount', () => {
    const instalments = [
      item('A', -40, { itemNo: 1, openMinor: 30_000n }),
      item('A', -10, { itemNo: 2, openMinor: 20_000n }),
      item('A', 20, { itemNo: 3, openMinor: 10_000n }),
    ]
    const { contacts } = planCustomer(customer(instalments), day([overdue]))
    expect(contacts[0]?.items.map(({ item: one, askedMinor }) => [one.itemNo, askedMinor])).toEqual([
      [1, 30_000n],
      [2, 20_000n],
    ])
  })

  it('pauses exactly the disputed, promised or planned part of exactly its item', () => {
    const paused = item('A', -5, {
      pauses: [
        { reason: 'disputed', minor: 40_000n, untilOn: null },
        { reason: 'promised', minor: 60_000n, untilOn: addDays(TODAY, 2) },
      ],
    })
    const partly = item('B', -5, { pauses: [{ reason: 'disputed', minor: 30_000n, untilOn: null }] })
    const over = item('C', -5, {
      pauses: [{ reason: 'promised', minor: 100_000n, untilOn: addDays(TODAY, -1) }],
    })
    const plan = planCustomer(customer([paused, partly, over]), day([overdue]))
    expect(plan.contacts[0]?.items.map((one) => [one.item.number, one.askedMinor])).toEqual([
      ['B', 70_000n],
      ['C', 100_000n],
    ])
    expect(reasons(plan)).toEqual([['A', 'disputed']])
  })

  it('gathers everything of a customer in one contact for each channel, led by the firmest step', () => {
    const many = strategy([
      step('mild', 3),
      step('firm', 30),
      step('call', 30, { channel: 'phone', template: 'call' }),
    ])
    const { contacts } = planCustomer(customer([item('A', -4), item('B', -35)]), day([many]))
    expect(numbers(contacts)).toEqual([
      ['email', ['A', 'B']],
      ['phone', ['B']],
    ])
    expect(contacts[0]?.lead.step.code).toBe('firm')
  })

  it('asks for what was noticed late once and in the right tone, and never goes back', () => {
    const many = strategy([step('mild', 3), step('firm', 30)])
    const late = item('A', -45)
    const first = planCustomer(customer([late]), day([many]))
    expect(first.contacts[0]?.lead.step.code).toBe('firm')
    const after = afterPlan(customer([late]), first, day([many]))
    expect(planCustomer({ ...after, contacts: [] }, day([many])).contacts).toEqual([])
  })

  it('begins anew when a step is renamed only if it stands further', () => {
    const done = [{ step: 'old', channel: 'email' as const, days: 10, on: addDays(TODAY, -3) }]
    const renamed = strategy([step('new', 10), step('more', 12)])
    const { contacts } = planCustomer(customer([item('A', -13, { done })]), day([renamed]))
    expect(contacts.map(({ lead }) => lead.step.code)).toEqual(['more'])
  })

  it.each([
    ['excluded', { excluded: { untilOn: null } }],
    ['inactive_customer', { active: false }],
    ['no_address', { hasEmail: false }],
    ['money_unmatched', { unmatched: new Map([[CNY, 1n]]) }],
    ['contacted_today', { contacts: [{ channel: 'email' as const, on: TODAY }] }],
  ] as const)('sets aside with the reason %s', (reason, facts) => {
    expect(reasons(planCustomer(customer([item('A', -5)], facts), day([overdue])))).toEqual([['A', reason]])
  })

  it('sets aside only the currency in which money is not matched', () => {
    const facts = { unmatched: new Map([[USD, 5n]]) }
    const plan = planCustomer(
      customer([item('A', -5), item('B', -5, { currency: USD })], facts),
      day([overdue]),
    )
    expect(numbers(plan.contacts)).toEqual([['email', ['A']]])
    expect(reasons(plan)).toEqual([['B', 'money_unmatched']])
  })

  it('leaves out a currency below the least amount of the step, not the others', () => {
    const least = strategy([step('over-1', 1, { minimum: { CNY: '1500.00', USD: '10.00' } })])
    const plan = planCustomer(customer([item('A', -5), item('B', -5, { currency: USD })]), day([least]))
    expect(numbers(plan.contacts)).toEqual([['email', ['B']]])
    expect(reasons(plan)).toEqual([['A', 'below_minimum']])
  })

  it('respects quiet days, working days and the bound of contacts in 30 days', () => {
    const quiet = day([overdue], { quietDays: [{ from: TODAY, until: TODAY, name: '春节' }] })
    expect(reasons(planCustomer(customer([item('A', -5)]), quiet))).toEqual([['A', 'quiet_day']])
    const working = strategy([step('over-1', 1, { workingDaysOnly: true })])
    const holiday = { ...day([working]), isWorkingDay: false }
    expect(reasons(planCustomer(customer([item('A', -5)]), holiday))).toEqual([['A', 'not_working_day']])
    const bound = strategy([step('over-1', 1)], {
      stop: { openPromise: false, afterReceiptDays: 0, contactsIn30Days: 1 },
    })
    const contacts = [{ channel: 'letter' as const, on: addDays(TODAY, -29) }]
    expect(reasons(planCustomer(customer([item('A', -5)], { contacts }), day([bound])))).toEqual([
      ['A', 'enough_contacts'],
    ])
  })

  it('reminds before the due day, but not after it', () => {
    const remind = strategy([step('before', -3)])
    expect(planCustomer(customer([item('A', 2)]), day([remind])).contacts).toHaveLength(1)
    expect(planCustomer(customer([item('A', -2)]), day([remind])).contacts).toEqual([])
  })

  it('follows the previous step after so many days', () => {
    const follow = strategy([
      step('one', 3),
      step('two', 5, { anchor: 'previous', channel: 'phone', template: 'call' }),
    ])
    const done = [{ step: 'one', channel: 'email' as const, days: 3, on: addDays(TODAY, -5) }]
    expect(numbers(planCustomer(customer([item('A', -20, { done })]), day([follow])).contacts)).toEqual([
      ['phone', ['A']],
    ])
    const fresh = [{ ...done[0], on: addDays(TODAY, -4) }] as OpenInstalment['done']
    expect(planCustomer(customer([item('A', -20, { done: fresh })]), day([follow])).contacts).toEqual([])
  })

  it('simulates each day from what the day before has done', () => {
    const counts = Array.from({ length: 30 }, noContacts)
    const ahead = {
      ...{ days: 30, toBase: (minor: bigint) => minor },
      dayOf: (on: typeof TODAY) => day(defaultStrategies.strategies, {}, on),
    }
    simulateCustomer(customer([item('A', 3)]), TODAY, ahead, counts)
    const sent = counts.map(
      (count, index) => [index, Object.entries(count).filter(([, n]) => n > 0)] as const,
    )
    expect(
      sent.filter(([, some]) => some.length > 0).map(([index, some]) => [index, some.map(([name]) => name)]),
    ).toEqual([
      [0, ['email']],
      [3, ['email']],
      [6, ['email']],
      [10, ['phone']],
      [18, ['email', 'in-app']],
    ])
  })
})
