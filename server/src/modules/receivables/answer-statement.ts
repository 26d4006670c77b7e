import { createHash } from 'node:crypto'
import type { Principal } from '../../kernel/access.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import { parseMoney } from '../../kernel/money.js'
import { tokenHash } from '../../platform/crypto/token.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { allowFew } from '../identity/few-attempts.js'
import { openItemOf, type StatementContent } from './domain/statement-content.js'
import { mayStatement } from './domain/statement-status.js'
import { insertDisputes, type StatementDispute } from './statement-answer-store.js'
import { insertStatementFile, listStatementFiles, type StatementFile } from './statement-file-store.js'
import {
  keepAnswer,
  lockByToken,
  setStatementStatus,
  type StatementRequest,
} from './statement-request-store.js'

/** What follows from the first opening of a link, in later modules; its payload is `{ statementId }`. */
export const STATEMENT_OPENED_JOB = 'statement-opened'

/** What follows from an answer, in later modules; its payload is `{ statementId }`. */
export const STATEMENT_ANSWERED_JOB = 'statement-answered'

const REQUESTS = { max: 120, windowMs: 15 * 60_000 }
const FILES_MAX = 10

export interface ByLink {
  readonly token: string
  readonly address: string
  readonly at: Date
}

export interface LinkedStatement {
  readonly request: StatementRequest
  readonly content: StatementContent
}

/** Whoever holds the link: nobody signed in, and everything they do is said to be theirs. */
export const linkHolder: Principal = {
  kind: 'system',
  id: 'statement-link',
  label: 'statement-link',
  permissions: new Set(),
  scope: null,
  onlyCustomersOf: null,
  allScopes: false,
}

/** Refuses an address that asks too often, whatever it asks. Counted before the link is looked up. */
export async function requireFewRequests(db: Database, { address, at }: ByLink): Promise<void> {
  await allowFew(db, `statement@${address}`, REQUESTS, at)
}

/** The statement of a link that works; one refusal for links that are unknown, replaced, expired or withdrawn. */
async function linked(tx: Tx, { token, at }: ByLink): Promise<LinkedStatement> {
  const found = await lockByToken(tx, tokenHash(token))
  if (!found || found.expiresAt <= at || found.status === 'withdrawn' || found.content === null)
    throw new Refusal('statement_link_invalid')
  const { content, ...request } = found
  return { request, content }
}

/** Opens a link: the statement as it was made, and its answer if there is one. The first opening is noted. */
export async function openStatement(db: Database, by: ByLink): Promise<LinkedStatement> {
  await requireFewRequests(db, by)
  return db.transaction(async (tx) => {
    const statement = await linked(tx, by)
    const { request } = statement
    if (request.openedAt === null && mayStatement(request.status, 'open')) {
      await setStatementStatus(tx, request.id, 'opened', by.at)
      await audit(tx, 'statement.opened', request, by.at, {})
      await addJob(tx, STATEMENT_OPENED_JOB, { statementId: request.id })
    }
    return statement
  })
}

export interface GivenAnswer {
  readonly by: string
  readonly role: string | null
  readonly comment: string | null
  /** None: the statement is confirmed. */
  readonly disputes: readonly {
    readonly source: string
    readonly type: string
    readonly number: string
    readonly itemNo: number
    readonly claimed: string | null
    readonly reason: string
  }[]
}

/**
 * Keeps the customer's answer: confirmed, or disputed by line. It is given once. Refuses lines that the statement does
 * not have and amounts that are none.
 */
export async function answerStatement(
  db: Database,
  by: ByLink,
  answer: GivenAnswer,
): Promise<LinkedStatement> {
  await requireFewRequests(db, by)
  return db.transaction(async (tx) => {
    const { request, content } = await linked(tx, by)
    if (!mayStatement(request.status, 'answer')) throw new Refusal('statement_answered')
    const disputes = answer.disputes.map((line) => disputeOf(line, request, content, by.at))
    await insertDisputes(tx, disputes)
    const status = disputes.length > 0 ? 'disputed' : 'confirmed'
    const { role, comment } = answer
    await keepAnswer(tx, request.id, { status, by: answer.by, role, comment, from: by.address, at: by.at })
    await audit(tx, `statement.${status}`, request, by.at, {
      ...{
        by: answer.by,
        role,
        from: by.address,
        contentHash: request.contentHash,
        disputes: disputes.length,
      },
    })
    await addJob(tx, STATEMENT_ANSWERED_JOB, { statementId: request.id })
    const answered = { status, answeredAt: by.at, answeredBy: answer.by, answeredRole: role } as const
    return { request: { ...request, ...answered, answerComment: comment }, content }
  })
}

function disputeOf(
  { claimed, reason, ...named }: GivenAnswer['disputes'][number],
  request: StatementRequest,
  content: StatementContent,
  at: Date,
): StatementDispute {
  const item = openItemOf(content, named)
  const open = item && parseMoney(item.open)
  if (!item || open === undefined || typeof open === 'string')
    throw new Refusal('statement_line_unknown', { number: named.number })
  const said = claimed === null ? null : parseMoney({ amount: claimed, currency: item.open.currency })
  if (typeof said === 'string') throw new Refusal('statement_amount_invalid', { number: named.number })
  return {
    ...{ id: newId(), statementId: request.id, customerId: request.customerId, reason, recordedAt: at },
    ...{ source: named.source, documentType: named.type, number: named.number, itemNo: named.itemNo },
    ...{ currency: item.open.currency as Currency, openMinor: open.minor, claimedMinor: said?.minor ?? null },
  }
}

/** Keeps a file that the customer sends, with its hash; up to ten of a statement, also after the answer. */
export async function attachToStatement(
  db: Database,
  by: ByLink,
  file: { readonly name: string; readonly content: Buffer },
): Promise<StatementFile> {
  await requireFewRequests(db, by)
  if (file.content.length === 0) throw new Refusal('file_empty')
  return db.transaction(async (tx) => {
    const { request } = await linked(tx, by)
    if ((await listStatementFiles(tx, request.id)).length >= FILES_MAX)
      throw new Refusal('statement_files_full', { max: FILES_MAX })
    const stored: StatementFile = {
      ...{ id: newId(), statementId: request.id, customerId: request.customerId, name: file.name },
      ...{ size: file.content.length, uploadedAt: by.at },
      contentHash: createHash('sha256').update(file.content).digest('hex'),
    }
    await insertStatementFile(tx, stored, file.content)
    if (request.answeredAt !== null) await addJob(tx, STATEMENT_ANSWERED_JOB, { statementId: request.id })
    await audit(tx, 'statement.file-added', request, by.at, {
      name: file.name,
      contentHash: stored.contentHash,
    })
    return stored
  })
}

function audit(tx: Tx, action: string, request: StatementRequest, at: Date, after: object): Promise<void> {
  return recordAudit(tx, {
    ...{ actor: linkHolder, action, objectType: 'statement', objectId: request.id, after, at },
  })
}
