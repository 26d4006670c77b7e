import { z } from 'zod'
import type { Principal } from '../../kernel/access.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf, type ListPart, type PartQuery } from '../../platform/http/list-part.js'
import { writeXlsx } from '../../platform/tabular/write-xlsx.js'
import { recordAccess } from '../audit/record-audit.js'
import { frame, scopeOf } from '../receivables/book-frame.js'
import { compareTwoAgings } from './compare-agings.js'
import { comparisonSheet } from './comparison-sheet.js'
import { comparedRowJson, comparedSideJson } from './snapshot-json.js'
import * as schemas from './snapshot-schemas.js'

const tags = ['provisions']
const config = { permission: 'receivables:read' } as const
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** More rows than a person reads; longer books are narrowed first. */
const ROWS_MAX = 100_000

const fileQuery = schemas.comparisonQuery
  .omit({ page: true, pageSize: true, limit: true, cursor: true })
  .extend({ language: z.enum(['zh-CN', 'en']).default('zh-CN').describe('Of the words in the sheet') })

/** Two agings compared: of days, of snapshots, or of one and the other. */
export function registerComparisonRoutes(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Aging of two days or snapshots compared, by due date',
    querystring: schemas.comparisonQuery,
    response: { 200: schemas.comparisonAnswer },
  }
  app.get('/api/v1/aging-comparison', { config, schema }, async (request) => {
    const { part, asked: query, nextCursor } = partOf(request)
    const { before, after, buckets, rows, totals } = await compare(deps, query, principalOf(request), part)
    const count = totals.reduce((sum, { subjects }) => sum + subjects, 0)
    return {
      ...{ before: comparedSideJson(before), after: comparedSideJson(after), by: query.by },
      bounds: [...buckets],
      totals: totals.map((row) => ({ ...comparedRowJson(row, buckets), subjects: row.subjects })),
      items: rows.map((row) => ({ code: row.code, name: row.name, ...comparedRowJson(row, buckets) })),
      nextCursor: nextCursor(count),
      count,
    }
  })

  const fileSchema = {
    tags,
    summary: 'The whole comparison as XLSX, totals and changes as formulas',
    querystring: fileQuery,
  }
  app.get('/api/v1/aging-comparison.xlsx', { config, schema: fileSchema }, async (request, reply) => {
    const { language, ...query } = request.query
    const actor = principalOf(request)
    const comparison = await compare(deps, query, actor, { offset: 0, limit: ROWS_MAX })
    const { before, after } = comparison
    const name = `aging-${before.asOf}-${after.asOf}`
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor, action: 'aging-comparison.exported', objectType: 'aging', objectId: after.asOf },
        ...{ detail: { filter: query, rows: comparison.rows.length }, at: deps.now() },
      }),
    )
    const sheet = comparisonSheet(comparison, query.by, language === 'en' ? 'en' : 'zh')
    return reply
      .type(XLSX_TYPE)
      .header('Content-Disposition', `attachment; filename="${name}.xlsx"`)
      .send(await writeXlsx(sheet.name, sheet.rows))
  })
}

type Query = Omit<z.output<typeof schemas.comparisonQuery>, keyof PartQuery>

function compare(deps: Deps, query: Query, actor: Principal, part: ListPart) {
  return deps.db.snapshot(async (tx) => {
    const { buckets, asOf: today } = await frame(tx, deps.now(), { segment: query.segment })
    const { before, after = today, by, sort, search = null } = query
    return compareTwoAgings(tx, {
      ...{ before, after, by, sort, search, ...part },
      ...{ buckets, scope: scopeOf(query, actor) },
    })
  })
}
