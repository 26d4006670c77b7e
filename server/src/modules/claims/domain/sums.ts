import type { Currency } from '../../../kernel/currency.js'
import { moneyJson, type MoneyJson } from '../../../kernel/money.js'

/** Sums of open amounts and interest, one row for each currency, in the order of its code. */
export function sumsOf(
  parts: readonly {
    readonly currency: Currency
    readonly openMinor: bigint
    readonly interestMinor: bigint
  }[],
): { open: MoneyJson; interest: MoneyJson }[] {
  const sums = new Map<Currency, { open: bigint; interest: bigint }>()
  for (const { currency, openMinor, interestMinor } of parts) {
    const sum = sums.get(currency) ?? { open: 0n, interest: 0n }
    sums.set(currency, { open: sum.open + openMinor, interest: sum.interest + interestMinor })
  }
  return [...sums]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([currency, { open, interest }]) => ({
      open: moneyJson(open, currency),
      interest: moneyJson(interest, currency),
    }))
}
