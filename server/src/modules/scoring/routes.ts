import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { isId } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import { seeingAll } from '../../platform/db/database.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeCursor, encodeCursor } from '../../platform/http/cursor.js'
import { codeSchema, idSchema, listOf } from '../../platform/http/schemas.js'
import { recordAudit } from '../audit/record-audit.js'
import { findCustomer } from '../customers/customer-store.js'
import { getRun, requestRatingRun } from './rate-book.js'
import { rateCustomer } from './rate-customers.js'
import { ratingJson } from './rating-json.js'
import { listRuns, type RatingRun } from './rating-run-store.js'
import * as schemas from './rating-schemas.js'
import { listRatings, type CustomerRating } from './rating-store.js'
import { getRating, replayRating } from './replay-rating.js'
import { findScorecard } from './scorecard-store.js'
import { wholeBookOnly } from './whole-book-only.js'

const tags = ['ratings']
const read = { permission: 'ratings:read' } as const
const write = { permission: 'ratings:write' } as const
const customerParams = z.strictObject({ code: codeSchema })
const idParams = z.strictObject({ id: idSchema })
const RUNS_SHOWN = 20

/** Ratings, replays and runs over the whole book. */
export function registerScoringRoutes(app: App, deps: Deps): void {
  registerRate(app, deps)
  registerHistory(app, deps)
  registerOne(app, deps)
  registerRuns(app, deps)
}

async function visibleCustomer(db: Queryable, code: string, principal: Principal) {
  const customer = await findCustomer(db, code, principal.onlyCustomersOf)
  if (!customer) throw new Refusal('customer_not_found', { code })
  return customer
}

function registerRate(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Rate a customer now',
    params: customerParams,
    body: schemas.rateBody.optional(),
    response: { 201: schemas.madeRatingJson },
  }
  app.post('/api/v1/customers/:code/ratings', { config: write, schema }, async (request, reply) => {
    const actor = principalOf(request)
    const now = deps.now()
    const answer = await deps.db.transaction(async (tx) => {
      const customer = await visibleCustomer(tx, request.params.code, actor)
      const asked = { asOf: request.body?.asOf, actor, now }
      // A rating looks at all that is known, also at accounts in segments that the caller does not see.
      const { rating, scorecard, counted } = await seeingAll(tx, () => rateCustomer(tx, customer, asked))
      await recordAudit(tx, {
        ...{ actor, action: 'customer.rated', objectType: 'customer', objectId: customer.code },
        after: { ratingId: rating.id, grade: rating.grade, score: rating.score, asOf: rating.asOf },
        at: now,
      })
      return {
        ...ratingJson({ ...rating, customerCode: customer.code }, scorecard.content),
        ...{ gradeInForce: counted.grade, deferredUntil: counted.deferredUntil },
      }
    })
    return reply.code(201).send(answer)
  })
}

function registerHistory(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Ratings of a customer, newest first',
    params: customerParams,
    querystring: schemas.ratingsQuery,
    response: { 200: listOf(schemas.ratingJson) },
  }
  app.get('/api/v1/customers/:code/ratings', { config: read, schema }, async (request) => {
    const { limit, cursor } = request.query
    const customer = await visibleCustomer(deps.db, request.params.code, principalOf(request))
    const after = cursor === undefined ? null : positionOf(cursor)
    const found = await listRatings(deps.db, customer.id, { limit: limit + 1, after })
    const page = found.slice(0, limit)
    const last = found.length > limit ? page.at(-1) : undefined
    return {
      items: await Promise.all(page.map((rating) => explained(deps.db, rating))),
      nextCursor: last ? encodeCursor([last.ratedAt.toISOString(), last.id]) : null,
    }
  })
}

async function explained(db: Queryable, rating: CustomerRating) {
  const scorecard = await findScorecard(db, rating.scorecardCode, rating.scorecardVersion)
  if (!scorecard) throw new Error(`the scorecard of rating ${rating.id} is missing`)
  return ratingJson(rating, scorecard.content)
}

function positionOf(cursor: string): { ratedAt: string; id: string } {
  const [ratedAt = '', id = ''] = decodeCursor(cursor, 2)
  if (!/^[12]\d{3}-\d\d-\d\dT[\d:.]{12}Z$/.test(ratedAt) || Number.isNaN(Date.parse(ratedAt)) || !isId(id))
    throw new Refusal('bad_request', { detail: 'cursor' })
  return { ratedAt, id }
}

function registerOne(app: App, deps: Deps): void {
  const schema = { tags, summary: 'One rating', params: idParams, response: { 200: schemas.ratingJson } }
  app.get('/api/v1/ratings/:id', { config: read, schema }, async (request) => {
    const { onlyCustomersOf } = principalOf(request)
    const { rating, scorecard } = await getRating(deps.db, request.params.id, onlyCustomersOf)
    return ratingJson(rating, scorecard.content)
  })

  const replaySchema = {
    tags,
    summary: 'Rate again from the recorded inputs and compare',
    params: idParams,
    response: { 200: schemas.replayAnswer },
  }
  app.post('/api/v1/ratings/:id/replay', { config: read, schema: replaySchema }, async (request) => {
    const { onlyCustomersOf } = principalOf(request)
    const replay = await replayRating(deps.db, request.params.id, onlyCustomersOf)
    const { rating, recomputed, agrees } = replay
    return {
      agrees,
      recorded: resultJson(rating),
      recomputed: resultJson(recomputed),
      rating: ratingJson(rating, replay.scorecard.content),
    }
  })
}

function resultJson({ score, grade, coverage }: Pick<CustomerRating, 'score' | 'grade' | 'coverage'>) {
  return { score: score / 100, grade, coverage: coverage / 100 }
}

function registerRuns(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Rate every customer in the background',
    body: schemas.newRunBody,
    response: { 202: schemas.runJson },
  }
  app.post('/api/v1/rating-runs', { config: write, schema }, async (request, reply) => {
    const actor = wholeBookOnly(principalOf(request), write.permission)
    const asked = { asOf: request.body?.asOf, actor, at: deps.now() }
    const run = await deps.db.transaction((tx) => requestRatingRun(tx, asked))
    return reply.code(202).send(runJson(run))
  })

  const listSchema = {
    tags,
    summary: 'The newest rating runs with their progress',
    response: { 200: listOf(schemas.runJson) },
  }
  app.get('/api/v1/rating-runs', { config: read, schema: listSchema }, async () => ({
    items: (await listRuns(deps.db, RUNS_SHOWN)).map(runJson),
    nextCursor: null,
  }))

  const oneSchema = {
    tags,
    summary: 'Progress of a rating run',
    params: idParams,
    response: { 200: schemas.runJson },
  }
  app.get('/api/v1/rating-runs/:id', { config: read, schema: oneSchema }, async (request) =>
    runJson(await getRun(deps.db, request.params.id)),
  )
}

function runJson(run: RatingRun) {
  return {
    ...run,
    requestedAt: run.requestedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  }
}
