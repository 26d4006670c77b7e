import { z } from 'zod'
import { versionFrom } from './schemas.js'

/**
 * Body and answer of the routes that keep the draft of a versioned document: what it says and from which version it was
 * begun. `more` stands in the answer besides.
 */
export function draftSchemas<Content extends z.ZodType, More extends z.ZodRawShape>(
  content: Content,
  more: More,
) {
  const shape = { content, baseVersion: versionFrom(1).describe('The version that it changes') }
  const draft = z.object({
    ...shape,
    revision: z.int(),
    savedBy: z.string(),
    savedAt: z.string(),
    outdated: z.boolean().describe('Another version has come into force since it was begun'),
    ...more,
  })
  return {
    body: z.strictObject({
      ...shape,
      revision: versionFrom(1).nullable().describe('The draft that was opened; null: there was none'),
    }),
    answer: z.object({ draft: draft.nullable() }),
  }
}
