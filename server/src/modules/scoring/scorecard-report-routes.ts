import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { writeReport } from '../../platform/pdf/write-report.js'
import { recordAccess } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { scorecardDocument } from './domain/scorecard-document.js'
import { SCORECARD_CODE } from './scorecard-in-force.js'
import { findScorecard } from './scorecard-store.js'

/** The validation report of a version of the scorecard on paper. */
export function registerScorecardReportRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['scorecards'],
    summary: 'A version of the scorecard with its validation as PDF; who took it is recorded',
    params: z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000) }),
    querystring: z.strictObject({ language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
    response: { 200: z.any().describe('application/pdf') },
  }
  const config = { permission: 'ratings:read' } as const
  app.get('/api/v1/scorecards/:version/report.pdf', { config, schema }, async (request, reply) => {
    const { version } = request.params
    const found = await findScorecard(deps.db, SCORECARD_CODE, version)
    if (!found) throw new Refusal('scorecard_not_found', { version })
    const actor = principalOf(request)
    const at = deps.now()
    const { name: organisation, timeZone } = await getOrganisation(deps.db)
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    const { content, createdBy, report } = found
    const document = scorecardDocument(
      {
        ...{ organisation, version, content, createdBy, report, madeBy: actor.label },
        validFrom: clock.format(found.validFrom),
        createdAt: clock.format(found.createdAt),
        madeAt: clock.format(at),
      },
      request.query.language === 'en' ? 'en' : 'zh',
    )
    const pdf = await writeReport(document, at)
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor, action: 'scorecard-report.exported', objectType: 'scorecard', at },
        objectId: `${SCORECARD_CODE}/${version}`,
      }),
    )
    return reply
      .type('application/pdf')
      .header('Content-Disposition', `attachment; filename="scorecard-v${version}-report.pdf"`)
      .send(pdf)
  })
}
