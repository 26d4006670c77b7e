import type { Principal } from '../../kernel/access.js'
import type { Language } from '../../kernel/bilingual.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { newId } from '../../platform/new-id.js'
import { randomToken, tokenHash } from '../../platform/crypto/token.js'
import type { Deps } from '../../platform/deps.js'
import type { Tx } from '../../platform/db/types.js'
import { addJobs, addJob } from '../../platform/jobs.js'
import { recordAudit } from '../audit/record-audit.js'
import { findCustomersByCode } from '../customers/customer-store.js'
import { mayStatement } from './domain/statement-status.js'
import { contentOf, SEND_STATEMENT_JOB } from './send-statement.js'
import {
  customersOwing,
  findStatementRequest,
  giveToken,
  insertStatementRequest,
  lockStatementRequest,
  requeue,
  setStatementStatus,
  statementMailbox,
  type StatementRequest,
} from './statement-request-store.js'

const OWING_MAX = 5_000
const DAY_MS = 86_400_000

export interface StatementWish {
  /** null: everybody who owes something, up to 5,000. */
  readonly customerCodes: readonly string[] | null
  readonly from: CalendarDay
  readonly asOf: CalendarDay
  readonly language: Language
  readonly validDays: number
}

interface Doing {
  readonly actor: Principal
  readonly at: Date
}

/**
 * Queues statements to be mailed for confirmation, one for each customer with a mail address. Gives what was queued and
 * who has no address. Refuses an unknown customer.
 */
export async function requestStatements(
  tx: Tx,
  wish: StatementWish,
  { actor, at }: Doing,
): Promise<{
  readonly queued: readonly { id: Id; customerCode: string }[]
  readonly withoutAddress: readonly string[]
}> {
  if (wish.from > wish.asOf) throw new Refusal('invalid_period', { from: wish.from, to: wish.asOf })
  const customers =
    wish.customerCodes === null
      ? await customersOwing(tx, OWING_MAX)
      : await findCustomersByCode(tx, wish.customerCodes)
  const missing = wish.customerCodes?.find((code) => !customers.some((customer) => customer.code === code))
  if (missing !== undefined) throw new Refusal('customer_not_found', { code: missing })
  const queued: { id: Id; customerCode: string }[] = []
  const withoutAddress: string[] = []
  for (const customer of customers) {
    const recipient = await statementMailbox(tx, customer.id)
    if (recipient === undefined) {
      withoutAddress.push(customer.code)
      continue
    }
    const id = await insert(tx, customer.id, wish, { way: 'mail', recipient }, { actor, at })
    queued.push({ id, customerCode: customer.code })
  }
  await addJobs(
    tx,
    SEND_STATEMENT_JOB,
    queued.map(({ id }) => ({ statementId: id })),
  )
  const objectId = customers.length === 1 ? (customers[0]?.code ?? '') : `${wish.asOf}`
  await recordAudit(tx, {
    ...{ actor, at, action: 'statements.requested', objectType: 'customer', objectId },
    after: { from: wish.from, asOf: wish.asOf, queued: queued.length, withoutAddress: withoutAddress.length },
  })
  return { queued, withoutAddress }
}

async function insert(
  tx: Tx,
  customerId: Id,
  { from, asOf, language, validDays }: StatementWish,
  { way, recipient }: Pick<StatementRequest, 'way' | 'recipient'>,
  { actor, at }: Doing,
): Promise<Id> {
  const id = newId()
  await insertStatementRequest(tx, {
    ...{
      id,
      customerId,
      fromOn: from,
      asOf,
      language,
      way,
      recipient,
      createdBy: actor.label,
      createdAt: at,
    },
    expiresAt: new Date(at.getTime() + validDays * DAY_MS),
  })
  return id
}

/**
 * Makes a statement whose link somebody hands over themselves, by chat for example. The link is answered once and only
 * the hash of its token is kept.
 */
export async function makeStatementLink(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  wish: StatementWish,
  actor: Principal,
): Promise<{ readonly id: Id; readonly token: string }> {
  if (wish.from > wish.asOf) throw new Refusal('invalid_period', { from: wish.from, to: wish.asOf })
  const at = now()
  const code = wish.customerCodes?.[0] ?? ''
  const id = await db.transaction(async (tx) => {
    const [customer] = await findCustomersByCode(tx, [code])
    if (!customer) throw new Refusal('customer_not_found', { code })
    await recordAudit(tx, {
      ...{ actor, at, action: 'statement.link-made', objectType: 'customer', objectId: code },
      after: { from: wish.from, asOf: wish.asOf },
    })
    return insert(tx, customer.id, wish, { way: 'link', recipient: null }, { actor, at })
  })
  const request = await findStatementRequest(db, id)
  if (!request) throw new Refusal('statement_request_not_found', { id })
  await contentOf({ db }, request)
  const token = randomToken()
  await db.transaction((tx) => giveToken(tx, id, { tokenHash: tokenHash(token), status: 'sent' }, at))
  return { id, token }
}

/** Mails a statement again with a new link, or takes it back so that its link stops working. */
export async function actOnStatement(
  tx: Tx,
  id: Id,
  act: 'resend' | 'withdraw',
  { actor, at }: Doing,
): Promise<void> {
  const request = await lockStatementRequest(tx, id)
  if (!request) throw new Refusal('statement_request_not_found', { id })
  if (!mayStatement(request.status, act) || (act === 'resend' && request.way !== 'mail'))
    throw new Refusal('statement_request_state', { status: request.status })
  if (act === 'withdraw') await setStatementStatus(tx, id, 'withdrawn', at)
  else {
    const life = request.expiresAt.getTime() - request.createdAt.getTime()
    await requeue(tx, id, new Date(at.getTime() + life))
    await addJob(tx, SEND_STATEMENT_JOB, { statementId: id })
  }
  await recordAudit(tx, {
    ...{ actor, at, action: `statement.${act}`, objectType: 'statement', objectId: id },
    before: { status: request.status },
  })
}
