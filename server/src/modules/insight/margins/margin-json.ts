import type { Currency } from '../../../kernel/currency.js'
import { moneyJson } from '../../../kernel/money.js'
import { usualFundingRate, type FundingRate } from '../domain/funding-rate.js'
import { percentJson } from '../insight-json.js'
import type { BookFrame } from '../loss-frame.js'
import type { StoredFundingRate } from './funding-rate-store.js'
import type { MarginFrame, MarginSums } from './risk-margin-store.js'
import type { StatedMonth } from './sales-margin-store.js'

export function marginSumsJson(sums: MarginSums, base: Currency) {
  return {
    revenue: moneyJson(sums.revenueMinor, base),
    margin: moneyJson(sums.marginMinor, base),
    marginPercent: percentJson(sums.marginMinor, sums.revenueMinor),
    expectedLoss: moneyJson(sums.lossMinor, base),
    averageReceivables: moneyJson(sums.receivablesMinor, base),
    financingCost: moneyJson(sums.financingMinor, base),
    net: moneyJson(sums.netMinor, base),
    netPercent: percentJson(sums.netMinor, sums.revenueMinor),
  }
}

export function marginFrameJson({ window, rate, policyVersion }: MarginFrame & BookFrame) {
  return { from: window.from, until: window.until, fundingRate: rateJson(rate), policyVersion }
}

function rateJson(rate: FundingRate) {
  const { basisPoints, validFrom, source } = rate
  return { rate: basisPoints / 100, validFrom, source, stated: rate !== usualFundingRate }
}

export function storedRateJson(
  rate: FundingRate & Partial<Pick<StoredFundingRate, 'recordedBy' | 'recordedAt'>>,
  inForce: boolean,
) {
  const { recordedBy = null, recordedAt } = rate
  return { ...rateJson(rate), recordedBy, recordedAt: recordedAt?.toISOString() ?? null, inForce }
}

export function statedMonthJson(month: StatedMonth) {
  const { monthOn, segment, currency, revenueMinor, marginMinor, source, recordedBy, recordedAt } = month
  return {
    month: monthOn.slice(0, 7),
    segment,
    revenue: moneyJson(revenueMinor, currency),
    margin: moneyJson(marginMinor, currency),
    ...{ source, recordedBy, recordedAt: recordedAt.toISOString() },
  }
}
