import { z } from 'zod'
import {
  bilingualSchema,
  codeSchema,
  daySchema,
  idSchema,
  instantSchema,
  lineOf,
  listOf,
  reasonSchema,
  versionFrom,
} from '../../../platform/http/schemas.js'
import { trendChoices } from '../domain/statistics/binning/optimal-merge.js'
import { exclusionTests } from '../domain/statistics/training/leave-out.js'
import { featureCodes, type FeatureCode } from '../domain/features.js'
import { modelStatuses, modelUses } from '../domain/models/model-life.js'
import { rejectMethods } from '../domain/statistics/training/infer-rejects.js'
import { fittedModelSchema } from '../fitted-model-schemas.js'
import { cutOffJson, deLongJson, metricsJson, reportJson } from './report-schemas.js'

export const byId = z.strictObject({ id: idSchema })

/** Code of a family of models. */
export const familyCode = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40')
const columnName = lineOf(200)
const method = z.enum(['scorecard', 'gbm', 'linear'])
const trainedMethod = z.enum(['scorecard', 'gbm'])
const use = z.enum(modelUses)

const manualBins = z.strictObject({
  breaks: z.array(z.number()).max(50).optional(),
  groups: z
    .array(z.array(z.string().max(200)).min(1).max(200))
    .max(50)
    .optional(),
})

const exclusion = z.strictObject({
  column: columnName,
  test: z.enum(exclusionTests),
  value: z
    .string()
    .max(200)
    .regex(/^[^\u0000]*$/, 'NUL is not allowed')
    .default(''),
})

const selectionRules = z.strictObject({
  ivMin: z.number().min(0).max(1),
  correlationMax: z.number().min(0.1).max(1),
  vifMax: z.number().min(1).max(100),
  pValueMax: z.number().min(0.0001).max(1),
})

export const settingsSchema = z.strictObject({
  method: trainedMethod,
  target: columnName.describe('1 bad, 0 good, unless badValue says otherwise'),
  badValue: lineOf(200).nullable().default(null),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  calibration: z.enum(['none', 'platt', 'isotonic']).default('platt'),
  excluded: z.array(columnName).max(400).default([]),
  manualBins: z.record(columnName, manualBins).default({}),
  directions: z
    .record(columnName, z.union([z.literal(-1), z.literal(0), z.literal(1)]))
    .default({})
    .describe('Boosted models: how the risk may move when the number grows'),
  trends: z
    .record(columnName, z.enum(trendChoices))
    .default({})
    .describe('Scorecards: how the bad rate must run over the bins of a number'),
  selection: selectionRules.nullable().default(null).describe('Scorecards; null: the usual bounds'),
  rejects: z.enum(rejectMethods).nullable().default(null),
  worseBy: z
    .number()
    .min(1)
    .max(10)
    .default(1.2)
    .describe('How many times as often rejected cases turn bad as accepted ones of the same score'),
  exclusions: z.array(exclusion).max(50).default([]).describe('Rows that take no part'),
  weightColumn: columnName.nullable().default(null).describe('How much each row counts in the fit'),
  timeColumn: columnName.nullable().default(null).describe('Test on the latest cases by this column of days'),
  segmentColumn: columnName.nullable().default(null),
  amountColumn: columnName.nullable().default(null),
})

export const trainingBody = z.strictObject({
  datasetId: idSchema,
  code: familyCode,
  name: lineOf(80),
  settings: settingsSchema,
})

export const trialBody = z.strictObject({
  datasetId: idSchema,
  target: columnName.describe('1 bad, 0 good, unless badValue says otherwise'),
  badValue: lineOf(200).nullable().default(null),
  exclusions: z.array(exclusion).max(50).default([]).describe('Rows that take no part'),
  segmentColumn: columnName.nullable().default(null),
  amountColumn: columnName.nullable().default(null),
})

const sampleRules = z.strictObject({
  overdueDays: z
    .int()
    .min(1)
    .max(365)
    .default(90)
    .describe('Bad: an instalment open for more days than this'),
  withinMonths: z.int().min(1).max(24).default(12).describe('… within so many months of the day'),
  observationDays: z.array(daySchema).min(1).max(24),
  doubtfulDays: z
    .int()
    .min(0)
    .max(364)
    .nullable()
    .default(null)
    .describe('Open for more days than this, and not bad: neither good nor bad, left out'),
  writeOffs: z.boolean().default(true).describe('Bad is also what was written off within the months'),
  segments: z.array(codeSchema).max(100).default([]).describe('Only customers with an account there'),
  activeOnly: z.boolean().default(false),
  minHistoryMonths: z.int().min(0).max(60).default(0).describe('Months since the first invoice'),
  turnedAway: z
    .boolean()
    .default(false)
    .describe('With customers whose orders were held or refused, without an outcome: for reject inference'),
  features: z
    .array(z.enum(featureCodes as [FeatureCode, ...FeatureCode[]]))
    .min(1)
    .max(100)
    .optional()
    .describe('Default: every feature whose past can be told'),
})

export const sampleBody = sampleRules.extend({ name: lineOf(80) })
export const sampleCountBody = sampleRules

const classCount = z.int().describe('Customers as of the day')

export const sampleCountAnswer = z.object({
  days: z.array(
    z.object({
      day: z.string(),
      ...{ good: classCount, bad: classCount, doubtful: classCount, alreadyLate: classCount },
      ...{ nothingDue: classCount, tooNew: classCount, turnedAway: classCount },
    }),
  ),
  features: z.array(
    z.object({
      code: z.string(),
      label: bilingualSchema,
      refused: bilingualSchema.nullable().describe('Why it may not train a model'),
    }),
  ),
})

export const binsBody = z.strictObject({
  ...{ target: columnName, badValue: lineOf(200).nullable().default(null) },
  seed: z.int().min(0).max(2_147_483_647).default(1),
  timeColumn: columnName.nullable().default(null),
  weightColumn: columnName.nullable().default(null),
  exclusions: z.array(exclusion).max(50).default([]),
  feature: columnName,
  trend: z.enum(trendChoices).default('auto'),
  bins: manualBins.nullable().default(null).describe('By hand; null: as the program finds them'),
})

const evidence = {
  ...{ bad: z.number(), good: z.number(), count: z.number(), badRate: z.number() },
  ...{ woe: z.number(), iv: z.number() },
}

export const binsAnswer = z.object({
  feature: z.string(),
  kind: z.enum(['number', 'category']),
  trend: z.string(),
  breaks: z.array(z.number()),
  groups: z.array(z.array(z.string())),
  bins: z.array(
    z.object({
      ...evidence,
      label: z.string(),
      kind: z.enum(['interval', 'group', 'code', 'missing']),
      splitAt: z.number().nullable().describe('Where the cases of the bin would be halved'),
    }),
  ),
  iv: z.number(),
  runs: z.enum(['ascending', 'descending', 'turning', 'flat']),
  levels: z.array(z.object({ ...evidence, level: z.string() })),
  unseen: z.int().describe('Cases whose text is in no group: they count as average'),
})

export const datasetJson = z.object({
  id: z.string(),
  name: z.string(),
  source: z.enum(['file', 'book']),
  fileName: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  columns: z.array(
    z.object({ name: z.string(), samples: z.array(z.string()), distinct: z.int(), blank: z.int() }),
  ),
  rowCount: z.int(),
  definition: z.unknown(),
  createdBy: z.string(),
  createdAt: z.string(),
})

export const trainingJson = z.object({
  id: z.string(),
  datasetId: z.string(),
  datasetName: z.string(),
  code: z.string(),
  name: z.string(),
  settings: z.object({ ...settingsSchema.shape, method }),
  trialOf: z.string().nullable().describe('The model that is tried on the data; null: a new one is trained'),
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.int(),
  total: z.int().nullable(),
  failure: bilingualSchema.nullable(),
  modelId: z.string().nullable(),
  version: z.int().nullable(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  finishedAt: z.string().nullable(),
})

export const modelJson = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  version: z.int(),
  method,
  source: z.enum(['trained', 'imported', 'onnx']),
  datasetId: z.string().nullable(),
  documentSha256: z.string(),
  features: z.array(z.string()),
  scoresCustomers: z.boolean().describe('All that it reads are features of customers'),
  auc: z.number().nullable().describe('On cases that it was not fitted on'),
  status: z.enum(modelStatuses),
  statusSince: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  validatedBy: z.string().nullable(),
  validatedAt: z.string().nullable(),
  validationNote: z.string().nullable(),
  approvedFor: use.nullable(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  askedUse: use.nullable().describe('What a running approval is asked for'),
  askedFrom: z.string().nullable(),
  askedBy: z.string().nullable(),
  plannedUse: use.nullable(),
  plannedFrom: z.string().nullable(),
})

const eventJson = z.object({
  kind: z.string(),
  became: z.enum(modelStatuses),
  by: z.string(),
  at: z.string(),
  note: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number()]).nullable()),
})

export const modelDetail = modelJson.extend({
  recipe: z.record(z.string(), z.unknown()),
  report: reportJson.nullable(),
  reportOn: z
    .object({ datasetName: z.string().nullable(), madeBy: z.string(), madeAt: z.string() })
    .nullable(),
  featureLabels: z.record(z.string(), bilingualSchema),
  events: z.array(eventJson),
  may: z
    .object({
      try: z.boolean(),
      validate: z.boolean(),
      ask: z.array(use),
      use: z.array(use),
      standDown: z.boolean(),
      retire: z.boolean(),
    })
    .describe('What the caller may do with it now'),
})

export const modelsAnswer = listOf(modelJson)
export const datasetsAnswer = listOf(datasetJson)
export const trainingsAnswer = listOf(trainingJson)

export const validateBody = z.strictObject({ note: reasonSchema })
export const submitBody = z.strictObject({
  use,
  from: instantSchema.optional().describe('From when it is used; left out: as soon as it is approved'),
  note: reasonSchema,
})
export const submitAnswer = z.object({ caseId: z.string() })
export const useBody = z.strictObject({ use, from: instantSchema.optional(), note: reasonSchema.optional() })
export const endBody = z.strictObject({ to: z.enum(['challenger', 'retired']), note: reasonSchema })

export const scoreBody = z
  .strictObject({
    customerCode: lineOf(64).optional().describe('Scores the customer as of today'),
    values: z
      .record(lineOf(200), z.union([z.string().max(1000), z.number(), z.null()]))
      .optional()
      .describe('Scores this record'),
  })
  .refine(({ customerCode, values }) => (customerCode === undefined) !== (values === undefined), {
    message: 'give either customerCode or values',
  })

export const predictionJson = z.object({
  pd: z.number().describe('Probability of bad'),
  score: z.number(),
  points: z.number().optional(),
  base: z.number(),
  contributions: z.array(
    z.object({ feature: z.string(), logOdds: z.number(), points: z.number(), reason: bilingualSchema }),
  ),
})

export const modelScoresAnswer = listOf(
  z.object({
    modelId: z.string(),
    code: z.string(),
    name: z.string(),
    version: z.int(),
    usedAs: use.describe('The champion’s answer counts; a challenger’s is only noted'),
    pd: z.number(),
    score: z.number(),
    reasons: z.array(bilingualSchema).describe('What moved it most'),
  }),
)

export const exportedModel = z.strictObject({
  format: z.literal('xinheng-model'),
  formatVersion: z.literal(1),
  code: familyCode,
  name: lineOf(80),
  version: versionFrom(1),
  documentSha256: z.string().max(64),
  document: fittedModelSchema,
  recipe: z.record(z.string(), z.unknown()),
})

export const sqlQuery = z.strictObject({
  table: lineOf(63).default('features').describe('Table or view that holds one record a row'),
  key: lineOf(63).default('row_id').describe('Column that names a record'),
})
export const sqlAnswer = z.object({ sql: z.string() })

export const comparisonQuery = z.strictObject({ a: idSchema, b: idSchema })

const comparedModel = z.object({
  model: modelJson,
  metrics: metricsJson.nullable(),
  features: z.array(z.object({ feature: z.string(), share: z.number() })),
})

export const comparisonJson = z.object({
  a: comparedModel,
  b: comparedModel,
  paired: z
    .object({ cases: z.int(), test: deLongJson, cutOffs: z.array(cutOffJson) })
    .nullable()
    .describe('On the cases that neither was fitted on; A stands as model, B as champion in the cut-offs'),
  featureLabels: z.record(z.string(), bilingualSchema),
})
