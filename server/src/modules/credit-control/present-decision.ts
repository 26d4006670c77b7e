import { moneyJson } from '../../kernel/money.js'
import type { StoredDecision } from './decision-store.js'

/** A decision as the integration contract answers it. */
export function presentDecision(decision: StoredDecision) {
  const { result } = decision
  return {
    id: decision.id,
    outcome: decision.outcome,
    checkpoint: decision.checkpoint,
    customerCode: decision.customerCode,
    ...(decision.customerName === '' ? {} : { customerName: decision.customerName }),
    segment: decision.segmentCode,
    document: {
      source: decision.source,
      type: decision.documentType,
      number: decision.documentNumber,
      version: Number(decision.documentVersion),
    },
    amount: moneyJson(decision.amountMinor, decision.currency),
    reserve: decision.binding,
    trigger: decision.trigger,
    reasons: result.reasons,
    explanation: result.explanation,
    limit: result.limit,
    exposureBefore: result.exposureBefore,
    exposureAfter: result.exposureAfter,
    projectedExposure: result.projectedExposure,
    available: result.available,
    reservation:
      decision.reservationId === null
        ? null
        : { id: decision.reservationId, expiresAt: result.reservationExpiresAt ?? '' },
    hold: decision.holdId === null ? null : { id: decision.holdId },
    policyVersion: decision.rulesVersion,
    submittedBy: decision.submittedBy,
    decidedAt: decision.decidedAt.toISOString(),
  }
}
