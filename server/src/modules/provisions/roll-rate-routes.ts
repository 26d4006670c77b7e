import type { Currency } from '../../kernel/currency.js'
import { moneyJson } from '../../kernel/money.js'
import { divideRounded } from '../../kernel/rate.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import type { AgingBucket } from '../receivables/domain/aging-buckets.js'
import { frame, scopeOf } from '../receivables/book-frame.js'
import { agingSteps } from './domain/aging-step.js'
import { matrixRates } from './domain/roll-rates.js'
import { percentText } from './percent-text.js'
import { readRollRates, type RollRatesRead } from './read-roll-rates.js'
import * as schemas from './snapshot-schemas.js'

const PPM_IN_BP = 100n

/** How balances roll from one step of 30 days to the next, and the rates of a provision matrix that follow. */
export function registerRollRateRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['provisions'],
    summary: 'Roll rates of the last month ends and the loss rates that follow from them',
    description:
      'm_i = balance of step i+1 at a month end ÷ balance of step i at the month end before; the loss of step i is ' +
      'the product of m_i … m_last × loss given default. A rate over 100 % counts as 100 % in the product, and so ' +
      'does a step in which nothing ever stood.',
    querystring: schemas.rollRatesQuery,
    response: { 200: schemas.rollRatesAnswer },
  }
  const config = { permission: 'receivables:read' } as const
  app.get('/api/v1/aging-roll-rates', { config, schema }, async (request) => {
    const { query } = request
    const principal = principalOf(request)
    const lgdBp = BigInt(Math.round(query.lgd * 100))
    return deps.db.snapshot(async (tx) => {
      const { buckets, asOf, currency: usual } = await frame(tx, deps.now(), query)
      const currency = query.currency ?? usual
      const read = await readRollRates(tx, {
        ...{ asOf, months: query.months, currency, lgdBp, lastStep: query.lastStep },
        ...{ averaging: query.averaging, isWhole: principal.scope === null },
        scope: scopeOf({ segment: query.segment }, principal),
      })
      return answerOf(read, { currency, buckets, lgdBp })
    })
  })
}

interface Frame {
  readonly currency: Currency
  readonly buckets: readonly AgingBucket[]
  readonly lgdBp: bigint
}

function answerOf({ months, rates }: RollRatesRead, { currency, buckets, lgdBp }: Frame) {
  const newest = months.at(-1)?.stepsMinor ?? []
  return {
    currency,
    months: months.map(({ asOf, fromSnapshot, stepsMinor }) => ({
      ...{ asOf, fromSnapshot },
      steps: stepsMinor.map((minor) => moneyJson(minor, currency)),
      total: moneyJson(
        stepsMinor.reduce((sum, minor) => sum + minor, 0n),
        currency,
      ),
    })),
    steps: agingSteps.map((step, place) => {
      const rate = rates[place]
      return {
        ...step,
        rates: (rate?.monthsPpm ?? []).map((ppm) => (ppm === null ? null : ppmPercent(ppm))),
        average: rate == null || rate.averagePpm === null ? null : ppmPercent(rate.averagePpm),
        loss: rate ? ppmPercent(rate.lossPpm) : percentText(Number(lgdBp)),
      }
    }),
    suggested: matrixRates(rates, buckets, { newest, lgdBp }).map((loss, index) => ({
      key: buckets[index]?.key ?? '',
      loss: percentText(Number(loss)),
    })),
  }
}

function ppmPercent(ppm: bigint): string {
  return percentText(Number(divideRounded(ppm, PPM_IN_BP)))
}
