import { moneyJson } from '../../kernel/money.js'
import { formatPercent, ratioBasisPoints } from '../../kernel/rate.js'
import { figuresOf, formatTenths } from '../receivables/domain/figures.js'
import type { CurrencySums } from '../receivables/figure-store.js'
import type { ExposurePart } from './exposure-by-store.js'

export function percentJson(part: bigint, whole: bigint): string | null {
  return whole > 0n ? formatPercent(ratioBasisPoints(part, whole)) : null
}

export function bookJson(sums: CurrencySums) {
  const { dsoTenths, bestPossibleDsoTenths, largestBasisPoints } = figuresOf(sums)
  const days = (tenths: bigint | null) => (tenths === null ? null : formatTenths(tenths))
  return {
    receivables: moneyJson(sums.receivablesMinor, sums.currency),
    overdue: moneyJson(sums.overdueMinor, sums.currency),
    overduePercent: percentJson(sums.overdueMinor, sums.receivablesMinor),
    dsoDays: days(dsoTenths),
    bestPossibleDsoDays: days(bestPossibleDsoTenths),
    largestTenPercent: largestBasisPoints === null ? null : formatPercent(largestBasisPoints),
    overdueCustomers: sums.overdueCustomers,
  }
}

function exposureOf(part: ExposurePart): bigint {
  const {
    reservedMinor,
    openOrdersMinor,
    deliveredNotBilledMinor,
    receivablesMinor,
    billsMinor,
    unappliedMinor,
  } = part
  return (
    reservedMinor + openOrdersMinor + deliveredNotBilledMinor + receivablesMinor + billsMinor + unappliedMinor
  )
}

export function exposurePartsJson(parts: readonly ExposurePart[]) {
  const totals = new Map<string, bigint>()
  for (const part of parts) totals.set(part.currency, (totals.get(part.currency) ?? 0n) + exposureOf(part))
  return parts.map((part) => {
    const { key, currency, customers } = part
    const json = (minor: bigint) => moneyJson(minor, currency)
    return {
      ...{ key, currency, customers },
      exposure: json(exposureOf(part)),
      buckets: {
        reserved: json(part.reservedMinor),
        openOrders: json(part.openOrdersMinor),
        deliveredNotBilled: json(part.deliveredNotBilledMinor),
        receivables: json(part.receivablesMinor),
        bills: json(part.billsMinor),
        unapplied: json(part.unappliedMinor),
      },
      overdue: json(part.overdueMinor),
      overduePercent: percentJson(part.overdueMinor, part.receivablesMinor),
      sharePercent: percentJson(exposureOf(part), totals.get(currency) ?? 0n),
    }
  })
}
