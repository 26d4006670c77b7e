import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { SmsReceipt } from './channel/sms-message.js'
import { noteDeliveries } from './contact-store.js'
import { proofOf } from './domain/proof.js'
import { noteDelivery } from './dunning-message-store.js'

/** What became of an SMS, however it was learnt; when the platform says no moment, it arrived `at`. */
export type SmsEnd = Extract<SmsReceipt, { readonly outcome: 'delivered' | 'failed' }>

/** Notes at a message and its contact that it arrived or did not. False: that was known before. */
export async function settleSms(tx: Tx, id: Id, end: SmsEnd, at: Date): Promise<boolean> {
  const isDelivered = end.outcome === 'delivered'
  const status = isDelivered ? 'delivered' : 'bounced'
  const arrivedAt = isDelivered ? (end.at ?? at) : null
  const error = isDelivered ? null : end.reason
  const code = isDelivered ? 'DELIVERED' : end.code
  if (!(await noteDelivery(tx, { id, status, arrivedAt, error, code, at }))) return false
  const proof = proofOf({ channel: 'sms', direction: 'out', delivery: status, signed: false })
  await noteDeliveries(tx, [
    {
      ...{ id, delivery: status, sentAt: null, arrivedAt, receipt: null, failure: error?.en ?? null },
      ...{ proofGrade: proof.grade, interruptsLimitation: proof.interruptsLimitation },
    },
  ])
  return true
}
