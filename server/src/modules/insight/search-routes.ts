import { z } from 'zod'
import type { Permission } from '../../kernel/access.js'
import type { Queryable } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { lineOf } from '../../platform/http/schemas.js'
import {
  findCustomers,
  findDecisions,
  findDocuments,
  findHolds,
  type HitKind,
  type SearchHit,
} from './search-store.js'

type Finder = (db: Queryable, search: Parameters<typeof findCustomers>[1]) => Promise<SearchHit[]>

/** What is looked through, in the order of the answer, and who may see it. */
const places: readonly { permission: Permission; find: Finder }[] = [
  { permission: 'customers:read', find: findCustomers },
  { permission: 'holds:read', find: findHolds },
  { permission: 'documents:read', find: findDocuments },
  { permission: 'checks:read', find: findDecisions },
]

const kinds = ['customer', 'document', 'hold', 'decision'] as const satisfies readonly HitKind[]

const hitSchema = z.object({
  kind: z.enum(kinds),
  id: z.string().describe('Code of a customer, id of anything else'),
  number: z.string().nullable().describe('Number of the document'),
  documentType: z.string().nullable(),
  status: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  link: z.string().describe('Page of the interface'),
})

function pageOf({ kind, id, customerCode }: SearchHit): string {
  const customer = `/customers/${encodeURIComponent(customerCode)}`
  if (kind === 'hold') return `/holds/${id}`
  if (kind === 'decision') return `/checks/${id}`
  return kind === 'document' ? `${customer}/documents` : customer
}

/** The search over everything: each caller finds what the permissions and the scope of the caller allow. */
export function registerSearchRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['insight'],
    summary: 'Customers, documents, holds and decisions that a text leads to',
    description:
      'Customers by name, pinyin initials, code or USCC; documents and holds by the beginning of their number; ' +
      'decisions by the whole number. What the caller may not read is left out.',
    querystring: z.strictObject({
      q: lineOf(100),
      limit: z.coerce.number().int().min(1).max(20).default(6).describe('At most so many of each kind'),
    }),
    response: { 200: z.object({ items: z.array(hitSchema) }) },
  }
  app.get('/api/v1/search', { config: { permission: 'any' }, schema }, async (request) => {
    const principal = principalOf(request)
    const search = {
      text: request.query.q.trim(),
      limit: request.query.limit,
      onlyCustomersOf: principal.onlyCustomersOf,
    }
    if (search.text === '') return { items: [] }
    const allowed = places.filter(({ permission }) => principal.permissions.has(permission))
    const found: SearchHit[] = []
    for (const { find } of allowed) found.push(...(await find(deps.db, search)))
    return { items: found.map((hit) => ({ ...hit, link: pageOf(hit) })) }
  })
}
