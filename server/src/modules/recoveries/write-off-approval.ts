import { unconditional, type ApprovalSubject, type Ending } from '../approvals/subject.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { lockGroups } from '../customers/group-store.js'
import { queueHoldEvaluation } from '../credit-control/record-and-check.js'
import { writeOffTransitions, writtenOf } from './domain/write-off-state.js'
import { writeOffNumber } from './numbers.js'
import { postWriteOffs } from './post-write-offs.js'
import {
  itemsOfWriteOff,
  listWriteOffs,
  lockWriteOff,
  putWriteOff,
  putWriteOffItem,
  requestedWriteOffsAmong,
} from './write-off-store.js'

export const WRITE_OFF = 'write-off'

/** A write-off, decided by approval. */
export const writeOffSubject: Omit<ApprovalSubject, 'dossier' | 'actions'> = {
  key: WRITE_OFF,
  name: { zh: '坏账核销', en: 'Write-off' },
  fields: [
    { key: 'amount', name: { zh: '核销金额（本位币）', en: 'Amount in base currency' }, type: 'amount' },
    { key: 'reason', name: { zh: '核销原因', en: 'Reason' }, type: 'text' },
  ],
  conditions: unconditional,
  hasAmount: true,
  hasOwner: true,
  authority: 'write-off',
  permissionWhenUnsaid: 'limits:write',
  async lock(tx, { objectId }) {
    const [one] = await listWriteOffs(tx, { id: objectId }, { offset: 0, limit: 1 })
    if (one) await lockGroups(tx, [one.groupId])
  },
  stillOpen: requestedWriteOffsAmong,
  grant: (tx, { objectId }, ending) => writeOff(tx, objectId, ending),
  decline: (tx, { objectId }, ending) => reject(tx, objectId, ending),
}

/**
 * Writes off what is still open of what was asked for: money that came in meanwhile is not written off. Refuses when
 * nothing is left, so that whoever signs last sees it. The caller holds the lock of the group.
 */
async function writeOff(tx: Tx, id: Id, { actor, at, today, comment }: Ending): Promise<void> {
  const before = await lockWriteOff(tx, id)
  if (!before) throw new Refusal('write_off_not_found', { id })
  // One that was taken back writes nothing any more.
  if (!writeOffTransitions[before.status].includes('written-off')) return
  const items = (await itemsOfWriteOff(tx, id)).map((item) => ({
    ...{ ...item, writtenMinor: writtenOf(item.amountMinor, item.openMinor), version: 1n },
  }))
  const written = items.filter(({ writtenMinor }) => writtenMinor > 0n)
  if (written.length === 0)
    throw new Refusal('write_off_nothing_open', { number: writeOffNumber(before.number) })
  const writtenMinor = written.reduce((sum, item) => sum + item.writtenMinor, 0n)
  await postWriteOffs(tx, before, written, { at, today })
  for (const item of written) await putWriteOffItem(tx, id, item)
  await putWriteOff(tx, {
    ...{ ...before, status: 'written-off', writtenMinor, endedOn: today },
    ...{ endedBy: actor.label, endedAt: at, endReason: comment },
  })
  await queueHoldEvaluation(tx, [before.groupId])
  await recordAudit(tx, {
    ...{ actor, at, action: 'write-off.written', objectType: 'customer', objectId: before.customerCode },
    before: { writeOffId: id, asked: moneyJson(before.amountMinor, before.currency) },
    after: {
      written: moneyJson(writtenMinor, before.currency),
      items: written.map(({ number, itemNo }) => `${number}/${itemNo}`),
    },
    reason: comment,
  })
}

async function reject(tx: Tx, id: Id, { actor, at, today, comment }: Ending): Promise<void> {
  const before = await lockWriteOff(tx, id)
  if (!before) throw new Refusal('write_off_not_found', { id })
  if (!writeOffTransitions[before.status].includes('rejected')) return
  await putWriteOff(tx, {
    ...{ ...before, status: 'rejected', endedOn: today, endedBy: actor.label },
    ...{ endedAt: at, endReason: comment },
  })
  await recordAudit(tx, {
    ...{ actor, at, action: 'write-off.rejected', objectType: 'customer', objectId: before.customerCode },
    ...{ before: { writeOffId: id, status: before.status }, after: { status: 'rejected' }, reason: comment },
  })
}
