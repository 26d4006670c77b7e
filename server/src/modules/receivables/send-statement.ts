import { createHash } from 'node:crypto'
import type { Bilingual } from '../../kernel/bilingual.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import { randomToken, tokenHash } from '../../platform/crypto/token.js'
import type { Deps } from '../../platform/deps.js'
import type { Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { mailAccess } from '../../platform/mailer/mail-access.js'
import { sendMail, type SendResult } from '../../platform/mailer/send-mail.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { agingBuckets } from './domain/aging-buckets.js'
import type { StatementContent } from './domain/statement-content.js'
import { statementMail } from './domain/statement-mail.js'
import { makeStatement } from './make-statement.js'
import { wholeBook } from './open-item-store.js'
import { statementJson } from './receivables-json.js'
import {
  findStatementRequest,
  giveToken,
  keepContent,
  lockStatementRequest,
  noteSending,
  readStatementContent,
  type StatementRequest,
} from './statement-request-store.js'

/** Sends one statement by mail; its payload is `{ statementId }`. */
export const SEND_STATEMENT_JOB = 'send-statement'

const ATTEMPTS_MAX = 8
const WAIT_MS = 5 * 60_000

export interface StatementSendingDeps extends Pick<Deps, 'db' | 'now'> {
  readonly secrets: SecretBox
  /** Under which address browsers reach us; without it no link can be sent. */
  readonly publicUrl: string | undefined
}

/** Where a link leads. The token stands behind the #, which is sent to no server and written to no log. */
export function statementLink(publicUrl: string, token: string): string {
  return `${publicUrl}/confirm-statement#token=${token}`
}

/**
 * Makes one attempt to mail a statement. Its link is new with each attempt and only its hash is kept; the mail has the
 * same id each time. What may succeed later is tried again up to eight times.
 */
export async function sendStatement(deps: StatementSendingDeps, id: Id): Promise<void> {
  const { db, now, publicUrl } = deps
  const request = await findStatementRequest(db, id)
  if (request?.status !== 'queued' && request?.status !== 'sending') return
  const content = await contentOf(deps, request)
  const token = randomToken()
  const claimed = await db.transaction(async (tx) => {
    const current = await lockStatementRequest(tx, id)
    if (current?.status !== 'queued' && current?.status !== 'sending') return undefined
    await giveToken(tx, id, { tokenHash: tokenHash(token), status: 'sending' }, now())
    return { ...current, attempts: current.attempts + 1 }
  })
  if (!claimed) return
  const result =
    publicUrl === undefined
      ? rejected('未设置系统的公开地址，无法生成链接', 'No public address is set: no link can be made')
      : await mailIt(deps, claimed, content, statementLink(publicUrl, token))
  await db.transaction((tx) => record(tx, claimed, result, now()))
}

async function mailIt(
  { db, secrets }: StatementSendingDeps,
  request: StatementRequest,
  content: StatementContent,
  link: string,
): Promise<SendResult> {
  if (request.recipient === null) return rejected('客户没有邮箱', 'The customer has no address')
  const access = await mailAccess(db, secrets)
  if (!access)
    return {
      outcome: 'retry',
      code: 'off',
      reason: { zh: '未启用邮件服务器', en: 'No mail server is switched on' },
    }
  const { timeZone } = await getOrganisation(db)
  const { organisation, customerName, asOf } = content
  const until = dayInZone(request.expiresAt, timeZone)
  const mail = statementMail({ organisation, customerName, asOf, link, until }, request.language)
  return sendMail(access, { messageId: request.id, to: request.recipient, ...mail })
}

const rejected = (zh: string, en: string): SendResult => ({
  outcome: 'rejected',
  code: 'none',
  reason: { zh, en },
})

async function record(tx: Tx, request: StatementRequest, result: SendResult, at: Date): Promise<void> {
  const failure: Bilingual | null = result.outcome === 'sent' ? null : result.reason
  const again = result.outcome === 'retry' && request.attempts < ATTEMPTS_MAX
  const status = result.outcome === 'sent' ? 'sent' : again ? 'queued' : 'failed'
  await noteSending(tx, request.id, { status, failure }, at)
  if (again)
    await addJob(tx, SEND_STATEMENT_JOB, { statementId: request.id }, { delayMs: WAIT_MS * request.attempts })
}

/** What the statement says: made once, in one snapshot, and kept as it is. */
export async function contentOf(
  { db }: Pick<Deps, 'db'>,
  request: StatementRequest,
): Promise<StatementContent> {
  const kept = await readStatementContent(db, request.id)
  if (kept) return kept
  const content = await db.snapshot(async (tx): Promise<StatementContent> => {
    const { name, agingBounds } = await getOrganisation(tx)
    const scope = { ...wholeBook, customerCode: request.customerCode }
    const statements = await makeStatement(tx, scope, { from: request.fromOn, to: request.asOf })
    return {
      organisation: name === '' ? '信衡' : name,
      ...{ customerCode: request.customerCode, customerName: request.customerName },
      ...{ from: request.fromOn, asOf: request.asOf },
      statements: statements.map((one) => statementJson(one, request.asOf, agingBuckets(agingBounds))),
    }
  })
  const contentHash = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  const closing = content.statements.map((one) => one.closing)
  await db.transaction((tx) => keepContent(tx, request.id, { content, contentHash, closing }))
  const stored = await readStatementContent(db, request.id)
  if (!stored) throw new Refusal('statement_request_not_found', { id: request.id })
  return stored
}
