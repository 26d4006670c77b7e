/**
 * What a person waits for: every list page and the page of one customer, over HTTP from the program as it is run, on
 * a large book. Each request is sent alone, with another customer, page or search each time.
 */
import { systemPrincipal } from '../server/src/kernel/access.js'
import { createCheckService } from '../server/src/modules/credit-control/check-service.js'
import { refreshStandings } from '../server/src/modules/customers/refresh-standings.js'
import { prepareBookFigures } from '../server/src/modules/receivables/book-figures.js'
import { endedMonths } from '../server/src/modules/receivables/domain/ended-months.js'
import { wholeBook } from '../server/src/modules/receivables/open-item-store.js'
import { rateCustomers } from '../server/src/modules/scoring/rate-customers.js'
import { sql } from '../server/src/platform/db/sql.js'
import { checkOf } from './check-load.js'
import { openBenchInstallation, type BenchInstallation } from './installation.js'
import { KeepAliveClient } from './keep-alive-client.js'
import { numberOption, printTable, quantile, type Line } from './report.js'
import { customerCode, seedBook, SEGMENT } from './seeded-book.js'
import { startServing } from './serving-process.js'

const customers = numberOption('customers', 100_000)
const invoicesPerCustomer = numberOption('invoices', 5)
const repetitions = numberOption('repetitions', 40)
const CHECKS = 20_000
const P95_MAX_MS = 100
/** An aging adds up the whole book, whatever page of it is shown. */
const AGING_P95_MAX_MS = 300

/** Paths by what a person sees; `n` counts the repetitions. */
const pages: Readonly<Record<string, (n: number) => string>> = {
  'customers, first page': () => '/api/v1/customers?page=1&pageSize=50',
  'customers, page far behind': (n) => `/api/v1/customers?page=${1900 - n}&pageSize=50`,
  'customers by score': (n) => `/api/v1/customers?page=${1 + n}&pageSize=50&sort=-score`,
  'customers by name': (n) => `/api/v1/customers?page=${1 + n}&pageSize=50&sort=name`,
  'customers by exposure': (n) => `/api/v1/customers?page=${1 + n}&pageSize=50&sort=-exposure`,
  'customers by overdue amount': (n) => `/api/v1/customers?page=${1 + n}&pageSize=50&sort=-overdue`,
  'customers by limit': (n) => `/api/v1/customers?page=${1 + n}&pageSize=50&sort=-limit`,
  'customers by use of the limit': (n) => `/api/v1/customers?page=${1 + n}&pageSize=50&sort=-utilisation`,
  'customers by use of the limit, rising': () => '/api/v1/customers?page=1&pageSize=50&sort=utilisation',
  'customers overdue by exposure, of a grade': (n) =>
    `/api/v1/customers?page=${1 + n}&pageSize=50&sort=-exposure&overdue=true&grade=B,C`,
  'customers not rated': () => '/api/v1/customers?page=1&pageSize=50&grade=none',
  'customers of a segment': (n) => `/api/v1/customers?page=${1 + n}&pageSize=50&segment=${SEGMENT}`,
  'customers, search by code': (n) =>
    `/api/v1/customers?page=1&pageSize=50&search=${customerCode(anyCustomer(n))}`,
  'customers, search found everywhere': () => '/api/v1/customers?page=1&pageSize=50&search=kehu',
  'customers overdue': (n) => `/api/v1/customers?page=${1 + n}&pageSize=50&overdue=true`,
  'customers of a salesperson': (n) => `/api/v1/customers?page=1&pageSize=50&owner=sales${n % 50}`,
  'customers of a grade': (n) =>
    `/api/v1/customers?page=1&pageSize=50&grade=${['AAA', 'AA', 'A', 'B', 'C'][n % 5]}`,
  'customer: master data': (n) => `/api/v1/customers/${customerCode(anyCustomer(n))}`,
  'customer: accounts': (n) => `/api/v1/customers/${customerCode(anyCustomer(n))}/accounts`,
  'customer: exposure': (n) =>
    `/api/v1/customers/${customerCode(anyCustomer(n))}/exposure?segment=${SEGMENT}`,
  'customer: ratings': (n) => `/api/v1/customers/${customerCode(anyCustomer(n))}/ratings?limit=12`,
  'customer: aging': (n) => `/api/v1/aging?customerCode=${customerCode(anyCustomer(n))}&limit=1`,
  'customer: payment trend': (n) => `/api/v1/customers/${customerCode(anyCustomer(n))}/payment-trend`,
  'customer: facts': (n) => `/api/v1/customers/${customerCode(anyCustomer(n))}/facts`,
  'customer: decisions': (n) => `/api/v1/credit-checks?customerCode=${customerCode(anyCustomer(n))}&limit=20`,
  'customer: holds': (n) => `/api/v1/holds?customerCode=${customerCode(anyCustomer(n))}&limit=20`,
  'customer: documents': (n) => `/api/v1/documents?customerCode=${customerCode(anyCustomer(n))}&limit=50`,
  'customer: reservations': (n) =>
    `/api/v1/documents?customerCode=${customerCode(anyCustomer(n))}&bucket=reserved&limit=50`,
  'customer: open items': (n) => `/api/v1/receivables?customerCode=${customerCode(anyCustomer(n))}&limit=50`,
  'customer: statement': (n) => `/api/v1/customers/${customerCode(anyCustomer(n))}/statement`,
  'decisions, newest': () => '/api/v1/credit-checks?limit=50',
  'decisions held': () => '/api/v1/credit-checks?limit=50&outcome=held',
  'decisions without trials': () => '/api/v1/credit-checks?limit=50&reserve=true',
  'decisions rejected': () => '/api/v1/credit-checks?limit=50&outcome=rejected',
  'holds, what to work on first': () => '/api/v1/holds?status=open&page=1&pageSize=50&sort=rank',
  'holds by customer': () => '/api/v1/holds?status=open&page=1&pageSize=50&sort=customer',
  'holds open': (n) => `/api/v1/holds?status=open&page=${1 + (n % 4)}&pageSize=50`,
  'holds by amount': () => '/api/v1/holds?status=open&page=1&pageSize=50&sort=-amount',
  'documents open': () => '/api/v1/documents?limit=50&open=true',
  'documents by number': (n) => `/api/v1/documents?number=${customerCode(anyCustomer(n))}-1`,
  'reservations, whole book': () => '/api/v1/documents?limit=50&bucket=reserved',
  'open items, whole book': () => '/api/v1/receivables?limit=50',
  'open items by document date': () => '/api/v1/receivables?limit=50&basis=document',
  'open items of an age': () => '/api/v1/receivables?limit=50&bucket=31-60',
  'limit proposals': () => '/api/v1/limit-proposals?status=open&page=1&pageSize=50',
  'audit log': () => '/api/v1/audit?limit=50',
  home: () => '/api/v1/insight/home',
  'overdue trend': () => '/api/v1/insight/overdue-trend',
  'receivables figures': () => '/api/v1/receivables/figures',
}

/** The same for what adds up the whole book. */
const agings: typeof pages = {
  'aging by customer': (n) => `/api/v1/aging?by=customer&page=${1 + n}&pageSize=50`,
  'aging by salesperson': () => '/api/v1/aging?by=owner&page=1&pageSize=50',
  'aging by group': () => '/api/v1/aging?by=group&page=1&pageSize=50',
  'aging of customers searched': (n) => `/api/v1/aging?by=customer&pageSize=50&search=c0000${n % 10}`,
}

/** Another customer each time, all over the book. */
function anyCustomer(n: number): number {
  return 1 + ((n * 7919 + 13) % customers)
}

const installation = await openBenchInstallation()
try {
  await seedBook(installation.deps.db, { customers, invoicesPerCustomer, firstDueInDays: -60 })
  await fill(installation)
  await measure(installation)
} finally {
  await installation.close()
}

/** Ratings of everybody, and checks: of every second customer they are approved, of the others held. */
async function fill({ deps }: BenchInstallation): Promise<void> {
  const { db } = deps
  await db.run(sql`
    UPDATE exposure_item AS i SET due_on = i.due_on + 90 FROM credit_account a, customer c
    WHERE a.id = i.account_id AND c.id = a.customer_id AND right(c.code, 1) IN ('1', '3', '5', '7', '9')`)
  await rateCustomers(deps, { actor: systemPrincipal })
  await db.run(sql`
    UPDATE credit_account AS a SET forced_hold = 'bench' FROM customer c
    WHERE c.id = a.customer_id AND right(c.code, 2) = '07'`)
  const service = createCheckService(deps)
  for (let done = 0; done < CHECKS; done += 1000) {
    await service.checkAll(
      Array.from({ length: 1000 }, (_, index) => checkOf(customerCode(anyCustomer(done + index)))),
    )
  }
  // As the jobs of every minute and of every five minutes leave it.
  const { today } = await refreshStandings(db, deps.now())
  await prepareBookFigures(db, wholeBook, [today, ...endedMonths(today, 12)], deps.now())
  await db.pool.query('VACUUM ANALYZE')
}

async function measure(at: BenchInstallation): Promise<void> {
  const key = await at.apiKey()
  const server = await startServing(at)
  const client = await KeepAliveClient.open(server.address, { Authorization: `Bearer ${key}` })
  const lines: Line[] = []
  try {
    for (const [what, path] of Object.entries({ ...pages, ...agings })) {
      const max = what in agings ? AGING_P95_MAX_MS : P95_MAX_MS
      const times: number[] = []
      let status = 200
      for (let n = 0; n < repetitions; n += 1) {
        const began = performance.now()
        const answer = await client.request('GET', path(n))
        times.push(performance.now() - began)
        if (answer.status !== 200) status = answer.status
      }
      // The first ones prepare statements and warm the caches of a server that has just started.
      const warm = times.slice(5)
      const p95 = quantile(warm, 0.95)
      lines.push({
        what: status === 200 ? what : `${what}: ANSWERED ${status}`,
        measured: `p50 ${quantile(warm, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
        target: `p95 ≤ ${max} ms`,
        reached: status === 200 && p95 <= max,
      })
    }
  } finally {
    client.close()
    await server.stop()
  }
  printTable(`Pages at ${customers.toLocaleString('en')} customers`, lines)
}
