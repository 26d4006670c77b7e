import { Refusal } from '../../../kernel/errors.js'
import { seeingAll } from '../../../platform/db/database.js'
import type { Tx } from '../../../platform/db/types.js'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { findCustomer } from '../../customers/customer-store.js'
import { featureTexts, foreignFeature } from '../domain/models/feature-texts.js'
import { reasonSentence } from '../domain/models/reason-sentence.js'
import { loadFeatures } from '../load-features.js'
import { frameOf } from '../rate-customers.js'
import { getRating } from '../replay-rating.js'
import { getModel } from './add-model.js'
import * as schemas from './model-schemas.js'
import { listModelScores } from './model-score-store.js'
import { getModelParts } from './model-store.js'
import { wire } from './wire.js'
import { scoreRecord, scoreWithModel, type ExplainedPrediction } from './score-with-model.js'

/** What models say: of one customer or record now, and beside each rating. */
export function registerModelScoreRoutes(app: App, deps: Deps): void {
  registerScore(app, deps)
  registerShadowScores(app, deps)
}

function registerShadowScores(app: App, deps: Deps): void {
  const schema = {
    tags: ['models'],
    summary: 'What the models in use said at a rating, the champion first',
    params: schemas.byId,
    response: { 200: schemas.modelScoresAnswer },
  }
  const config = { permission: 'ratings:read' } as const
  app.get('/api/v1/ratings/:id/model-scores', { config, schema }, async (request) => {
    const { rating } = await getRating(deps.db, request.params.id, principalOf(request).onlyCustomersOf)
    const scores = await listModelScores(deps.db, rating.id)
    return {
      items: scores.map(({ modelId, code, name, version, usedAs, pd, score, reasons }) => ({
        ...{ modelId, code, name, version, usedAs, pd, score },
        reasons: reasons.map((one) => reasonSentence(one, one.text)),
      })),
      nextCursor: null,
    }
  })
}

function registerScore(app: App, deps: Deps): void {
  const schema = {
    tags: ['models'],
    summary: 'Score one customer as of today, or one record, with reasons',
    params: schemas.byId,
    body: schemas.scoreBody,
    response: { 200: schemas.predictionJson },
  }
  const config = { permission: 'ratings:read' } as const
  app.post('/api/v1/models/:id/score', { config, schema }, async (request) => {
    const { id } = request.params
    const { customerCode, values } = request.body
    if (values !== undefined) return wire(await scoreWithModel(deps.db, id, values))
    const { onlyCustomersOf } = principalOf(request)
    const code = customerCode ?? ''
    return deps.db.transaction(async (tx) => {
      const customer = await findCustomer(tx, code, onlyCustomersOf)
      if (!customer) throw new Refusal('customer_not_found', { code })
      // A score looks at all that is known, also at accounts in segments that the caller does not see.
      return wire(await seeingAll(tx, () => scoreCustomer(tx, id, customer.id, deps.now())))
    })
  })
}

async function scoreCustomer(
  tx: Tx,
  id: string,
  customerId: string,
  now: Date,
): Promise<ExplainedPrediction> {
  const model = await getModel(tx, id)
  const foreign = foreignFeature(model.features)
  if (foreign !== null) throw new Refusal('model_not_for_book', { column: foreign })
  const inputs = (await loadFeatures(tx, [customerId], await frameOf(tx, undefined, now))).get(customerId)
  const { document } = await getModelParts(tx, id)
  return scoreRecord(document, featureTexts(inputs ?? { values: {}, stale: [] }))
}
