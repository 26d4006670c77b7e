import type { Principal } from '../../../kernel/access.js'
import { addMonths, dayInZone } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import { moneyJson } from '../../../kernel/money.js'
import type { Tx } from '../../../platform/db/types.js'
import type { Deps } from '../../../platform/deps.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import { foreignFeature } from '../domain/models/feature-texts.js'
import { pairedDeLong } from '../domain/statistics/validation/delong.js'
import { moneyAtCutOffs, type RefusedMoney } from '../domain/validation/money-at-cut-offs.js'
import { monthEndDays } from '../domain/validation/month-end-days.js'
import type { RatedCase } from '../domain/validation/rated-case.js'
import { getModel } from '../models/add-model.js'
import { collectCases } from './collect-cases.js'
import { requestRun, type Advance, type Work } from './do-run.js'
import type { ValidationRun } from './validation-run-store.js'

/** Month ends that are looked back at. */
const MONTHS_BACK = 24

/** Two models on live customers: what the shadow scores foretold beside what happened, in money. */
export interface MoneySettings {
  readonly champion: Id
  readonly challenger: Id
  readonly horizonMonths: number
  readonly overdueDays: number
  /** What of a sale would have been earned. */
  readonly marginBasisPoints: number
}

/** Queues a comparison. Refuses models that cannot score customers, and a model beside itself. */
export async function requestMoneyComparison(
  tx: Tx,
  settings: MoneySettings,
  doing: { readonly actor: Principal; readonly at: Date },
): Promise<ValidationRun> {
  if (settings.champion === settings.challenger) throw new Refusal('money_same_model')
  for (const id of [settings.champion, settings.challenger]) {
    const foreign = foreignFeature((await getModel(tx, id)).features)
    if (foreign !== null) throw new Refusal('model_not_for_book', { column: foreign })
  }
  return requestRun(tx, 'money', settings, doing)
}

/**
 * Does a comparison on the ratings of the last two years whose window is over and beside which both models scored.
 * Refuses when there are none.
 */
export async function compareMoney(deps: Deps, run: ValidationRun, advance: Advance): Promise<Work> {
  const settings = run.settings as MoneySettings
  const { horizonMonths, overdueDays, marginBasisPoints } = settings
  const { timeZone, baseCurrency } = await getOrganisation(deps.db)
  const last = addMonths(dayInZone(run.requestedAt, timeZone), -horizonMonths)
  const days = monthEndDays(addMonths(last, -MONTHS_BACK), last)
  const bad = { kind: 'overdue', days: overdueDays } as const
  const { cases } = await collectCases(
    deps.db,
    { when: { days }, ...{ horizonMonths, bad, retrospective: true, timeZone, baseCurrency } },
    advance,
  )
  const both = cases.flatMap((one) => {
    const [a, b] = [pdOf(one, settings.champion), pdOf(one, settings.challenger)]
    return a === null || b === null ? [] : [{ one, a, b }]
  })
  if (both.length === 0) throw new Refusal('money_no_cases', { months: horizonMonths })
  const judged = both.map(({ one }) => one)
  const [pdsA, pdsB] = [both.map(({ a }) => a), both.map(({ b }) => b)]
  const json = ({ bads, goods, badAvoidedMinor, salesLostMinor, netMinor }: RefusedMoney) => ({
    ...{ bads, goods },
    badAvoided: moneyJson(badAvoidedMinor, baseCurrency),
    salesLost: moneyJson(salesLostMinor, baseCurrency),
    net: moneyJson(netMinor, baseCurrency),
  })
  return {
    result: {
      ...{ cases: both.length, bads: judged.filter(({ y }) => y === 1).length },
      customers: new Set(judged.map(({ customerId }) => customerId)).size,
      ...{ from: firstDay(judged), to: lastDay(judged) },
      paired: pairedDeLong(
        judged.map(({ y }) => y),
        pdsA,
        pdsB,
      ),
      lines: moneyAtCutOffs(judged, pdsA, pdsB, marginBasisPoints).map(
        ({ share, cases: count, champion, challenger }) => ({
          ...{ share, cases: count, champion: json(champion), challenger: json(challenger) },
        }),
      ),
    },
  }
}

function pdOf({ models }: RatedCase, modelId: Id): number | null {
  return models.find((one) => one.modelId === modelId)?.pd ?? null
}

function firstDay(cases: readonly RatedCase[]): string {
  return cases.reduce((first, { day }) => (day < first ? day : first), '9999-12-31')
}

function lastDay(cases: readonly RatedCase[]): string {
  return cases.reduce((last, { day }) => (day > last ? day : last), '0000-01-01')
}
