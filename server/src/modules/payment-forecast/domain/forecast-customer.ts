import { knownOn } from '../../scoring/domain/statistics/delay/customer-history.js'
import type { BookItem } from './book-item.js'
import { accountWeeks, weekParts, type AccountWeek } from './cash-weeks.js'
import type { Forecaster, ItemForecast } from './forecast-items.js'
import { payerOf, payWeekday, type PayerFigures, type PayWeekday } from './payer.js'

/** An instalment with what is open of it, in the currency of its document. */
export interface OpenBookItem extends BookItem {
  readonly accountId: string
  readonly currency: string
  readonly openMinor: bigint
}

export interface ForecastOfItem<Item> {
  readonly item: Item
  readonly forecast: ItemForecast
  /** Millionths by week that sum to a million. */
  readonly parts: readonly number[]
}

/** What an account's instalments of one currency bring. */
export interface ForecastOfAccount {
  readonly accountId: string
  readonly currency: string
  readonly weeks: readonly AccountWeek[]
}

export interface CustomerForecast<Item> {
  readonly customer: string
  readonly items: readonly ForecastOfItem<Item>[]
  readonly accounts: readonly ForecastOfAccount[]
  readonly payer: PayerFigures & { readonly when: PayWeekday }
}

const YEAR = 365

/**
 * Everything that is open of one customer, forecast on a day. `own` are all its instalments as the ledger stands;
 * payments before `knownBefore` are known (the day itself for a past day, the next one for today). The weeks of its
 * accounts sum exactly to what is open.
 */
export function forecastCustomer<Item extends OpenBookItem>(
  own: readonly Item[],
  { asOf, knownBefore }: { readonly asOf: number; readonly knownBefore: number },
  forecast: Forecaster,
): CustomerForecast<Item> {
  const open = own.filter(({ openMinor, issued }) => openMinor > 0n && issued < knownBefore)
  const known = knownOn(own, knownBefore)
  const answers = forecast(open.map((item) => ({ item, day: asOf, known })))
  const items = open.flatMap((item, at): ForecastOfItem<Item>[] => {
    const answer = answers[at]
    if (answer === undefined) return []
    return [{ item, forecast: answer, parts: weekParts(answer.distribution, item.due, asOf) }]
  })
  const paid = own.flatMap(({ settled, due }) =>
    settled !== null && settled < knownBefore ? [{ settled, days: settled - due }] : [],
  )
  const lastYear = paid.filter(({ settled }) => settled >= knownBefore - YEAR)
  return {
    customer: own[0]?.customer ?? '',
    items,
    accounts: accountsOf(items),
    payer: {
      ...payerOf(lastYear.map(({ days }) => days)),
      when: payWeekday(
        paid.filter(({ settled }) => settled >= knownBefore - 2 * YEAR).map(({ settled }) => settled),
      ),
    },
  }
}

function accountsOf<Item extends OpenBookItem>(items: readonly ForecastOfItem<Item>[]): ForecastOfAccount[] {
  const groups = new Map<string, ForecastOfItem<Item>[]>()
  for (const one of items) {
    const key = `${one.item.accountId} ${one.item.currency}`
    const own = groups.get(key)
    if (own === undefined) groups.set(key, [one])
    else own.push(one)
  }
  return [...groups.values()].flatMap((own): ForecastOfAccount[] => {
    const [first] = own
    if (first === undefined) return []
    const { accountId, currency } = first.item
    const weeks = accountWeeks(own.map(({ item, parts }) => ({ openMinor: item.openMinor, parts })))
    return [{ accountId, currency, weeks }]
  })
}
