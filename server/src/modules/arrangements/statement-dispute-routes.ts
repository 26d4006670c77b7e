import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { idSchema } from '../../platform/http/schemas.js'
import { findStatementRequest } from '../receivables/statement-request-store.js'
import { disputeReference } from './domain/dispute-number.js'
import { disputeStatuses } from './domain/dispute-state.js'
import { followedLines, lineOutcomes } from './statement-dispute-store.js'

const lineJson = z.object({
  source: z.string(),
  type: z.string(),
  number: z.string(),
  itemNo: z.int(),
  outcome: z
    .enum(lineOutcomes)
    .describe('opened: a dispute of its own; joined: the instalment was in dispute already'),
  dispute: z
    .object({
      id: z.string(),
      number: z.string(),
      status: z.enum(disputeStatuses),
      owner: z.string().nullable(),
      dueOn: z.string(),
    })
    .nullable(),
})

/** What became of the lines that a customer disputed on a statement. */
export function registerStatementDisputeRoutes(app: App, { db }: Deps): void {
  const schema = {
    tags: ['arrangements'],
    summary: 'What became of the lines that a customer disputed on a statement',
    params: z.strictObject({ id: idSchema }),
    response: { 200: z.object({ items: z.array(lineJson), nextCursor: z.null() }) },
  }
  const config = { permission: 'collections:read' } as const
  app.get('/api/v1/statements/:id/disputes', { config, schema }, async (request) => {
    const { id } = request.params
    if (!(await findStatementRequest(db, id))) throw new Refusal('statement_request_not_found', { id })
    const lines = await followedLines(db, id)
    return {
      items: lines.map(({ source, documentType: type, number, itemNo, outcome, ...line }) => {
        const { disputeId, disputeNumber, status, owner, dueOn } = line
        const dispute =
          disputeId === null || disputeNumber === null || status === null || dueOn === null
            ? null
            : { id: disputeId, number: disputeReference(disputeNumber), status, owner, dueOn }
        return { source, type, number, itemNo, outcome, dispute }
      }),
      nextCursor: null,
    }
  })
}
