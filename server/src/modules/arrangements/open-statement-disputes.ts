import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import { moneyText } from '../../kernel/report/texts.js'
import type { Deps } from '../../platform/deps.js'
import type { Tx } from '../../platform/db/types.js'
import { findCustomer, type Customer } from '../customers/customer-store.js'
import { lockGroups } from '../customers/group-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { notify } from '../notifications/notify.js'
import { linkHolder } from '../receivables/answer-statement.js'
import { listDisputes, type StatementDispute } from '../receivables/statement-answer-store.js'
import { listStatementFiles, readStatementFile } from '../receivables/statement-file-store.js'
import { findStatementRequest, type StatementRequest } from '../receivables/statement-request-store.js'
import { evidenceAmong, insertEvidence } from './evidence-store.js'
import { readItems } from './item-store.js'
import { linkEvidence } from './link-evidence.js'
import type { Doing } from './make-promise.js'
import { openDispute } from './open-dispute.js'
import { listDisputeReasons } from './settings-store.js'
import { disputeHolding, followedLines, insertOutcomes, type LineOutcome } from './statement-dispute-store.js'

const TOLD = ['finance']

/**
 * Follows what a customer disputed on a statement: each line opens a dispute of the part that is in question, looked after
 * by whoever sells to the customer, due as the settings say; where a dispute holds the instalment already, the line joins
 * it. What the customer uploaded is kept as evidence of these disputes. May be repeated: a line is followed once, and
 * files that came later are added.
 */
export async function openStatementDisputes(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  statementId: Id,
): Promise<void> {
  const at = now()
  const seen = await findStatementRequest(db, statementId)
  if (seen?.status !== 'disputed') return
  await db.transaction(async (tx) => {
    const customer = await findCustomer(tx, seen.customerCode, null)
    if (!customer) return
    await lockGroups(tx, [customer.groupId])
    const today = dayInZone(at, (await getOrganisation(tx)).timeZone)
    const doing = { actor: linkHolder, at, today }
    const before = await followedLines(tx, statementId)
    const known = new Set(before.map(({ lineId }) => lineId))
    const lines = (await listDisputes(tx, statementId)).filter(({ id }) => !known.has(id))
    const outcomes: LineOutcome[] = []
    for (const line of lines) outcomes.push(await follow(tx, seen, line, doing))
    await insertOutcomes(tx, outcomes, at)
    await keepProof(tx, seen, [...before, ...outcomes], doing)
    if (lines.length > 0) await tell(tx, { statement: seen, customer, lines }, at)
  })
}

async function follow(
  tx: Tx,
  statement: StatementRequest,
  line: StatementDispute,
  doing: Doing,
): Promise<LineOutcome> {
  const { id: lineId, statementId, customerId, source, number, itemNo } = line
  const of = { lineId, statementId, customerId, disputeId: null } as const
  const name = { source, number, itemNo }
  const [item] = line.documentType === 'invoice' ? await readItems(tx, customerId, [name]) : []
  if (!item) return { ...of, outcome: 'no_receivable' }
  if (item.openMinor <= 0n) return { ...of, outcome: 'settled' }
  const held = await disputeHolding(tx, item)
  if (held !== undefined) return { ...of, outcome: 'joined', disputeId: held }
  const asked = disputedPart(line)
  const minor = asked < item.openMinor ? asked : item.openMinor
  const dispute = await openDispute(
    tx,
    {
      ...{ customerCode: statement.customerCode, contactId: null, reasonCode: await reasonCode(tx) },
      description: descriptionOf(statement, line),
      items: [{ ...name, amount: { minor, currency: item.currency } }],
    },
    doing,
  )
  return { ...of, outcome: 'opened', disputeId: dispute.id }
}

/** What the customer does not owe by their own word; the whole where they name no smaller amount. */
function disputedPart({ openMinor, claimedMinor }: StatementDispute): bigint {
  if (claimedMinor === null || claimedMinor >= openMinor) return openMinor
  return openMinor - claimedMinor
}

/** A link asks for no code: the general one, or whatever comes first where the organisation does without it. */
async function reasonCode(tx: Tx): Promise<string> {
  const active = (await listDisputeReasons(tx)).filter((reason) => reason.active)
  const found = active.find(({ code }) => code === 'other') ?? active[0]
  if (!found) throw new Error('the organisation has no reason for disputes')
  return found.code
}

function descriptionOf(statement: StatementRequest, line: StatementDispute): string {
  const who = [statement.answeredBy, statement.answeredRole].filter((part) => part !== null).join(' · ')
  const claimed =
    line.claimedMinor === null ? '' : `（客户认可 ${moneyText(moneyJson(line.claimedMinor, line.currency))}）`
  return `${line.reason}${claimed} — 对账单 ${statement.asOf}，${who}`
}

/** A file keeps its id, so that it is kept once however often this is done. */
async function keepProof(
  tx: Tx,
  statement: StatementRequest,
  outcomes: readonly LineOutcome[],
  { actor, at }: Doing,
): Promise<void> {
  const disputes = new Set(outcomes.flatMap(({ disputeId }) => (disputeId === null ? [] : [disputeId])))
  if (disputes.size === 0) return
  const { customerId } = statement
  const files = await listStatementFiles(tx, statement.id)
  const ids = files.map(({ id }) => id)
  const kept = await evidenceAmong(tx, customerId, ids)
  for (const { id, name, size, contentHash, uploadedAt } of files) {
    const file = kept.has(id) ? undefined : await readStatementFile(tx, statement.id, id)
    if (!file) continue
    const evidence = { id, customerId, name, size, sha256: contentHash, uploadedBy: actor.label, uploadedAt }
    await insertEvidence(tx, evidence, file.content)
  }
  for (const id of disputes) await linkEvidence(tx, ids, { type: 'dispute', id, customerId }, { actor, at })
}

async function tell(
  tx: Tx,
  {
    statement,
    customer,
    lines,
  }: {
    readonly statement: StatementRequest
    readonly customer: Customer
    readonly lines: readonly StatementDispute[]
  },
  at: Date,
): Promise<void> {
  const { ownerUsername } = customer
  await notify(tx, {
    kind: 'statement_disputed',
    to: { usernames: ownerUsername === null ? [] : [ownerUsername], roles: TOLD },
    subject: statement.id,
    data: {
      ...{ customer: customer.name, code: customer.code, count: String(lines.length), asOf: statement.asOf },
      ...{ who: statement.answeredBy ?? '', reason: lines[0]?.reason ?? '' },
    },
    link: `/statements?search=${encodeURIComponent(customer.code)}`,
    about: { ownerUsername },
    at,
  })
}
