import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson, parseAmount } from '../../kernel/money.js'
import type { Queryable } from '../../platform/db/types.js'
import { bilingualSchema, moneyJsonSchema } from '../../platform/http/schemas.js'
import { caseNumber } from '../approvals/case-record.js'
import { amountInBase } from '../customers/amount-in-base.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { deductionFaults } from './domain/deduction.js'
import { writeOffStatuses } from './domain/write-off-state.js'
import { handOverNumber, writeOffNumber } from './numbers.js'
import { checkedJson, checkedJsonOf, itemJson, needs } from './recovery-schemas.js'
import { recoveriesOf, type ListedRecovery } from './recovery-store.js'
import { listWriteOffReasons, type WriteOffReason } from './write-off-reason-store.js'
import {
  approvalOfWriteOff,
  itemsOfWriteOff,
  listWriteOffs,
  type ListedWriteOff,
  type StoredWriteOffItem,
} from './write-off-store.js'

export const writeOffJson = z.object({
  id: z.string(),
  number: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  industry: z.string().nullable(),
  reason: z.object({ code: z.string(), name: bilingualSchema }),
  explanation: z.string(),
  handOver: z.object({ id: z.string(), number: z.string() }).nullable(),
  amount: moneyJsonSchema.describe('Asked for'),
  written: moneyJsonSchema.describe('Still open when it was approved, and written off'),
  recovered: moneyJsonSchema.describe('Came in since'),
  status: z.enum(writeOffStatuses),
  requestedOn: z.string(),
  requestedBy: z.string(),
  endedOn: z.string().nullable(),
  endedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  badDebtId: z.string().nullable().describe('The case of the library that says what was learnt'),
})

const recoveryJson = z.object({
  id: z.string(),
  number: z.string().describe('The invoice'),
  itemNo: z.int(),
  receipt: z.object({ source: z.string(), number: z.string() }),
  amount: moneyJsonSchema,
  on: z.string(),
  note: z.string().nullable(),
  recordedBy: z.string(),
  undoneOn: z.string().nullable(),
  undoneBy: z.string().nullable(),
  undoReason: z.string().nullable(),
})

export const writeOffDetail = writeOffJson.extend({
  items: z.array(
    itemJson.extend({
      written: moneyJsonSchema,
      recovered: moneyJsonSchema,
      faults: z
        .array(z.enum(['not-overdue-long-enough', 'too-large']))
        .describe('Conditions of a tax deduction that the item fails, on the day of the request'),
    }),
  ),
  rule: z.object({ source: bilingualSchema, overdueMonths: z.int().nullable() }),
  evidence: z.array(checkedJson),
  recoveries: z.array(recoveryJson),
  approval: z.object({ id: z.string(), number: z.string() }).nullable(),
  allowed: z.array(z.enum(['edit', 'recover'])),
})

/** Write-offs as answered, with the names of their reasons. */
export function writeOffJsonOf(
  one: ListedWriteOff,
  reasons: readonly WriteOffReason[],
): z.input<typeof writeOffJson> {
  const { currency } = one
  const reason = reasons.find(({ code }) => code === one.reasonCode)
  const { handOverId, handOverNumber: caseNo } = one
  return {
    ...{ id: one.id, number: writeOffNumber(one.number), industry: one.industry },
    ...{ customerCode: one.customerCode, customerName: one.customerName, explanation: one.explanation },
    reason: {
      code: one.reasonCode,
      name: { zh: reason?.nameZh ?? one.reasonCode, en: reason?.nameEn ?? one.reasonCode },
    },
    handOver:
      handOverId === null || caseNo === null ? null : { id: handOverId, number: handOverNumber(caseNo) },
    amount: moneyJson(one.amountMinor, currency),
    written: moneyJson(one.writtenMinor, currency),
    recovered: moneyJson(one.recoveredMinor, currency),
    ...{ status: one.status, requestedOn: one.requestedOn, requestedBy: one.requestedBy },
    ...{ endedOn: one.endedOn, endedBy: one.endedBy, endReason: one.endReason, badDebtId: one.badDebtId },
  }
}

/** One write-off with its items, the evidence that its reason asks for, and what came in since. */
export async function writeOffDetailOf(
  db: Queryable,
  id: Id,
  actor: Principal,
): Promise<z.input<typeof writeOffDetail>> {
  const [one] = await listWriteOffs(db, { id }, { offset: 0, limit: 1 })
  if (!one) throw new Refusal('write_off_not_found', { id })
  const reasons = await listWriteOffReasons(db)
  const reason = reasons.find(({ code }) => code === one.reasonCode)
  if (!reason) throw new Error(`the reason ${one.reasonCode} is gone`)
  const items = await itemsOfWriteOff(db, id)
  const documentIds = [...new Set(items.map(({ documentId }) => documentId))]
  const subject = { subject: 'write-off', id, customerId: one.customerId } as const
  const approval = await approvalOfWriteOff(db, id)
  const { baseCurrency } = await getOrganisation(db)
  return {
    ...writeOffJsonOf(one, reasons),
    items: await Promise.all(items.map((item) => itemJsonOf(db, item, one, { reason, baseCurrency }))),
    rule: { source: { zh: reason.sourceZh, en: reason.sourceEn }, overdueMonths: reason.overdueMonths },
    evidence: await checkedJsonOf(db, subject, reason.evidence, documentIds),
    recoveries: (await recoveriesOf(db, id)).map(recoveryJsonOf),
    approval: approval ? { id: approval.id, number: caseNumber(approval) } : null,
    allowed: actsOf(actor, needs, one),
  }
}

async function itemJsonOf(
  db: Queryable,
  item: StoredWriteOffItem,
  { currency, requestedOn }: ListedWriteOff,
  { reason, baseCurrency }: { readonly reason: WriteOffReason; readonly baseCurrency: Currency },
): Promise<z.input<typeof writeOffDetail>['items'][number]> {
  const { source, number, itemNo, dueOn, amountMinor } = item
  const baseMinor = await inBase(db, { minor: amountMinor, currency }, baseCurrency, requestedOn)
  return {
    ...{ source, number, itemNo, dueDate: dueOn, amount: moneyJson(amountMinor, currency) },
    open: moneyJson(item.openMinor, currency),
    written: moneyJson(item.writtenMinor, currency),
    recovered: moneyJson(item.recoveredMinor, currency),
    faults: deductionFaults(reason, { dueOn, baseMinor }, requestedOn),
  }
}

async function inBase(
  db: Queryable,
  amount: { readonly minor: bigint; readonly currency: Currency },
  base: Currency,
  on: CalendarDay,
): Promise<bigint | null> {
  const text = await amountInBase(db, amount, base, on)
  const minor = text === null ? null : parseAmount(text, base)
  return typeof minor === 'bigint' ? minor : null
}

function recoveryJsonOf(one: ListedRecovery): z.input<typeof recoveryJson> {
  return {
    ...{ id: one.id, number: one.invoiceNumber, itemNo: one.itemNo, on: one.on, note: one.note },
    receipt: { source: one.receiptSource, number: one.receiptNumber },
    amount: moneyJson(one.amountMinor, one.currency),
    ...{ recordedBy: one.recordedBy, undoneOn: one.undoneOn, undoneBy: one.undoneBy },
    undoReason: one.undoReason,
  }
}
