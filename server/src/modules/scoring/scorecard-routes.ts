import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { compareParts } from '../approvals/domain/document-change.js'
import type { Approvals } from '../approvals/subject.js'
import { registerCompareRoutes } from './compare-routes.js'
import { scorecardInWords } from './domain/scorecard-in-words.js'
import { registerDraftRoutes } from './draft-routes.js'
import * as draftSchemas from './draft-schemas.js'
import { registerFeatureRoutes } from './feature-routes.js'
import { registerPreviewRoutes } from './preview-routes.js'
import { openRatedBook, type RatedBook } from './rated-book.js'
import { SCORECARD_CODE, scorecardInForce } from './scorecard-in-force.js'
import { registerScorecardReportRoutes } from './scorecard-report-routes.js'
import { scorecardHeadJson, scorecardJson, scorecardNeeds } from './scorecard-json.js'
import { findScorecard, listScorecards } from './scorecard-store.js'
import * as schemas from './scorecards-schemas.js'
import { submitDocument } from './submit-scorecard.js'
import { validateScorecard } from './validate-scorecard.js'
import { registerWhatIfRoutes } from './what-if-routes.js'

const tags = ['scorecards']
const versionParams = z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000) })
const read = { permission: 'ratings:read' } as const

/** Scorecards as versioned documents: versions, drafts, previews on the book, publication. */
export function registerScorecardRoutes(app: App, deps: Deps, approvals: Approvals): void {
  const book = openRatedBook(deps)
  app.addHook('onClose', () => book.close())
  registerVersions(app, deps)
  registerDocuments(app, deps)
  registerPublication(app, deps, approvals, book)
  registerPreviewRoutes(app, deps, book)
  registerCompareRoutes(app, deps, book)
  registerWhatIfRoutes(app, deps)
  registerFeatureRoutes(app, deps, book)
  registerDraftRoutes(app, deps, approvals, book)
  registerScorecardReportRoutes(app, deps)
}

function registerVersions(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Versions of the scorecard, newest first',
    response: { 200: schemas.scorecardsAnswer },
  }
  app.get('/api/v1/scorecards', { config: read, schema: listSchema }, async (request) => {
    const inForce = await deps.db.transaction((tx) => scorecardInForce(tx, deps.now()))
    const versions = await listScorecards(deps.db, SCORECARD_CODE)
    return {
      items: versions.map((version) => scorecardHeadJson(version, inForce, principalOf(request))),
      nextCursor: null,
    }
  })

  const oneSchema = {
    tags,
    summary: 'One version of the scorecard in full',
    params: versionParams,
    response: { 200: schemas.scorecardJson },
  }
  app.get('/api/v1/scorecards/:version', { config: read, schema: oneSchema }, async (request) => {
    const inForce = await deps.db.transaction((tx) => scorecardInForce(tx, deps.now()))
    return scorecardJson(await versionOf(deps, request.params.version), inForce, principalOf(request))
  })

  const changesSchema = {
    tags,
    summary: 'What differs between two versions, in words',
    querystring: draftSchemas.changesQuery,
    response: { 200: z.object({ items: draftSchemas.changesSchema }) },
  }
  app.get('/api/v1/scorecards/changes', { config: read, schema: changesSchema }, async (request) => {
    const [from, to] = [await versionOf(deps, request.query.from), await versionOf(deps, request.query.to)]
    return { items: compareParts(scorecardInWords(from.content), scorecardInWords(to.content)) }
  })
}

async function versionOf(deps: Deps, version: number) {
  const found = await findScorecard(deps.db, SCORECARD_CODE, version)
  if (!found) throw new Refusal('scorecard_not_found', { version })
  return found
}

/** The form of the document itself, for editors and programs elsewhere. */
function registerDocuments(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'JSON Schema of the scorecard document, as it is exported and imported',
    response: { 200: z.record(z.string(), z.unknown()) },
  }
  app.get('/api/v1/scorecards/schema', { config: read, schema }, () => ({
    title: 'Xinheng scorecard',
    ...z.toJSONSchema(schemas.scorecardSchema, { io: 'input' }),
  }))

  const exportSchema = {
    tags,
    summary: 'One version as the document alone, to be kept or imported elsewhere',
    params: versionParams,
    response: { 200: schemas.scorecardSchema },
  }
  app.get('/api/v1/scorecards/:version/document', { config: read, schema: exportSchema }, async (request) => {
    const { content } = await versionOf(deps, request.params.version)
    return content as schemas.ScorecardBody
  })
}

function registerPublication(app: App, deps: Deps, approvals: Approvals, book: RatedBook): void {
  const postSchema = {
    tags,
    summary: 'Publish a scorecard as the next version; where an approval is needed it waits (202)',
    body: schemas.newScorecardBody,
    response: { 201: schemas.scorecardJson, 202: z.object({ caseId: z.string() }) },
  }
  const write = { permission: scorecardNeeds.edit }
  app.post('/api/v1/scorecards', { config: write, schema: postSchema }, async (request, reply) => {
    const { content, validFrom } = request.body
    const at = deps.now()
    const doing = { actor: principalOf(request), at }
    const inForce = await deps.db.transaction((tx) => scorecardInForce(tx, at))
    const report = await validateScorecard(book, inForce, content, at)
    const starts = validFrom === undefined ? null : new Date(validFrom)
    const way = await deps.db.transaction((tx) =>
      submitDocument(tx, approvals, { content, report, validFrom: starts }, doing),
    )
    if (way.kind === 'waits') return reply.code(202).send({ caseId: way.caseId })
    const now = await deps.db.transaction((tx) => scorecardInForce(tx, at))
    return reply.code(201).send(scorecardJson(way.published, now, doing.actor))
  })
}
