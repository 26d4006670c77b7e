import { z } from 'zod'
import { dayInZone } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { idSchema } from '../../../platform/http/schemas.js'
import { writeReport } from '../../../platform/pdf/write-report.js'
import { recordAccess } from '../../audit/record-audit.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import { validationDocument } from '../domain/models/validation-document.js'
import { getModel } from './add-model.js'
import { findReport } from './model-store.js'

/** The validation report of a model on paper. */
export function registerModelReportRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['models'],
    summary: 'The newest validation report of a model as PDF, with its charts; who took it is recorded',
    params: z.strictObject({ id: idSchema }),
    querystring: z.strictObject({ language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
    response: { 200: z.any().describe('application/pdf') },
  }
  const config = { permission: 'policy:read' } as const
  app.get('/api/v1/models/:id/report.pdf', { config, schema }, async (request, reply) => {
    const { id } = request.params
    const actor = principalOf(request)
    const at = deps.now()
    const model = await getModel(deps.db, id)
    const stored = await findReport(deps.db, id)
    if (!stored) throw new Refusal('model_without_report')
    const { name: organisation, timeZone } = await getOrganisation(deps.db)
    const document = validationDocument(
      {
        ...{ organisation, code: model.code, name: model.name, version: model.version, method: model.method },
        ...{ status: model.status, documentSha256: model.documentSha256, dataset: stored.datasetName },
        report: stored.report,
        ...{ reportOn: dayInZone(stored.madeAt, timeZone), reportBy: stored.madeBy },
        ...{
          validatedBy: model.validatedBy,
          validationNote: model.validationNote,
          approvedBy: model.approvedBy,
        },
        madeAt: new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
          at,
        ),
        madeBy: actor.label,
      },
      request.query.language === 'en' ? 'en' : 'zh',
    )
    const pdf = await writeReport(document, at)
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor, action: 'model-report.exported', objectType: 'model', at },
        objectId: `${model.code}/${model.version}`,
      }),
    )
    const file = `model-${model.code}-v${model.version}-report.pdf`
    return reply
      .type('application/pdf')
      .header('Content-Disposition', `attachment; filename="${file}"`)
      .send(pdf)
  })
}
