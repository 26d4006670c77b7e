import type { Principal } from '../../kernel/access.js'
import { moneyJson } from '../../kernel/money.js'
import { allowedOnHold } from './allowed-on-hold.js'
import { rejectReasonText } from './domain/reject-reasons.js'
import type { Hold } from './hold-store.js'

/** A hold as answered. */
export function presentHold(hold: Hold) {
  return {
    id: hold.id,
    status: hold.status,
    checkpoint: hold.checkpoint,
    customerCode: hold.customerCode,
    customerName: hold.customerName,
    ownerUsername: hold.ownerUsername,
    segment: hold.segmentCode,
    document: {
      source: hold.source,
      type: hold.documentType,
      number: hold.documentNumber,
      version: Number(hold.documentVersion),
    },
    amount: moneyJson(hold.amountMinor, hold.currency),
    netDays: hold.netDays,
    shipDate: hold.shipOn,
    checkId: hold.decisionId,
    reasons: hold.reasons,
    ready: hold.readySince !== null,
    readySince: hold.readySince?.toISOString() ?? null,
    evaluatedAt: hold.evaluatedAt?.toISOString() ?? null,
    submittedBy: hold.submittedBy,
    openedAt: hold.openedAt.toISOString(),
    assignee: hold.assignee,
    releaseRequest:
      hold.releaseRequestedBy === null
        ? null
        : {
            by: hold.releaseRequestedBy,
            at: hold.releaseRequestedAt?.toISOString() ?? null,
            reason: hold.releaseRequestReason,
          },
    closed:
      hold.closedBy === null
        ? null
        : {
            by: hold.closedBy,
            at: hold.closedAt?.toISOString() ?? null,
            code: hold.closeCode,
            codeText: hold.closeCode === null ? null : rejectReasonText(hold.closeCode),
            reason: hold.closeReason,
          },
    release:
      hold.releasedMinor === null
        ? null
        : {
            maxAmount: moneyJson(hold.releasedMinor, hold.currency),
            validUntil: hold.releasedUntil,
            void: hold.releaseVoidAt !== null,
          },
  }
}

/** A hold as answered to somebody who looks at it, with what this principal may do. */
export function presentHoldTo(hold: Hold, actor: Principal) {
  return { ...presentHold(hold), allowed: allowedOnHold(hold, actor) }
}
