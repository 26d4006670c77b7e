import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import { newId } from '../../platform/new-id.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { listDisputes } from '../receivables/statement-answer-store.js'
import { findStatementRequest, readStatementContent } from '../receivables/statement-request-store.js'
import { itemsOfDocuments } from './claim-item-store.js'
import { documentsNamed } from './document-lookup-store.js'
import { insertLimitationEvents, type LimitationEvent } from './limitation-event-store.js'
import { refreshClocks } from './refresh-clocks.js'

/**
 * A statement that a customer confirmed acknowledges each debt on it, except the lines that were disputed: their
 * limitation periods begin anew (民法典195). May be repeated; the events are written once.
 */
export async function noteConfirmedStatement(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  statementId: Id,
): Promise<void> {
  const at = now()
  await db.transaction(async (tx) => {
    const statement = await findStatementRequest(tx, statementId)
    const content = await readStatementContent(tx, statementId)
    if (!statement?.answeredAt || !content) return
    const { timeZone } = await getOrganisation(tx)
    const today = dayInZone(at, timeZone)
    const disputes = await listDisputes(tx, statementId)
    const confirmed = content.statements
      .flatMap(({ openItems }) => openItems)
      .filter(({ document, kind }) => {
        const { source, type, number, itemNo } = document
        const disputed = disputes.some(
          (one) =>
            one.source === source &&
            one.documentType === type &&
            one.number === number &&
            one.itemNo === itemNo,
        )
        return kind === 'receivables' && type === 'invoice' && !disputed
      })
    const found = await documentsNamed(
      tx,
      confirmed.map(({ document }) => document),
    )
    const items = await itemsOfDocuments(tx, [...found.values()])
    const acknowledged = items.filter((item) =>
      confirmed.some(({ document }) => {
        const id = found.get(JSON.stringify([document.source, document.number]))
        return id === item.documentId && document.itemNo === item.itemNo
      }),
    )
    const actId = newId()
    const who = [statement.answeredBy, statement.answeredRole].filter((part) => part !== null).join(' · ')
    const events = acknowledged.map((item): LimitationEvent => ({
      ...{ id: newId(), actId, customerId: item.customerId, accountId: item.accountId },
      ...{ documentId: item.documentId, itemNo: item.itemNo, kind: 'consent', channel: 'statement' },
      on: dayInZone(statement.answeredAt ?? at, timeZone),
      ...{ proofGrade: 'receipt', recipient: statement.answeredBy, recipientRole: statement.answeredRole },
      contentHash: statement.contentHash,
      evidence: `对账单（截至 ${statement.asOf}）在线确认：${who}`,
      ...{
        origin: `statement:${statement.id}`,
        letterId: null,
        recordedBy: 'statement-link',
        recordedAt: at,
      },
    }))
    await insertLimitationEvents(tx, events)
    await refreshClocks(tx, acknowledged, { today, at })
  })
}
