import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { bilingualSchema } from '../../platform/http/schemas.js'
import { featureNotes, originOf } from './domain/feature-catalogue.js'
import { featureCodes, features } from './domain/features.js'
import { indicatorsOf, inputsOf } from './domain/scorecard.js'
import type { RatedBook } from './rated-book.js'
import { scorecardInForce } from './scorecard-in-force.js'
import { wholeBookOnly } from './whole-book-only.js'

const count = z.int().min(0)

const answer = z.object({
  customers: count.describe('Customers with a rating'),
  items: z.array(
    z.object({
      code: z.enum(featureCodes),
      label: bilingualSchema,
      unit: z.string(),
      from: z.enum(['trading', 'facts']),
      direction: z.enum(['higher-is-better', 'lower-is-better', 'depends']),
      meaning: bilingualSchema.describe('What it counts, and over which time; a ratio with its formula'),
      source: bilingualSchema,
      asOf: bilingualSchema.describe('What counts as of a day'),
      notForTraining: bilingualSchema.nullable().describe('Why it must not train a model; null when it may'),
      weight: z.number().describe('Percent of the scorecard in force; 0 when it is not used'),
      known: count.describe('Customers of which it is known'),
      stale: count.describe('Of those, where it is out of date'),
    }),
  ),
  nextCursor: z.null(),
})

/** The catalogue of everything that a scorecard may look at. */
export function registerFeatureRoutes(app: App, deps: Deps, book: RatedBook): void {
  const schema = {
    tags: ['scorecards'],
    summary:
      'What a scorecard may look at: meaning, source, as-of rule, direction, and how much of the book knows it',
    response: { 200: answer },
  }
  const config = { permission: 'ratings:write' } as const
  app.get('/api/v1/scorecard-features', { config, schema }, async (request) => {
    wholeBookOnly(principalOf(request), 'ratings:write')
    const inForce = await deps.db.transaction((tx) => scorecardInForce(tx, deps.now()))
    const used = indicatorsOf(inForce.content)
    const { customers, features: coverage } = (await book.ask({ kind: 'coverage' })).answer
    return {
      customers,
      items: featureCodes.map((code) => {
        const { known = 0, stale = 0 } = coverage.find(({ feature }) => feature === code) ?? {}
        const weight = used
          .filter((indicator) => inputsOf(indicator).includes(code))
          .reduce((sum, { weightBasisPoints }) => sum + weightBasisPoints, 0)
        return {
          ...{ code, ...features[code], ...featureNotes[code], ...originOf(code) },
          ...{ weight: weight / 100, known, stale },
        }
      }),
      nextCursor: null,
    }
  })
}
