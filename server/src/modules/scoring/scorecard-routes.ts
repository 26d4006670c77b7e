import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { publishScorecard } from './publish-scorecard.js'
import { SCORECARD_CODE, scorecardInForce } from './scorecard-in-force.js'
import { scorecardHeadJson, scorecardJson } from './scorecard-json.js'
import { findScorecard, listScorecards } from './scorecard-store.js'
import * as schemas from './scorecards-schemas.js'

const tags = ['ratings']
const versionParams = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000) })

/** Scorecards as versioned documents. */
export function registerScorecardRoutes(app: App, deps: Deps): void {
  const read = { permission: 'ratings:read' } as const
  const listSchema = {
    tags,
    summary: 'Versions of the scorecard, newest first',
    response: { 200: schemas.scorecardsAnswer },
  }
  app.get('/api/v1/scorecards', { config: read, schema: listSchema }, async () => {
    const inForce = await deps.db.transaction((tx) => scorecardInForce(tx, deps.now()))
    const versions = await listScorecards(deps.db, SCORECARD_CODE)
    return { items: versions.map((version) => scorecardHeadJson(version, inForce)), nextCursor: null }
  })

  const oneSchema = {
    tags,
    summary: 'One version of the scorecard in full',
    params: versionParams,
    response: { 200: schemas.scorecardJson },
  }
  app.get('/api/v1/scorecards/:version', { config: read, schema: oneSchema }, async (request) => {
    const { version } = request.params
    const inForce = await deps.db.transaction((tx) => scorecardInForce(tx, deps.now()))
    const found = await findScorecard(deps.db, SCORECARD_CODE, version)
    if (!found) throw new Refusal('scorecard_not_found', { version })
    return scorecardJson(found, inForce)
  })

  const postSchema = {
    tags,
    summary: 'Publish a scorecard as the next version',
    body: schemas.newScorecardBody,
    response: { 201: schemas.scorecardJson },
  }
  const write = { permission: 'policy:write' } as const
  app.post('/api/v1/scorecards', { config: write, schema: postSchema }, async (request, reply) => {
    const { content, validFrom } = request.body
    const at = deps.now()
    const answer = await deps.db.transaction(async (tx) => {
      const context = {
        actor: principalOf(request),
        at,
        validFrom: validFrom === undefined ? at : new Date(validFrom),
      }
      const published = await publishScorecard(tx, content, context)
      return scorecardJson(published, await scorecardInForce(tx, at))
    })
    return reply.code(201).send(answer)
  })
}
