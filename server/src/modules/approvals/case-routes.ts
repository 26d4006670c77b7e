import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { idSchema } from '../../platform/http/schemas.js'
import * as schemas from './case-schemas.js'

const tags = ['approvals']
const byId = z.strictObject({ id: idSchema })
const any = { permission: 'any' } as const
const manage = { permission: 'approvals:manage' } as const

/** Cases, the inbox, and what approvals took. */
export function registerCaseRoutes(app: App, deps: Deps): void {
  void deps
  const none = (): never => {
    throw new Refusal('not_found')
  }
  app.get(
    '/api/v1/approval-cases',
    {
      config: any,
      schema: {
        tags,
        summary: 'Cases: all of them for managers of approvals, otherwise those one takes part in',
        querystring: schemas.casesQuery,
        response: { 200: schemas.casesAnswer },
      },
    },
    none,
  )
  app.get(
    '/api/v1/approval-cases/:id',
    {
      config: any,
      schema: {
        tags,
        summary: 'A case with path, comments and everything an approver should know',
        params: byId,
        response: { 200: schemas.caseAnswer },
      },
    },
    none,
  )
  app.post(
    '/api/v1/approval-cases/:id/actions',
    {
      config: any,
      schema: {
        tags,
        summary: 'Approve, reject, return, add a signer, delegate, withdraw, urge, comment, assign',
        params: byId,
        body: schemas.actionBody,
        response: { 200: schemas.caseAnswer },
      },
    },
    none,
  )
  app.get(
    '/api/v1/inbox',
    {
      config: any,
      schema: {
        tags,
        summary: 'To do, done, started by me, copied to me',
        querystring: schemas.inboxQuery,
        response: { 200: schemas.inboxAnswer },
      },
    },
    none,
  )
  app.get(
    '/api/v1/inbox/counts',
    {
      config: any,
      schema: { tags, summary: 'Counters of the inbox', response: { 200: schemas.countsAnswer } },
    },
    none,
  )
  app.post(
    '/api/v1/inbox/decide',
    {
      config: any,
      schema: {
        tags,
        summary: 'Decide many steps with one reason',
        body: schemas.batchBody,
        response: { 200: schemas.batchAnswer },
      },
    },
    none,
  )
  app.get(
    '/api/v1/approval-statistics',
    {
      config: manage,
      schema: {
        tags,
        summary: 'Decisions and working time per flow, node or person',
        querystring: schemas.statisticsQuery,
        response: { 200: schemas.statisticsAnswer },
      },
    },
    none,
  )
}
