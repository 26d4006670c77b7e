import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Language } from '../../kernel/bilingual.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import { recordAccess } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { customerCsvHeader, customerCsvRows } from './customer-csv.js'
import { customerSorts, type CustomerFilter, type CustomerSort } from './customer-list-store.js'
import { customerFilterQuery, presentListItem } from './customer-schemas.js'
import { eachCustomer } from './list-customers.js'

const PART_ROWS = 500
/** What a spreadsheet can hold; longer books are filtered first. */
const CUSTOMERS_MAX = 1_000_000
const BOM_BYTES = 3

const query = z.strictObject({
  ...customerFilterQuery,
  sort: z.enum(customerSorts).default('code'),
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
    const { language, sort, ...asked } = request.query
    const { timeZone } = await getOrganisation(deps.db)
    const today = dayInZone(deps.now(), timeZone)
    const actor = principalOf(request)
    const filter = { ...asked, visibleTo: actor.onlyCustomersOf }
    const at = deps.now()
    await deps.db.transaction((tx) =>
      recordAccess(tx, {
        ...{ actor, action: 'customers.exported', objectType: 'customer', objectId: '*' },
        detail: { filter: asked },
        at,
      }),
    )
    return reply
      .type('text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="customers-${today}.csv"`)
      .send(Readable.from(csvChunks(deps, filter, sort, language === 'en' ? 'en' : 'zh')))
  })
}

/** Part by part, so that the memory used hardly depends on the length of the book. */
async function* csvChunks(
  { db, now }: Deps,
  filter: CustomerFilter,
  sort: CustomerSort,
  language: Language,
): AsyncGenerator<Buffer> {
  yield writeCsv([customerCsvHeader(language)])
  const parts = eachCustomer(db, filter, { sort, size: PART_ROWS, max: CUSTOMERS_MAX, now: now() })
  for await (const rows of parts)
    yield writeCsv(rows.map(presentListItem).flatMap(customerCsvRows)).subarray(BOM_BYTES)
}
