import type { Principal } from '../../kernel/access.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { isWorkday } from '../notifications/workdays.js'
import { afterSending } from './after-sending.js'
import { noteDeliveries } from './contact-store.js'
import { afterAct, type MessageAct, type MessageStatus } from './domain/message-life.js'
import { proofOf } from './domain/proof.js'
import { sendableFrom } from './domain/sending-time.js'
import {
  lockDunningMessage,
  noteDecision,
  staleAmong,
  withdrawMessages,
  type OutboxMessage,
} from './dunning-message-store.js'
import { findRun } from './dunning-run-store.js'
import { strategiesInForce } from './strategy-store.js'
import { TRIED_MS } from './write-messages.js'

/** Sends what is due; queued whenever something may have become so. */
export const SEND_DUNNING_JOB = 'send-dunning'

export interface MessageDecision {
  readonly id: Id
  readonly act: MessageAct
  readonly reason: string | null
}

/**
 * Carries out what a person decides about a message: agrees to a harsh step or not, notes that a letter was posted, says
 * what became of a message that was interrupted. Nobody agrees to what they have started themselves; nothing leaves that
 * was paid or agreed about meanwhile. Gives how it stands afterwards.
 */
export async function decideDunning(
  tx: Tx,
  { id, act, reason }: MessageDecision,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<MessageStatus> {
  const message = await lockDunningMessage(tx, id)
  if (!message) throw new Refusal('not_found')
  const status = afterAct(message.status, act, message.channel)
  if (status === null) throw new Refusal('dunning_act_impossible', { act, status: message.status })
  if (act === 'approve') await requireOther(tx, message, actor)
  const { timeZone } = await getOrganisation(tx)
  const leaves = act === 'approve' || act === 'posted' || act === 'send_again'
  const isStale = leaves && (await staleAmong(tx, [id], dayInZone(at, timeZone))).has(id)
  const final = isStale ? 'withdrawn' : status
  if (final === 'withdrawn') await withdrawMessages(tx, [id], at)
  else await follow(tx, message, { status: final, act, reason }, { actor, at, timeZone })
  await recordAudit(tx, {
    ...{ actor, at, action: `dunning-message.${act}`, objectType: 'dunning-message', objectId: id },
    ...{
      before: { status: message.status },
      after: { status: final },
      ...(reason === null ? {} : { reason }),
    },
  })
  return final
}

/** A key with all scopes is the organisation's own automation. */
async function requireOther(tx: Tx, { runId }: OutboxMessage, actor: Principal): Promise<void> {
  const run = await findRun(tx, runId)
  if (run?.startedBy === actor.label && !actor.allScopes) throw new Refusal('dunning_own_run')
}

async function follow(
  tx: Tx,
  message: OutboxMessage,
  {
    status,
    act,
    reason,
  }: { readonly status: MessageStatus; readonly act: MessageAct; readonly reason: string | null },
  { actor, at, timeZone }: { readonly actor: Principal; readonly at: Date; readonly timeZone: string },
): Promise<void> {
  const { id, channel } = message
  const { content: document } = await strategiesInForce(tx, at)
  const due = status === 'pending' ? sendableFrom(at, { timeZone, document, isWorkday }) : null
  const sentNow = status === 'sent'
  await noteDecision(tx, {
    ...{ id, status, by: actor.label, reason, at, nextAttemptAt: due },
    giveUpAt: due === null ? null : new Date(due.getTime() + TRIED_MS),
    sentAt: sentNow ? at : null,
  })
  if (due !== null) await addJob(tx, SEND_DUNNING_JOB, {}, { jobKey: SEND_DUNNING_JOB })
  if (sentNow) await afterSending(tx, [message], at)
  if (act === 'delivered' || act === 'bounced') {
    const proof = proofOf({ channel, direction: 'out', delivery: act, signed: false })
    await noteDeliveries(tx, [
      {
        ...{ id, delivery: act, sentAt: null, arrivedAt: act === 'delivered' ? at : null, receipt: null },
        ...{ failure: act === 'bounced' ? (reason ?? 'bounced') : null },
        ...{ proofGrade: proof.grade, interruptsLimitation: proof.interruptsLimitation },
      },
    ])
  }
}
