import type { Bilingual } from '../../kernel/bilingual.js'
import { daysBetween } from '../../kernel/calendar-day.js'
import { moneyJson } from '../../kernel/money.js'
import { refusalText, type RefusalCode } from '../../kernel/refusals.js'
import type { Principal } from '../../kernel/access.js'
import { wire } from '../scoring/models/wire.js'
import type { CashOutlook } from './cash-outlook.js'
import type { StoredCheck } from './check-store.js'
import { explainForecast } from './domain/explain-forecast.js'
import { featureLabel } from './domain/forecast-features.js'
import type { ForecastItem } from './forecast-item-store.js'
import type { StoredForecastModel } from './forecast-model-store.js'
import type { ForecastTraining } from './forecast-training-store.js'

export function outlookJson({ currency, madeAt, openMinor, laterMinor, ...outlook }: CashOutlook) {
  const money = (minor: bigint) => moneyJson(minor, currency)
  const band = (one: { expectedMinor: bigint; lowMinor: bigint; highMinor: bigint }) => ({
    expected: money(one.expectedMinor),
    low: money(one.lowMinor),
    high: money(one.highMinor),
  })
  return {
    ...{ asOf: outlook.asOf, modelVersion: outlook.modelVersion, currency, wape: outlook.wape },
    madeAt: madeAt?.toISOString() ?? null,
    currencies: [...outlook.currencies],
    weeks: outlook.weeks.map((week) => ({ weekOn: week.weekOn, ...band(week) })),
    later: money(laterMinor),
    open: money(openMinor),
    past: outlook.past.map((week) => ({
      ...{ weekOn: week.weekOn, madeOn: week.madeOn, ...band(week), came: money(week.cameMinor) },
    })),
    coverage: outlook.coverage,
  }
}

export function itemJson(item: ForecastItem) {
  const { currency, q50On, dueOn, reasons } = item
  return {
    document: { source: item.source, number: item.documentNumber, itemNo: item.itemNo },
    ...{ customerCode: item.customerCode, customerName: item.customerName, segment: item.segmentCode },
    open: moneyJson(item.openMinor, currency),
    expected: moneyJson(item.expectedMinor, currency),
    ...{ dueDate: dueOn, asOf: item.asOf, method: item.method, modelVersion: item.modelVersion },
    ...{ paidCount: item.paidCount, earliestOn: item.q10On, expectedOn: q50On, latestOn: item.q90On },
    daysLate: q50On === null ? null : daysBetween(dueOn, q50On),
    ...{ pLate: item.pLate, pLate30: item.pLate30, pLate90: item.pLate90, pNext30: item.pNext30 },
    reasons: reasons.map((reason) => ({ ...reason, label: featureLabel(reason.feature) })),
    explanation: explainForecast(item),
  }
}

export function trainingJson({ failure, ...training }: ForecastTraining) {
  return wire({
    ...training,
    failure: failure === null ? null : refusalText(failure.code as RefusalCode, failure.values),
    requestedAt: training.requestedAt.toISOString(),
    finishedAt: training.finishedAt?.toISOString() ?? null,
  })
}

/** With what a person may do with it as it stands; the same rules as the use cases apply. */
export function modelJson(model: StoredForecastModel, { permissions }: Pick<Principal, 'permissions'>) {
  const { status, askedBy, verdict, asOf, holdOutFrom, ...rest } = model
  return {
    ...wire({ ...rest, status, askedBy, verdict }),
    ...{ asOf, holdOutFrom },
    statusSince: model.statusSince.toISOString(),
    trainedAt: model.trainedAt.toISOString(),
    may: {
      submit: permissions.has('models:write') && status === 'candidate' && askedBy === null && verdict.passes,
      retire: permissions.has('policy:write') && status !== 'retired' && askedBy === null,
    },
  }
}

export function labelled(features: readonly string[]): { feature: string; label: Bilingual }[] {
  return features.map((feature) => ({ feature, label: { ...featureLabel(feature) } }))
}

export function checkJson({ asOf, ranAt, ...check }: StoredCheck) {
  return { ...wire(check), asOf, ranAt: ranAt.toISOString() }
}
