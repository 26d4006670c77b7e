import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Language } from '../../kernel/bilingual.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { codeSchema, flagSchema, lineOf } from '../../platform/http/schemas.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { customerCsvHeader, customerCsvRows } from './customer-csv.js'
import { customerSorts, listCustomers, type CustomerFilter } from './customer-list-store.js'
import { presentListItem } from './customer-schemas.js'

const PAGE_ROWS = 500
/** What a spreadsheet can hold; longer books are filtered first. */
const CUSTOMERS_MAX = 1_000_000
const BOM_BYTES = 3

const query = z.strictObject({
  search: lineOf(100).optional(),
  grade: lineOf(40).optional().describe('Grades separated by commas'),
  status: z.enum(['active', 'inactive', 'blacklisted']).optional(),
  owner: lineOf(100).optional(),
  segment: codeSchema.optional(),
  industry: lineOf(100).optional(),
  group: codeSchema.optional(),
  overdue: flagSchema.optional(),
  sort: z
    .enum(customerSorts)
    .optional()
    .describe('Accepted and ignored: the file is in the order of the codes'),
  language: z.enum(['zh-CN', 'en']).default('zh-CN').describe('Of the header row'),
})

/** The customer list as a file. */
export function registerCustomerCsvRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['customers'],
    summary: 'Every customer that matches the filter as CSV, a row per credit account',
    querystring: query,
  }
  const config = { permission: 'customers:read' } as const
  app.get('/api/v1/customers.csv', { config, schema }, async (request, reply) => {
    const { language, sort: _sort, ...asked } = request.query
    const { timeZone } = await getOrganisation(deps.db)
    const today = dayInZone(deps.now(), timeZone)
    const filter = { ...asked, today, visibleTo: principalOf(request).onlyCustomersOf }
    return reply
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="customers-${today}.csv"`)
      .send(Readable.from(csvChunks(deps, filter, language === 'en' ? 'en' : 'zh')))
  })
}

/** Page by page, so that the memory used does not depend on the length of the book. */
async function* csvChunks(deps: Deps, filter: CustomerFilter, language: Language): AsyncGenerator<Buffer> {
  yield writeCsv([customerCsvHeader(language)])
  let cursor: string | undefined
  for (let sent = 0; sent < CUSTOMERS_MAX; sent += PAGE_ROWS) {
    const page = await listCustomers(deps.db, filter, { sort: 'code', limit: PAGE_ROWS, cursor })
    if (page.rows.length === 0) return
    yield writeCsv(page.rows.map(presentListItem).flatMap(customerCsvRows)).subarray(BOM_BYTES)
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}
