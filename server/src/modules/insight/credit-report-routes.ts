import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { reportDocumentSchema } from '../../platform/http/report-schema.js'
import { codeSchema } from '../../platform/http/schemas.js'
import { writeReport } from '../../platform/pdf/write-report.js'
import { recordAccess } from '../audit/record-audit.js'
import { creditReportDocument } from './domain/credit-report/report-document.js'
import { gradeOf } from './domain/credit-report/rating-section.js'
import { readCreditReport } from './read-credit-report.js'

const answer = z.object({
  customerCode: z.string(),
  customerName: z.string(),
  asOf: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  grade: z.string().nullable(),
  score: z.number().nullable(),
  document: reportDocumentSchema.describe('The report as content; the PDF says the same'),
})

/** The credit report of one customer, as content for a page or as PDF. */
export function registerCreditReportRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['insight'],
    summary: 'Credit report of a customer: content for a page, or a PDF; who took it is recorded',
    description:
      'Everything known about the customer in one paper, marked as internal rating. Parts that the caller may not ' +
      'read are left out and named. `format=pdf` answers application/pdf.',
    params: z.strictObject({ code: codeSchema }),
    querystring: z.strictObject({
      format: z.enum(['json', 'pdf']).default('json'),
      language: z.enum(['zh-CN', 'en']).default('zh-CN'),
    }),
    response: { 200: answer },
  }
  const config = { permission: 'ratings:read' } as const
  app.get('/api/v1/customers/:code/credit-report', { config, schema }, async (request, reply) => {
    const { code } = request.params
    const { format } = request.query
    const language = request.query.language === 'en' ? 'en' : 'zh'
    const actor = principalOf(request)
    const at = deps.now()
    const report = await deps.db.snapshot((tx) => readCreditReport(tx, code, actor, at))
    const document = creditReportDocument(report, language)
    const pdf = format === 'pdf' ? await writeReport(document, at) : null
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor, action: 'credit-report.exported', objectType: 'customer', objectId: code, at },
        detail: { format, language },
      }),
    )
    if (pdf !== null)
      return reply
        .type('application/pdf')
        .header('Content-Disposition', `attachment; filename="credit-report-${report.asOf}.pdf"`)
        .send(pdf as never)
    return {
      customerCode: report.identity.code,
      customerName: report.identity.name,
      ...{ asOf: report.asOf, madeAt: report.madeAt, madeBy: report.madeBy },
      grade: report.rating ? gradeOf(report.rating) : null,
      score: report.rating?.current.score ?? null,
      document,
    }
  })
}
