import { z } from 'zod'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { idSchema } from '../../platform/http/schemas.js'
import { withoutScope } from '../../platform/request-context.js'
import { recordAccess } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { archiveCase } from './archive-case.js'
import { caseFor, presentCase } from './present-case.js'
import type { Approvals } from './subject.js'
import { workingCalendar } from './working-calendar-store.js'

/** The case on paper. */
export function registerArchiveRoutes(app: App, deps: Deps, approvals: Approvals): void {
  const schema = {
    tags: ['approvals'],
    summary: 'The case as a PDF: request, path, and the figures as they were when it ended',
    params: z.strictObject({ id: idSchema }),
    querystring: z.strictObject({ language: z.enum(['zh', 'en']).default('zh') }),
    response: { 200: z.any().describe('application/pdf') },
  }
  const path = '/api/v1/approval-cases/:id/archive.pdf'
  app.get(path, { config: { permission: 'any' }, schema }, async (request, reply) => {
    const reader = principalOf(request)
    const { id } = request.params
    const { language } = request.query
    const at = deps.now()
    const pdf = await withoutScope(async () => {
      const record = await caseFor(deps.db, id, reader)
      const { timeZone } = await getOrganisation(deps.db)
      const calendar = await workingCalendar(deps.db, timeZone)
      const now = { at, today: dayInZone(at, timeZone), calendar }
      const presented = await presentCase(deps.db, approvals, record, reader, now)
      await deps.db.transaction((tx) =>
        recordAccess(tx, {
          ...{ actor: reader, action: 'approval-case.exported', objectType: 'approval-case', objectId: id },
          at,
        }),
      )
      return archiveCase({ presented, language, timeZone, at })
    })
    return reply
      .type('application/pdf')
      .header('Content-Disposition', `attachment; filename="approval-${id}.pdf"`)
      .send(pdf)
  })
}
