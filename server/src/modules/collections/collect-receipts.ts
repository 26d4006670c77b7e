import type { Id } from '../../kernel/ids.js'
import { newId } from '../../platform/new-id.js'
import { findContact } from '../customers/contact-store.js'
import { smsAccess } from './channel/sms-access.js'
import { internationalNumber, type SmsAccess, type SmsReceipt } from './channel/sms-message.js'
import { smsPlatforms } from './channel/sms-platform.js'
import { noteDeliveries } from './contact-store.js'
import { proofOf } from './domain/proof.js'
import { nextReceiptLook } from './domain/receipt-looks.js'
import { noteOpened, putOffReceipt } from './dunning-message-store.js'
import type { SendingDeps } from './sending-deps.js'
import { settleSms } from './settle-sms.js'
import { listSmsToAskAbout, type SmsToAskAbout } from './sms-feedback-store.js'

type ReceiptDeps = Omit<SendingDeps, 'publicUrl'>

/** Questions that wait for an answer at the same time. */
const LANES = 4
const PAGE = 200

/**
 * Asks the SMS platform what became of messages that it took, two minutes after sending and ever less often for three
 * days. Asking changes nothing at the platform: what is interrupted is simply asked again. Gives how many were settled.
 */
export async function collectReceipts(deps: ReceiptDeps): Promise<number> {
  const { db, now, secrets } = deps
  const waiting = await listSmsToAskAbout(db, now(), PAGE)
  if (waiting.length === 0) return 0
  const access = await smsAccess(db, secrets)
  const queue = [...waiting]
  let settled = 0
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const receipt = await ask(deps, access, next)
      if (await note(deps, next, receipt)) settled += 1
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return settled
}

/** What the platform says; null when it cannot be asked any more: another account, or the person has left. */
async function ask(
  { db, now, secrets }: ReceiptDeps,
  access: SmsAccess | undefined,
  { customerId, personId, carrier, receipt, sentAt }: SmsToAskAbout,
): Promise<SmsReceipt | null> {
  if (access?.provider !== carrier) return null
  const person = await findContact(db, customerId, personId)
  if (!person?.phoneSealed) return null
  const phone = internationalNumber(secrets.open(person.phoneSealed))
  const moment = { now: now(), nonce: newId() }
  return smsPlatforms[carrier].receiptOf(access, { phone, receipt, sentAt }, moment)
}

async function note(
  { db, now }: ReceiptDeps,
  { id, looks }: SmsToAskAbout,
  receipt: SmsReceipt | null,
): Promise<boolean> {
  const at = now()
  if (receipt?.outcome !== 'delivered' && receipt?.outcome !== 'failed') {
    const next = receipt === null ? null : nextReceiptLook(looks + 1, at)
    await db.transaction((tx) => putOffReceipt(tx, id, next))
    return false
  }
  return db.transaction((tx) => settleSms(tx, id, receipt, at))
}

/** Notes that the link of a message was opened, which proves that it has arrived. Again does nothing. */
export async function noteOpenedLink(
  { db, now }: Pick<ReceiptDeps, 'db' | 'now'>,
  statementId: Id,
): Promise<void> {
  const at = now()
  await db.transaction(async (tx) => {
    const message = await noteOpened(tx, statementId, at)
    if (!message) return
    const { id, channel } = message
    const proof = proofOf({ channel, direction: 'out', delivery: 'opened', signed: false })
    await noteDeliveries(tx, [
      {
        ...{ id, delivery: 'opened', sentAt: null, arrivedAt: at, receipt: null, failure: null },
        ...{ proofGrade: proof.grade, interruptsLimitation: proof.interruptsLimitation },
      },
    ])
  })
}
