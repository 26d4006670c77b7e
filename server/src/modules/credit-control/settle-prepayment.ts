import type { Tx } from '../../platform/db/types.js'
import type { Hold } from './hold-store.js'
import { tellOfPrepayment } from './hold-work-news.js'
import { insertHoldEvent } from './hold-work-store.js'
import { findPrepayment, noteReceived, receivedSince } from './prepayment-store.js'

/** Compares what has come in with what was asked for; done whenever a hold is evaluated. */
export async function settlePrepayment(tx: Tx, hold: Hold, at: Date): Promise<void> {
  const asked = await findPrepayment(tx, hold.id)
  if (!asked) return
  const received = await receivedSince(tx, asked)
  if (received === asked.receivedMinor) return
  await noteReceived(tx, asked.id, received, at)
  if (received < asked.amountMinor || asked.status === 'received') return
  const { currency } = asked
  await insertHoldEvent(tx, hold, {
    kind: 'prepayment_received',
    by: 'system',
    at,
    amountMinor: received,
    currency,
  })
  await tellOfPrepayment(tx, hold, asked, received, at)
}
