import { z } from 'zod'
import { addMonths } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema } from '../../platform/http/schemas.js'
import { writeReport } from '../../platform/pdf/write-report.js'
import { recordAccess } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { getVisibleCustomer } from './customer-lookup-store.js'
import { makeStatement } from './make-statement.js'
import { wholeBook } from './open-item-store.js'
import * as schemas from './receivables-schemas.js'
import { frame } from './book-frame.js'
import { statementDocument } from './statement-document.js'

/** The statement of account on paper, to be confirmed by stamp. */
export function registerStatementPaperRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['receivables'],
    summary:
      'Statement of account as PDF, with claims for default interest reserved; who took it is recorded',
    params: z.strictObject({ code: codeSchema }),
    querystring: schemas.statementQuery.extend({ language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
    response: { 200: z.any().describe('application/pdf') },
  }
  const config = { permission: 'receivables:read' } as const
  app.get('/api/v1/customers/:code/statement.pdf', { config, schema }, async (request, reply) => {
    const { query } = request
    const actor = principalOf(request)
    const at = deps.now()
    const issued = await deps.db.snapshot(async (tx) => {
      const customer = await getVisibleCustomer(tx, request.params.code, actor.onlyCustomersOf)
      const { asOf } = await frame(tx, at, query)
      const from = query.from ?? addMonths(asOf, -3)
      const scope = { ...wholeBook, customerCode: customer.code, segmentCode: query.segment ?? null }
      return {
        organisation: (await getOrganisation(tx)).name,
        ...{ customerCode: customer.code, customerName: customer.name, from, asOf },
        statements: await makeStatement(tx, scope, { from, to: asOf }),
      }
    })
    const pdf = await writeReport(statementDocument(issued, query.language === 'en' ? 'en' : 'zh'), at)
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor, action: 'statement.exported', objectType: 'customer', objectId: issued.customerCode, at },
        detail: { from: issued.from, asOf: issued.asOf },
      }),
    )
    return reply
      .type('application/pdf')
      .header('Content-Disposition', `attachment; filename="statement-${issued.asOf}.pdf"`)
      .send(pdf)
  })
}
