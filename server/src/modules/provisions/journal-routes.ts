import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { idSchema } from '../../platform/http/schemas.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import { writeXlsx } from '../../platform/tabular/write-xlsx.js'
import { recordAccess } from '../audit/record-audit.js'
import { journalRows, journalSheet } from './journal-file.js'
import { visibleRun } from './run-routes.js'

const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

const params = z.strictObject({ id: idSchema, format: z.enum(['csv', 'xlsx']) })
const querystring = z.strictObject({ language: z.enum(['zh-CN', 'en']).default('zh-CN') })

/** The postings of a run as a file for the accounting system. */
export function registerJournalRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['provisions'],
    summary: 'The postings of a run as CSV or XLSX',
    params,
    querystring,
  }
  const config = { permission: 'receivables:read' } as const
  app.get('/api/v1/provision-runs/:id/journal.:format', { config, schema }, async (request, reply) => {
    const { id, format } = request.params
    const actor = principalOf(request)
    const run = await visibleRun(deps, actor, id)
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor, action: 'provision-journal.exported', objectType: 'provision-run', objectId: id },
        ...{ detail: { format, status: run.status }, at: deps.now() },
      }),
    )
    const language = request.query.language === 'en' ? 'en' : 'zh'
    const sheet = journalSheet(run, language)
    const file =
      format === 'csv' ? writeCsv(journalRows(run, language)) : await writeXlsx(sheet.name, sheet.rows)
    return reply
      .type(types[format])
      .header('Content-Disposition', `attachment; filename="provisions-${run.asOf}.${format}"`)
      .send(file)
  })
}
