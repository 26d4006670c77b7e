import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { groupedAmount, moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { caseNumber, type NewRequest } from '../approvals/case-record.js'
import { settleOutside } from '../approvals/decide-or-ask.js'
import { startCase } from '../approvals/start-case.js'
import type { Approvals } from '../approvals/subject.js'
import { chooseItems, type Chosen, type NamedItem } from '../arrangements/choose-items.js'
import type { Doing } from '../arrangements/make-promise.js'
import { recordAudit } from '../audit/record-audit.js'
import { amountInBase } from '../customers/amount-in-base.js'
import { lockGroups } from '../customers/group-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { writeOffTransitions } from './domain/write-off-state.js'
import { listHandOvers } from './hand-over-store.js'
import { writeOffNumber } from './numbers.js'
import { WRITE_OFF } from './write-off-approval.js'
import { listWriteOffReasons, type WriteOffReason } from './write-off-reason-store.js'
import {
  insertWriteOff,
  listWriteOffs,
  lockWriteOff,
  putWriteOff,
  writeOffsRunningFor,
  type WriteOff,
} from './write-off-store.js'

export interface WriteOffDraft {
  readonly customerCode: string
  readonly reasonCode: string
  readonly explanation: string
  /** The case with a court or agency that it follows from. */
  readonly handOverId: Id | null
  /** Instalments, or parts of them. */
  readonly items: readonly NamedItem[]
}

/**
 * Asks for open instalments to be written off. Nothing is written before somebody else with enough authority has
 * approved. An instalment of a plan is not written off before the plan has ended, and one request at a time names it.
 */
export async function requestWriteOff(
  tx: Tx,
  approvals: Approvals,
  draft: WriteOffDraft,
  { actor, at, today }: Doing,
): Promise<{ readonly id: Id; readonly caseId: Id; readonly caseNumber: string }> {
  const reason = (await listWriteOffReasons(tx)).find(({ code }) => code === draft.reasonCode)
  if (!reason?.active) throw new Refusal('write_off_reason_unknown', { code: draft.reasonCode })
  const chosen = await chooseItems(tx, draft.customerCode, draft.items, (item) => {
    if (item.planned) throw new Refusal('item_planned', { number: item.number, item: item.itemNo })
    return item.openMinor
  })
  await refuseRunning(tx, chosen)
  const { customer, currency, items, totalMinor } = chosen
  if (draft.handOverId !== null) {
    const [of] = await listHandOvers(tx, { id: draft.handOverId }, { offset: 0, limit: 1 })
    if (of?.customerId !== customer.id) throw new Refusal('write_off_hand_over', { id: draft.handOverId })
  }
  const one: WriteOff = {
    ...{ id: newId(), customerId: customer.id, handOverId: draft.handOverId, reasonCode: reason.code },
    ...{ explanation: draft.explanation, currency, amountMinor: totalMinor, writtenMinor: 0n },
    ...{ recoveredMinor: 0n, status: 'requested', requestedOn: today, requestedBy: actor.label },
    ...{ requestedAt: at, endedOn: null, endedBy: null, endedAt: null, endReason: null },
  }
  await insertWriteOff(
    tx,
    one,
    items.map((item, index) => ({ ...item, position: index + 1 })),
  )
  await recordAudit(tx, {
    ...{ actor, at, action: 'write-off.requested', objectType: 'customer', objectId: customer.code },
    after: {
      ...{ writeOffId: one.id, reason: reason.code, amount: moneyJson(totalMinor, currency) },
      items: items.map(({ number, itemNo }) => `${number}/${itemNo}`),
    },
    reason: draft.explanation,
  })
  const record = await startCase(tx, approvals, await requestOf(tx, one, chosen, reason), { actor, at })
  return { id: one.id, caseId: record.id, caseNumber: caseNumber(record) }
}

async function refuseRunning(tx: Tx, { items }: Chosen): Promise<void> {
  const [running] = await writeOffsRunningFor(tx, items)
  if (!running) return
  const item = items.find((one) => one.documentId === running.documentId && one.itemNo === running.itemNo)
  throw new Refusal('write_off_running', {
    ...{ number: item?.number ?? '', item: running.itemNo, request: writeOffNumber(running.number) },
  })
}

async function requestOf(
  tx: Tx,
  one: WriteOff,
  { customer, currency, totalMinor, items }: Chosen,
  reason: WriteOffReason,
): Promise<NewRequest> {
  const { baseCurrency } = await getOrganisation(tx)
  const amount = { minor: totalMinor, currency }
  const said = `${groupedAmount(totalMinor, currency)} ${currency}`
  return {
    ...{ subject: WRITE_OFF, objectId: one.id, submitter: one.requestedBy, barred: [] },
    title: {
      zh: `${customer.name} 坏账核销：${said}（${reason.nameZh}）`,
      en: `Write-off of ${customer.name}: ${said} (${reason.nameEn})`,
    },
    ...{ ownerUsername: customer.ownerUsername, customerCode: customer.code, customerName: customer.name },
    ...{ segmentCode: null, amount, overLimitBp: null, days: null, reason: one.explanation },
    request: { reason: reason.code, items: items.map(({ number, itemNo }) => `${number}/${itemNo}`) },
    fields: {
      amount: await amountInBase(tx, amount, baseCurrency, one.requestedOn),
      reason: reason.code,
    },
  }
}

/** Takes back a request that is not decided; its approval ends with it. */
export async function withdrawWriteOff(
  tx: Tx,
  approvals: Approvals,
  id: Id,
  reason: string,
  { actor, at, today }: Doing,
): Promise<void> {
  const [seen] = await listWriteOffs(tx, { id }, { offset: 0, limit: 1 })
  if (seen) await lockGroups(tx, [seen.groupId])
  const before = seen && (await lockWriteOff(tx, id))
  if (!before) throw new Refusal('write_off_not_found', { id })
  if (!writeOffTransitions[before.status].includes('withdrawn'))
    throw new Refusal('write_off_ended', { status: before.status })
  await putWriteOff(tx, {
    ...{ ...before, status: 'withdrawn', endedOn: today, endedBy: actor.label },
    ...{ endedAt: at, endReason: reason },
  })
  await settleOutside(tx, approvals, { subject: WRITE_OFF, objectId: id }, { actor, at, comment: reason })
  await recordAudit(tx, {
    ...{ actor, at, action: 'write-off.withdrawn', objectType: 'customer', objectId: before.customerCode },
    ...{ before: { writeOffId: id, status: before.status }, after: { status: 'withdrawn' }, reason },
  })
}
