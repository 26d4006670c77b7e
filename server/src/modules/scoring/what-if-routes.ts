import { z } from 'zod'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { bilingualSchema, codeSchema } from '../../platform/http/schemas.js'
import { findCustomer } from '../customers/customer-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { featureCodes } from './domain/features.js'
import { grades, nineGrades } from './domain/grade-scale.js'
import { scorecardInForce } from './scorecard-in-force.js'
import { scorecardSchema } from './scorecards-schemas.js'
import { askWhatIf } from './what-if.js'

const value = z.union([z.int(), z.string().max(64)]).nullable()
const points = z.number().min(0).max(100)

const body = z.strictObject({
  content: scorecardSchema,
  customerCode: codeSchema,
  values: z
    .partialRecord(z.enum(featureCodes), value)
    .optional()
    .describe(
      'Values to be looked at instead of the known ones, in the unit of the feature; null: not known',
    ),
})

const evaluation = z.object({
  score: points,
  grade: z.enum(grades),
  scaleGrade: z.enum(nineGrades).describe('On the scale of the scorecard'),
  gradeByScore: z.enum(nineGrades),
  profile: bilingualSchema.nullable().describe('The profile that is applied; null: none of them'),
  coverage: points,
  alert: z.boolean(),
  caps: z.array(bilingualSchema),
  overlays: z
    .array(
      z.object({
        name: z.string(),
        contribution: z.number(),
        notches: z.int(),
        reason: bilingualSchema,
      }),
    )
    .describe('Overlays in force, applied after the scorecard'),
  contributions: z.array(
    z.object({
      indicator: z.string(),
      label: bilingualSchema,
      weight: points,
      points: points.nullable(),
      contribution: points.describe(
        'Contributions sum exactly to the score, together with those of overlays',
      ),
      reason: bilingualSchema,
    }),
  ),
})

const answer = z.object({
  customerCode: z.string(),
  customerName: z.string(),
  asOf: z.string(),
  against: z.int(),
  inputs: z.array(
    z.object({
      feature: z.enum(featureCodes),
      label: bilingualSchema,
      unit: z.string(),
      value,
      valueText: bilingualSchema,
      known: value.describe('What the last rating knew'),
      stale: z.boolean(),
    }),
  ),
  now: evaluation.describe('The scorecard in force on what is known'),
  after: evaluation.describe('The scorecard that was sent, on the values that were sent'),
  changes: z.array(
    z.object({
      indicator: z.string(),
      label: bilingualSchema,
      before: points,
      after: points,
      reason: bilingualSchema,
    }),
  ),
})

/** One customer under a scorecard that is being tried. */
export function registerWhatIfRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['scorecards'],
    summary: 'Try a scorecard on one customer, with other values where they are given. Stores nothing',
    body,
    response: { 200: answer },
  }
  const config = { permission: 'ratings:write' } as const
  app.post('/api/v1/scorecards/what-if', { config, schema }, async (request) => {
    const { content, customerCode: code, values = {} } = request.body
    const customer = await findCustomer(deps.db, code, principalOf(request).onlyCustomersOf)
    if (!customer) throw new Refusal('customer_not_found', { code })
    const knownAt = deps.now()
    const asOf = dayInZone(knownAt, (await getOrganisation(deps.db)).timeZone)
    const inForce = await deps.db.transaction((tx) => scorecardInForce(tx, knownAt))
    return askWhatIf(deps.db, customer, inForce, { tried: content, values, frame: { asOf, knownAt } })
  })
}
