import { z } from 'zod'
import { bilingualSchema, instantSchema, lineOf, reasonSchema } from '../../platform/http/schemas.js'
import { draftStatuses } from './draft-store.js'
import { reportSchema } from './preview-schemas.js'
import { scorecardSchema } from './scorecards-schemas.js'

const revision = z.int().min(1).max(1_000_000_000)
const version = z.int().min(1).max(1_000_000)
const name = lineOf(100)

export const changesSchema = z.array(
  z.object({
    part: bilingualSchema,
    field: bilingualSchema,
    before: bilingualSchema.nullable(),
    after: bilingualSchema.nullable(),
  }),
)

const draftHead = z.object({
  id: z.string(),
  name: z.string(),
  baseVersion: z.int(),
  outdated: z.boolean().describe('A newer version has been published since the draft was begun'),
  revision: z.int(),
  status: z.enum(draftStatuses),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedBy: z.string(),
  updatedAt: z.string(),
  submittedBy: z.string().nullable(),
  validFrom: z.string().nullable(),
  reason: z.string().nullable(),
  version: z.int().nullable().describe('The version that it has become'),
})

export const draftsAnswer = z.object({ items: z.array(draftHead), nextCursor: z.null() })

export const draftAnswer = draftHead.extend({
  content: scorecardSchema,
  report: reportSchema.nullable(),
  changes: changesSchema.describe('What differs from the version that it is a change of'),
})

export const newDraftBody = z
  .strictObject({
    name,
    content: scorecardSchema.optional().describe('A document from elsewhere, for example an export'),
    version: version.optional().describe('Begin with this version; default the newest'),
  })
  .describe('A new draft; without content it begins as a copy of a version')

export const saveDraftBody = z.strictObject({
  revision: revision.describe('The revision that was changed; refused when somebody has saved since'),
  name,
  content: scorecardSchema,
  rebase: z.boolean().optional().describe('Make it a change of the newest version'),
})

export const revisionBody = z.strictObject({ revision })

export const submitBody = z.strictObject({
  revision,
  validFrom: instantSchema.optional().describe('Default as soon as approved'),
  reason: reasonSchema.optional(),
})

export const submittedAnswer = z.object({
  version: z.int().nullable().describe('The version that is published; null while it waits'),
  caseId: z.string().nullable().describe('The approval that decides on it'),
})

export const changesQuery = z.strictObject({
  from: z.coerce.number().int().min(1).max(1_000_000),
  to: z.coerce.number().int().min(1).max(1_000_000),
})
