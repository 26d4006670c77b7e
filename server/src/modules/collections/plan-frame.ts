import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { convertMinor, parseAmount } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { rateKey, ratesInto } from '../customers/fx-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { isWorkday } from '../notifications/workdays.js'
import { policyInForce } from '../policy/policy-in-force.js'
import type { PlanDay } from './domain/plan.js'
import type { StrategyDocument } from './domain/strategy.js'
import type { FactsFrame } from './load-plan-facts.js'
import { listRatedCurrencies } from './plan-facts-store.js'

/** What a plan of a day sees alike for all customers. */
export interface PlanFrame {
  readonly facts: FactsFrame
  /** The plan's view of a day, of the same strategies. */
  readonly dayOf: (on: CalendarDay) => PlanDay
}

/** Prepares plans with a document as of a day: rates, classes, and the bounds of audiences in the base currency. */
export async function planFrame(
  tx: Tx,
  document: StrategyDocument,
  { on, at }: { readonly on: CalendarDay; readonly at: Date },
): Promise<PlanFrame> {
  const { baseCurrency: base, timeZone } = await getOrganisation(tx)
  const currencies = (await listRatedCurrencies(tx)).filter((currency) => currency !== base)
  const rates = await ratesInto(
    tx,
    currencies.map((from) => ({ from, to: base })),
    on,
  )
  const toBase = (minor: bigint, from: Currency): bigint | null => {
    if (from === base) return minor
    const rate = rates.get(rateKey(from, base))
    return rate === undefined ? null : convertMinor(minor, from, base, rate)
  }
  const classes = (await policyInForce(tx, at)).content.classes ?? []
  const bounds = new Map(
    document.strategies.map(({ code, audience: { overdue } }) => [
      code,
      {
        from: overdue?.from === undefined ? null : minorOf(overdue.from, base),
        below: overdue?.below === undefined ? null : minorOf(overdue.below, base),
      },
    ]),
  )
  return {
    facts: { on, base, timeZone, toBase, classes },
    dayOf: (day) => ({ on: day, document, bounds, isWorkingDay: isWorkday(day), minorOf }),
  }
}

/** Minor units of a decimal of a checked document. */
function minorOf(amount: string, currency: Currency): bigint {
  const minor = parseAmount(amount, currency)
  if (typeof minor !== 'bigint') throw new Error(`the strategies hold an amount that is none: ${amount}`)
  return minor
}
