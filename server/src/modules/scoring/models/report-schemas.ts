import { z } from 'zod'

const share = z.number()
const maybe = z.number().nullable()
const count = z.int()

const figures = z.object({
  ...{ n: count, bad: count, badRate: maybe, auc: maybe, aucStandardError: maybe },
  aucInterval: z.array(z.number()).nullable().describe('95 %, from the error of DeLong'),
  ...{ gini: maybe, ks: maybe, averagePrecision: maybe, brier: maybe, logLoss: maybe },
  hosmerLemeshow: z.object({ chi2: z.number(), df: count, pValue: z.number() }).nullable(),
  calibration: z.object({ intercept: z.number(), slope: z.number() }).nullable(),
  spiegelhalter: z.object({ z: z.number(), pValue: z.number() }).nullable(),
})

const testFigures = figures.extend({
  aucBootstrap: z.array(z.number()).nullable().describe('95 %, from 1,000 samples with replacement'),
})

export const metricsJson = z.object({ train: figures, test: testFigures })

const stability = z.object({ psi: z.number(), verdict: z.enum(['stable', 'watch', 'shifted']) }).nullable()
const rocLine = z.array(z.object({ good: share, bad: share }))

const refused = z.object({
  badAvoided: count,
  goodLost: count,
  badAmountAvoided: z.string().nullable(),
  goodAmountLost: z.string().nullable(),
})

export const cutOffJson = z.object({
  share: share.describe('Of the cases, those of the highest risk'),
  cases: count,
  model: refused,
  champion: refused.nullable(),
})

export const deLongJson = z.object({ aucA: share, aucB: share, z: z.number(), pValue: share })

const featureShare = z.object({ feature: z.string(), share, meanLogOdds: z.number() })

const variable = z.object({
  feature: z.string(),
  kind: z.enum(['number', 'category']),
  stability,
  ...{ iv: maybe, trend: z.string().nullable(), coefficient: maybe, standardError: maybe, pValue: maybe },
  bins: z.array(
    z.object({
      ...{ label: z.string(), count: z.number(), bad: z.number(), badRate: share },
      ...{ woe: maybe, iv: maybe, points: maybe },
      effect: maybe.describe('Boosted models: mean contribution to the log-odds of bad'),
    }),
  ),
})

export const reportJson = z.object({
  split: z.object({
    kind: z.enum(['chance', 'file', 'time', 'trial']),
    column: z.string().nullable(),
    from: z.string().nullable(),
  }),
  ...{ rows: count, unused: count },
  metrics: metricsJson,
  crossValidation: z
    .object({ folds: count, auc: maybe, logLoss: z.number(), foldAucs: z.array(maybe).optional() })
    .nullable(),
  roc: z.object({ train: rocLine, test: rocLine }),
  ks: z.array(z.object({ score: z.number(), bad: share, good: share })),
  calibration: z.array(z.object({ count, expectedBad: z.number(), bad: count })),
  bands: z.array(z.object({ from: maybe, to: maybe, train: count, test: count, bad: count, meanPd: maybe })),
  scoreStability: stability,
  variables: z.array(variable),
  dropped: z.array(
    z.object({
      feature: z.string(),
      reason: z.string(),
      detail: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
  warnings: z.array(
    z.object({
      code: z.string(),
      feature: z.string().nullable(),
      text: z.string(),
      values: z.record(z.string(), z.number()),
    }),
  ),
  segments: z
    .object({
      column: z.string(),
      figures: z.array(
        z.object({
          segment: z.string().nullable().describe('null: all the rare ones together'),
          ...{ n: count, bad: count, badRate: share, meanPd: share, auc: maybe, aucStandardError: maybe },
        }),
      ),
    })
    .nullable(),
  use: z.object({
    cases: count,
    overall: z.array(featureShare),
    groups: z.array(z.object({ group: z.string(), n: count, meanPd: share, drivers: z.array(featureShare) })),
  }),
  cutOffs: z.array(cutOffJson),
  versus: deLongJson.extend({ version: count }).nullable().describe('Against the champion; A is this model'),
})
