import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { writeXlsx } from '../../platform/tabular/write-xlsx.js'
import { recordAccess } from '../audit/record-audit.js'
import { agingSheet } from './aging-sheet.js'
import { listAging } from './aging-store.js'
import * as schemas from './receivables-schemas.js'
import { frame, scopeOf } from './book-frame.js'

/** More rows than a person reads; longer books are narrowed first. */
const ROWS_MAX = 100_000
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const query = schemas.agingQuery
  .omit({ cursor: true, limit: true, page: true, pageSize: true, currency: true })
  .extend({ language: z.enum(['zh-CN', 'en']).default('zh-CN').describe('Of the words in the sheet') })

/** The aging as a file to go on working with. */
export function registerAgingSheetRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['receivables'],
    summary: 'The whole aging as XLSX, totals as formulas',
    querystring: query,
  }
  const config = { permission: 'receivables:read' } as const
  app.get('/api/v1/aging.xlsx', { config, schema }, async (request, reply) => {
    const { language, ...asked } = request.query
    const { basis, by, sort } = asked
    const actor = principalOf(request)
    const { buckets, asOf } = await frame(deps.db, deps.now(), asked)
    const aging = await deps.db.transaction(async (tx) => {
      await recordAccess(tx, {
        ...{ actor, action: 'aging.exported', objectType: 'aging', objectId: asOf },
        detail: { filter: asked },
        at: deps.now(),
      })
      return listAging(tx, {
        ...{ asOf, basis, by, buckets, sort, offset: 0, limit: ROWS_MAX },
        scope: scopeOf(asked, actor),
        search: asked.search ?? null,
      })
    })
    const sheet = agingSheet(aging, buckets, by, language === 'en' ? 'en' : 'zh')
    return reply
      .type(XLSX_TYPE)
      .header('Content-Disposition', `attachment; filename="aging-${asOf}.xlsx"`)
      .send(await writeXlsx(sheet.name, sheet.rows))
  })
}
