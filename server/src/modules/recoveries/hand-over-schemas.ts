import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import type { Queryable } from '../../platform/db/types.js'
import { moneyJsonSchema } from '../../platform/http/schemas.js'
import { claimEvidence } from './domain/evidence-checklist.js'
import {
  costKinds,
  handOverKinds,
  handOverOutcomes,
  handOverStages,
  stagesAfter,
} from './domain/hand-over-stages.js'
import {
  costsOfHandOver,
  itemsOfHandOver,
  listHandOvers,
  stepsOfHandOver,
  type ListedHandOver,
} from './hand-over-store.js'
import { handOverNumber } from './numbers.js'
import { checkedJson, checkedJsonOf, itemJson, needs } from './recovery-schemas.js'

export const handOverJson = z.object({
  id: z.string(),
  number: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  kind: z.enum(handOverKinds),
  handler: z.string(),
  firm: z.string().nullable(),
  reference: z.string().nullable(),
  reason: z.string(),
  amount: moneyJsonSchema.describe('Open when it was handed over'),
  received: moneyJsonSchema.describe('What receipts settled of it since'),
  open: moneyJsonSchema.describe('Open now'),
  stage: z.enum(handOverStages),
  stageOn: z.string(),
  openedOn: z.string(),
  openedBy: z.string(),
  outcome: z.enum(handOverOutcomes).nullable(),
  closedOn: z.string().nullable(),
  closedBy: z.string().nullable(),
})

export const handOverDetail = handOverJson.extend({
  items: z.array(itemJson),
  steps: z.array(
    z.object({
      seq: z.int(),
      stage: z.enum(handOverStages),
      on: z.string(),
      reference: z.string().nullable(),
      note: z.string().nullable(),
      notedBy: z.string(),
      notedAt: z.string(),
    }),
  ),
  costs: z.array(
    z.object({
      id: z.string(),
      on: z.string(),
      kind: z.enum(costKinds),
      amount: moneyJsonSchema,
      note: z.string().nullable(),
      notedBy: z.string(),
    }),
  ),
  evidence: z.array(checkedJson),
  nextStages: z.array(z.enum(handOverStages)),
  allowed: z.array(z.enum(['edit'])),
})

export function handOverJsonOf(one: ListedHandOver): z.input<typeof handOverJson> {
  const { currency } = one
  return {
    ...{ id: one.id, number: handOverNumber(one.number), kind: one.kind, handler: one.handler },
    ...{ customerCode: one.customerCode, customerName: one.customerName, firm: one.firm },
    ...{ reference: one.reference, reason: one.reason, stage: one.stage, stageOn: one.stageOn },
    ...{ openedOn: one.openedOn, openedBy: one.openedBy, outcome: one.outcome },
    ...{ closedOn: one.closedOn, closedBy: one.closedBy },
    amount: moneyJson(one.amountMinor, currency),
    received: moneyJson(one.receivedMinor, currency),
    open: moneyJson(one.openMinor, currency),
  }
}

/** One case with everything that is known of it. */
export async function handOverDetailOf(
  db: Queryable,
  id: Id,
  actor: Principal,
): Promise<z.input<typeof handOverDetail>> {
  const [one] = await listHandOvers(db, { id }, { offset: 0, limit: 1 })
  if (!one) throw new Refusal('hand_over_not_found', { id })
  const items = await itemsOfHandOver(db, id)
  const steps = await stepsOfHandOver(db, id)
  const costs = await costsOfHandOver(db, id)
  const documentIds = [...new Set(items.map(({ documentId }) => documentId))]
  const subject = { subject: 'hand-over', id, customerId: one.customerId } as const
  const { currency } = one
  return {
    ...handOverJsonOf(one),
    items: items.map(({ source, number, itemNo, dueOn, amountMinor, openMinor }) => ({
      ...{ source, number, itemNo, dueDate: dueOn },
      ...{ amount: moneyJson(amountMinor, currency), open: moneyJson(openMinor, currency) },
    })),
    steps: steps.map((step) => ({ ...step, notedAt: step.notedAt.toISOString() })),
    costs: costs.map(({ id: costId, on, kind, amountMinor, currency: paidIn, note, notedBy }) => ({
      ...{ id: costId, on, kind, amount: moneyJson(amountMinor, paidIn), note, notedBy },
    })),
    evidence: await checkedJsonOf(db, subject, claimEvidence, documentIds),
    nextStages: one.closedAt ? [] : [...stagesAfter(one.kind, one.stage)],
    allowed: actsOf(actor, { edit: needs.edit }, one),
  }
}
