import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { readFormula } from './domain/formula.js'
import { features, featureCodes } from './domain/features.js'
import { badDefinition, previewScorecard } from './preview-scorecard.js'
import * as schemas from './preview-schemas.js'
import type { RatedBook } from './rated-book.js'
import { SCORECARD_CODE, scorecardInForce } from './scorecard-in-force.js'
import { findScorecard } from './scorecard-store.js'
import { formulaSchema, scorecardSchema } from './scorecards-schemas.js'
import { wholeBookOnly } from './whole-book-only.js'

const tags = ['scorecards']
const config = { permission: 'ratings:write' } as const

const previewBody = z.strictObject({
  content: scorecardSchema,
  against: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('Compare with this version; default the one in force'),
})

/** What scorecards do to the book, tried without anything being stored. */
export function registerPreviewRoutes(app: App, deps: Deps, book: RatedBook): void {
  const previewSchema = {
    tags,
    summary: 'Try a scorecard on the whole book: grades now and after, who moves and why. Stores nothing',
    body: previewBody,
    response: { 200: schemas.previewAnswer },
  }
  app.post('/api/v1/scorecards/preview', { config, schema: previewSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'ratings:write')
    const { content, against } = request.body
    return previewScorecard(deps.db, book, await versionOf(deps, against), content)
  })

  const histogramSchema = {
    tags,
    summary: 'How a feature spreads over the book, with the share of bad customers',
    params: z.strictObject({ feature: z.enum(featureCodes) }),
    response: { 200: schemas.histogramAnswer },
  }
  const path = '/api/v1/scorecard-features/:feature/distribution'
  app.get(path, { config, schema: histogramSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'ratings:write')
    const { feature } = request.params
    const { content: inForce } = await versionOf(deps, undefined)
    const { answer } = await book.ask({ kind: 'histogram', of: feature, inForce })
    const { unit, label } = features[feature]
    return { feature, unit, label, badDefinition, ...answer, bars: [...answer.bars] }
  })

  const formulaRoute = {
    tags,
    summary:
      'How the value of a formula spreads over the book. Refuses one that cannot be read. Stores nothing',
    body: formulaSchema,
    response: { 200: schemas.histogramAnswer },
  }
  app.post('/api/v1/scorecard-formulas/distribution', { config, schema: formulaRoute }, async (request) => {
    wholeBookOnly(principalOf(request), 'ratings:write')
    const formula = request.body
    const { fault } = readFormula(formula.expression)
    if (fault !== null) throw new Refusal('formula_invalid', { detailZh: fault.zh, detail: fault.en })
    const { content: inForce } = await versionOf(deps, undefined)
    const { answer } = await book.ask({ kind: 'histogram', of: formula, inForce })
    return {
      feature: null,
      unit: formula.unit,
      label: null,
      badDefinition,
      ...answer,
      bars: [...answer.bars],
    }
  })
}

async function versionOf(deps: Deps, version: number | undefined) {
  if (version === undefined) return deps.db.transaction((tx) => scorecardInForce(tx, deps.now()))
  const found = await findScorecard(deps.db, SCORECARD_CODE, version)
  if (!found) throw new Refusal('scorecard_not_found', { version })
  return found
}
