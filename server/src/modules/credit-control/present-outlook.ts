import { moneyJson } from '../../kernel/money.js'
import type { Step } from './domain/unblock-step.js'
import { isOfCustomer, wordsOfStep, wordsOfWay } from './domain/unblock-words.js'
import type { Outlook } from './hold-outlook.js'
import type { Hold } from './hold-store.js'
import type { Assignment, HoldEvent } from './hold-work-store.js'
import type { Prepayment } from './prepayment-store.js'

/** What would let a hold go, as answered. */
export function presentOutlook(outlook: Outlook, hold: Hold) {
  const { verdict, ways, plain, coveredMinor, paidMinor } = outlook
  return {
    outcome: verdict.decision.outcome,
    reasons: verdict.decision.reasons,
    ways: ways.map((way) => ({
      steps: way.steps.map((step) => ({ ...presentStep(step), text: wordsOfStep(step) })),
      text: wordsOfWay(way),
      certain: way.certain,
      byCustomer: isOfCustomer(way),
    })),
    covered: moneyJson(coveredMinor, hold.currency),
    paid: moneyJson(paidMinor, hold.currency),
    plain,
  }
}

function presentStep(step: Step) {
  return {
    kind: step.kind,
    amount: 'minor' in step ? moneyJson(step.minor, step.currency) : null,
    day: step.kind === 'wait' ? step.until : null,
  }
}

export function presentWork(
  assignment: Assignment | undefined,
  prepayment: Prepayment | undefined,
  events: readonly HoldEvent[],
) {
  const { assignee = null, assignedBy = null, assignedAt = null } = assignment ?? {}
  return {
    assignee,
    assignedBy,
    assignedAt: assignedAt?.toISOString() ?? null,
    prepayment: prepayment ? presentPrepayment(prepayment) : null,
    events: events.map((event) => ({
      kind: event.kind,
      by: event.by,
      at: event.at.toISOString(),
      note: event.note,
      concerned: event.concerned,
      amount:
        event.amountMinor === null || event.currency === null
          ? null
          : moneyJson(event.amountMinor, event.currency),
      day: event.day,
    })),
  }
}

function presentPrepayment(asked: Prepayment) {
  return {
    amount: moneyJson(asked.amountMinor, asked.currency),
    received: moneyJson(asked.receivedMinor, asked.currency),
    dueDate: asked.dueOn,
    note: asked.note,
    status: asked.status,
    requestedBy: asked.requestedBy,
    requestedAt: asked.requestedAt.toISOString(),
    receivedAt: asked.receivedAt?.toISOString() ?? null,
  }
}
