import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { bilingualSchema, idSchema } from '../../platform/http/schemas.js'
import { compareParts } from '../approvals/domain/document-change.js'
import type { Scorecard } from './domain/scorecard.js'
import { scorecardInWords } from './domain/scorecard-in-words.js'
import { changesSchema } from './draft-schemas.js'
import { findDraft } from './draft-store.js'
import { compareScorecards } from './preview-scorecard.js'
import { previewAnswer } from './preview-schemas.js'
import type { RatedBook } from './rated-book.js'
import { SCORECARD_CODE, scorecardInForce } from './scorecard-in-force.js'
import { findScorecard } from './scorecard-store.js'
import { wholeBookOnly } from './whole-book-only.js'

const side = z
  .union([z.coerce.number().int().min(1).max(1_000_000), idSchema])
  .describe('A version by its number, or a draft by its id')

const sideJson = z.object({
  version: z.int().nullable(),
  draftId: z.string().nullable(),
  name: bilingualSchema,
})

const answer = previewAnswer
  .omit({ against: true })
  .extend({ left: sideJson, right: sideJson, changes: changesSchema })
  .describe('“now” is the left one, “after” the right one')

/** Two versions or drafts side by side: what differs in words, and what each of them gives on the book. */
export function registerCompareRoutes(app: App, deps: Deps, book: RatedBook): void {
  const schema = {
    tags: ['scorecards'],
    summary:
      'Two scorecards side by side: differences in words, grades of both on the book, who moves and why',
    querystring: z.strictObject({ left: side, right: side }),
    response: { 200: answer },
  }
  const config = { permission: 'ratings:write' } as const
  app.get('/api/v1/scorecards/compare', { config, schema }, async (request) => {
    wholeBookOnly(principalOf(request), 'ratings:write')
    const [left, right] = [
      await sideOf(deps.db, request.query.left),
      await sideOf(deps.db, request.query.right),
    ]
    const inForce = await deps.db.transaction((tx) => scorecardInForce(tx, deps.now()))
    const documents = { left: left.content, right: right.content }
    return {
      left: left.head,
      right: right.head,
      changes: compareParts(scorecardInWords(left.content), scorecardInWords(right.content)),
      ...(await compareScorecards(deps.db, book, inForce.content, documents)),
    }
  })
}

async function sideOf(db: Queryable, which: number | string) {
  if (typeof which === 'number') {
    const found = await findScorecard(db, SCORECARD_CODE, which)
    if (!found) throw new Refusal('scorecard_not_found', { version: which })
    const name = { zh: `第 ${which} 版`, en: `Version ${which}` }
    return { head: { version: which, draftId: null, name }, content: found.content }
  }
  const draft = await findDraft(db, which)
  if (!draft) throw new Refusal('not_found')
  const content: Scorecard = draft.content
  return { head: { version: null, draftId: draft.id, name: { zh: draft.name, en: draft.name } }, content }
}
