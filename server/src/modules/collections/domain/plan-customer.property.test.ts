import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { afterPlan } from './after-plan.js'
import { defaultStrategies } from './default-strategy.js'
import { planCustomer, restOf } from './plan-customer.js'
import type { PlanDay } from './plan.js'
import type { CustomerFacts, OpenInstalment, Pause } from './plan-facts.js'
import type { Strategy, StrategyDocument } from './strategy.js'

const TODAY = calendarDay('2026-11-23')

const pauses = fc.array(
  fc.record({
    reason: fc.constantFrom<Pause['reason']>('disputed', 'promised', 'planned'),
    minor: fc.bigInt({ min: 1n, max: 2_000n }),
    untilOn: fc.option(fc.integer({ min: -5, max: 20 }).map((days) => addDays(TODAY, days))),
  }),
  { maxLength: 2 },
)

const items = fc
  .array(
    fc.record({
      openMinor: fc.bigInt({ min: 1n, max: 5_000n }),
      dueOn: fc.option(fc.integer({ min: -120, max: 30 }).map((days) => addDays(TODAY, days))),
      currency: fc.constantFrom('CNY' as Currency, 'USD' as Currency),
      pauses,
    }),
    { maxLength: 6 },
  )
  .map((found) =>
    found.map((one, index): OpenInstalment => ({
      ...{
        documentId: `d${index % 3}`,
        itemNo: index,
        accountId: 'a',
        segmentCode: 'CN01',
        number: `I${index}`,
      },
      ...{ ...one, done: [] },
    })),
  )

const customers = fc
  .record({
    items,
    hasEmail: fc.boolean(),
    unmatched: fc.constantFrom(new Map(), new Map([['USD' as Currency, 10n]])),
    excluded: fc.constantFrom(null, null, { untilOn: addDays(TODAY, 4) }),
  })
  .map((some): CustomerFacts => ({
    ...{
      id: 'c',
      code: 'C1',
      name: '客户',
      ownerUsername: 'li',
      active: true,
      grade: 'B',
      customerClass: null,
    },
    ...{
      brokenPromises: 0,
      overdueBaseMinor: 0n,
      hasPhone: true,
      lastReceiptOn: null,
      contacts: [],
      ...some,
    },
  }))

const [standard] = defaultStrategies.strategies
const strategies = fc
  .record({
    stop: fc.constantFrom<Strategy['stop']>(
      { openPromise: false, afterReceiptDays: 0, contactsIn30Days: null },
      { openPromise: true, afterReceiptDays: 0, contactsIn30Days: 3 },
    ),
    onePerDay: fc.constantFrom<StrategyDocument['onePerDay']>('channel', 'customer'),
  })
  .map(({ stop, onePerDay }): StrategyDocument => ({
    ...defaultStrategies,
    onePerDay,
    strategies: standard
      ? [{ ...standard, stop, steps: standard.steps.map((step) => ({ ...step, minimum: {} })) }]
      : [],
  }))

const dayOf = (document: StrategyDocument, on = TODAY): PlanDay => ({
  ...{ on, document, bounds: new Map(), isWorkingDay: true, minorOf: () => 0n },
})

describe('the plan of any customer', () => {
  it('has one contact for each channel, asks for exactly what is not paused, and for each item once in it', () => {
    fc.assert(
      fc.property(customers, strategies, (customer, document) => {
        const { contacts } = planCustomer(customer, dayOf(document))
        const used = contacts.map(({ channel }) => channel)
        expect(new Set(used).size).toBe(used.length)
        if (document.onePerDay === 'customer') {
          expect(used.filter((channel) => channel !== 'in-app').length).toBeLessThanOrEqual(1)
        }
        for (const contact of contacts) {
          const asked = contact.items.map(({ item }) => item)
          expect(new Set(asked).size).toBe(asked.length)
          for (const { item, askedMinor } of contact.items) {
            expect(askedMinor).toBe(restOf(item, TODAY))
            expect(askedMinor > 0n && askedMinor <= item.openMinor).toBe(true)
          }
        }
      }),
    )
  })

  it('says for every due step either that it asks or why not', () => {
    fc.assert(
      fc.property(customers, strategies, (customer, document) => {
        const { contacts, asides } = planCustomer(customer, dayOf(document))
        const named = new Set([
          ...contacts.flatMap((one) => one.items.map(({ item }) => item)),
          ...asides.map(({ item }) => item),
        ])
        for (const item of customer.items) if (item.dueOn === null) expect(named.has(item)).toBe(true)
        if (customer.excluded) expect(contacts).toEqual([])
      }),
    )
  })

  it('never takes the same step for the same item twice, over 40 days and however often it is made', () => {
    fc.assert(
      fc.property(customers, strategies, (customer, document) => {
        const taken = new Set<string>()
        let state = customer
        for (let ahead = 0; ahead < 40; ahead++) {
          const day = dayOf(document, addDays(TODAY, ahead))
          const plan = planCustomer(state, day)
          for (const { item, step } of plan.contacts.flatMap((one) => one.items)) {
            const key = `${item.itemNo} ${step.code}`
            expect(taken.has(key)).toBe(false)
            taken.add(key)
          }
          state = afterPlan(state, plan, day)
          expect(planCustomer(state, day).contacts).toEqual([])
        }
      }),
      { numRuns: 60 },
    )
  })
})
