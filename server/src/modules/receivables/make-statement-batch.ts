import type { Principal } from '../../kernel/access.js'
import type { Language } from '../../kernel/bilingual.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { newId } from '../../platform/new-id.js'
import { writeReport } from '../../platform/pdf/write-report.js'
import { recordAudit } from '../audit/record-audit.js'
import { findCustomersByCode } from '../customers/customer-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { makeStatement } from './make-statement.js'
import { wholeBook } from './open-item-store.js'
import {
  findBatch,
  finishBatch,
  insertBatch,
  keepNewestBatches,
  keepPapers,
  nextPlaces,
  type BatchPlace,
  type MadePaper,
  type StatementBatch,
} from './statement-batch-store.js'
import { statementDocument } from './statement-document.js'
import { customersOwing } from './statement-request-store.js'

/** Makes the statements of a batch; its payload is `{ batchId }`. */
export const MAKE_BATCH_JOB = 'make-statement-batch'

const CUSTOMERS_MAX = 5_000
const AT_ONCE = 20
/** What a person keeps; the papers of older ones are deleted. */
const BATCHES_KEPT = 10

export interface BatchWish {
  /** null: everybody who owes something, up to 5,000. */
  readonly customerCodes: readonly string[] | null
  readonly from: CalendarDay
  readonly asOf: CalendarDay
  readonly language: Language
}

/** Queues the statements of many customers to be made as PDFs. Refuses an unknown customer, and nobody at all. */
export async function requestBatch(
  tx: Tx,
  { customerCodes, from, asOf, language }: BatchWish,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<Id> {
  if (from > asOf) throw new Refusal('invalid_period', { from, to: asOf })
  const found =
    customerCodes === null
      ? await customersOwing(tx, CUSTOMERS_MAX)
      : await findCustomersByCode(tx, [...new Set(customerCodes)])
  const missing = customerCodes?.find((code) => !found.some((customer) => customer.code === code))
  if (missing !== undefined) throw new Refusal('customer_not_found', { code: missing })
  if (found.length === 0) throw new Refusal('statement_batch_empty')
  const customers = [...found].sort((a, b) => a.code.localeCompare(b.code))
  const batch: StatementBatch = {
    ...{ id: newId(), fromOn: from, asOf, language, customers: customers.length },
    ...{ createdBy: actor.label, createdAt: at, finishedAt: null },
  }
  await insertBatch(
    tx,
    batch,
    customers.map(({ id }) => id),
  )
  await keepNewestBatches(tx, actor.label, BATCHES_KEPT)
  await recordAudit(tx, {
    ...{ actor, at, action: 'statement-batch.requested', objectType: 'statement-batch', objectId: batch.id },
    after: { from, asOf, language, customers: customers.length },
  })
  await addJob(tx, MAKE_BATCH_JOB, { batchId: batch.id })
  return batch.id
}

/**
 * Makes what is not made yet of a batch, some at a time: after a crash it goes on where it stopped. A statement that is
 * too long is left out and named.
 */
export async function makeBatch(deps: Pick<Deps, 'db' | 'now'>, batchId: Id): Promise<void> {
  const { db, now } = deps
  const batch = await findBatch(db, batchId)
  if (!batch) return
  const organisation = (await getOrganisation(db)).name
  for (let round = 0; round * AT_ONCE <= CUSTOMERS_MAX; round++) {
    const places = await nextPlaces(db, batchId, AT_ONCE)
    if (places.length === 0) break
    const papers: MadePaper[] = []
    for (const place of places) papers.push(await paperOf(deps, batch, place, organisation))
    await db.transaction((tx) => keepPapers(tx, batchId, papers))
  }
  await db.transaction((tx) => finishBatch(tx, batchId, now()))
}

async function paperOf(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { fromOn: from, asOf, language }: StatementBatch,
  { place, customerCode, customerName }: BatchPlace,
  organisation: string,
): Promise<MadePaper> {
  try {
    const scope = { ...wholeBook, customerCode }
    const statements = await db.snapshot((tx) => makeStatement(tx, scope, { from, to: asOf }))
    const issued = { organisation, customerCode, customerName, from, asOf, statements }
    return { place, failed: null, pdf: await writeReport(statementDocument(issued, language), now()) }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'statement_too_long')
      return { place, failed: error.code, pdf: null }
    throw error
  }
}
