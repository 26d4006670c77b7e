import { moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { enqueueEvent } from '../notifications/enqueue-event.js'
import { caseNumber, type CaseRecord } from './case-record.js'

/** Who should hear of something that happened to a case. */
export interface Announcement {
  readonly kind:
    'todo' | 'reminder' | 'overdue' | 'unassigned' | 'copied' | 'mentioned' | 'urged' | 'completed'
  readonly usernames: readonly string[]
}

/** Tells people and subscribers what happened, in the transaction in which it did. */
export async function announce(
  tx: Tx,
  record: CaseRecord,
  announcements: readonly Announcement[],
  at: Date,
): Promise<void> {
  if (announcements.some(({ kind }) => kind === 'completed')) {
    await enqueueEvent(tx, 'approval.completed', payloadOf(record), { at })
  }
}

function payloadOf(record: CaseRecord) {
  const { id, subject, objectId, state, amount, customerCode, segmentCode } = record
  return {
    id,
    number: caseNumber(record),
    subject,
    objectId,
    status: state.status,
    customerCode,
    segment: segmentCode,
    amount: amount && moneyJson(amount.minor, amount.currency),
    submittedBy: state.submitter,
  }
}
