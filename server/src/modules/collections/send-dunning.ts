import type { Bilingual } from '../../kernel/bilingual.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Tx } from '../../platform/db/types.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { nextAttemptAt } from '../notifications/domain/retry-schedule.js'
import { isWorkday } from '../notifications/workdays.js'
import { afterSending } from './after-sending.js'
import { handOver, type HandedOver } from './hand-over-message.js'
import { noteFailedContact } from './note-failed-contact.js'
import { nextReceiptLook } from './domain/receipt-looks.js'
import { sendableFrom } from './domain/sending-time.js'
import {
  claimDunningMessage,
  lockDueMessage,
  noteAttempt,
  postponeDunningMessage,
  staleAmong,
  withdrawMessages,
  type OutboxMessage,
} from './dunning-message-store.js'
import { getDunningSettings } from './dunning-settings-store.js'
import type { SendingDeps } from './sending-deps.js'
import { strategiesInForce } from './strategy-store.js'

/** Messages that wait for one answer of the other side at the same time. */
const LANES = 4

/** Sends what is due, at most `max` messages; gives how many were handed over or given up. */
export async function sendDunning(deps: SendingDeps, max = 5_000): Promise<number> {
  let left = max
  let done = 0
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const next = await deps.db.transaction((tx) => claimNext(tx, deps.now()))
      if (next === 'nothing') return
      if (next === 'passed') continue
      await attempt(deps, next)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return done
}

/**
 * Takes the next message for this worker. What no longer says the truth is withdrawn instead: paid, promised or disputed
 * since it was planned. What may not leave at this hour is put off.
 */
async function claimNext(tx: Tx, at: Date): Promise<OutboxMessage | 'nothing' | 'passed'> {
  if ((await getDunningSettings(tx)).mode !== 'live') return 'nothing'
  const message = await lockDueMessage(tx, at)
  if (!message) return 'nothing'
  const { id } = message
  const { timeZone } = await getOrganisation(tx)
  const { content: document } = await strategiesInForce(tx, at)
  const from = sendableFrom(at, { timeZone, document, isWorkday })
  if (from > at) {
    await postponeDunningMessage(tx, id, from)
    return 'passed'
  }
  if ((await staleAmong(tx, [id], dayInZone(at, timeZone))).has(id)) {
    await withdrawMessages(tx, [id], at)
    return 'passed'
  }
  await claimDunningMessage(tx, id, at)
  return { ...message, attempts: message.attempts + 1 }
}

/**
 * Hands one message over and notes what came of it. Between the two the program may stop: such a message is neither sent
 * again nor forgotten but marked unclear, for somebody to look at (`sweepDunning`).
 */
async function attempt(deps: SendingDeps, message: OutboxMessage): Promise<void> {
  const handed = await handOver(deps, message)
  await deps.db.transaction((tx) => record(tx, message, handed, deps.now()))
}

async function record(tx: Tx, message: OutboxMessage, handed: HandedOver, at: Date): Promise<void> {
  const { result, recipient, personId, carrier } = handed
  const next = result.outcome === 'retry' ? nextTry(message, result.waitMs, at) : null
  const status = statusOf(result.outcome, next)
  const error: Bilingual | null = result.outcome === 'sent' ? null : result.reason
  const receipt = result.outcome === 'sent' ? result.receipt : null
  const noted = await noteAttempt(tx, {
    ...{
      id: message.id,
      status,
      personId,
      recipient,
      code: result.code,
      receipt,
      carrier,
      receiptLookAt: carrier === null || receipt === null ? null : nextReceiptLook(0, at),
      error,
      nextAttemptAt: next,
      at,
    },
  })
  if (!noted) return
  const left = { ...message, recipient, personId: personId ?? message.personId }
  if (status === 'sent') await afterSending(tx, [left], at)
  if (status === 'failed') await noteFailedContact(tx, left, error, at)
}

function statusOf(outcome: HandedOver['result']['outcome'], next: Date | null) {
  switch (outcome) {
    case 'sent':
      return 'sent'
    case 'unclear':
      return 'unclear'
    case 'rejected':
      return 'failed'
    case 'retry':
      return next === null ? 'failed' : 'pending'
  }
}

function nextTry(message: OutboxMessage, waitMs: number | undefined, at: Date): Date | null {
  const next = nextAttemptAt(message.attempts, at, message.giveUpAt, Math.random())
  if (next === null || waitMs === undefined) return next
  return new Date(Math.max(next.getTime(), at.getTime() + waitMs))
}
