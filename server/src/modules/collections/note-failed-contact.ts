import type { Bilingual } from '../../kernel/bilingual.js'
import type { Tx } from '../../platform/db/types.js'
import { contactOf, type LeftMessage } from './after-sending.js'
import { noteDeliveries, recordContacts } from './contact-store.js'
import { knownContacts, listMessageItems } from './dunning-message-store.js'

/** Notes in the log of contacts that a message did not reach anybody; it proves nothing. */
export async function noteFailedContact(
  tx: Tx,
  message: LeftMessage,
  error: Bilingual | null,
  at: Date,
): Promise<void> {
  const { id } = message
  if (!(await knownContacts(tx, [id])).has(id)) {
    const items = await listMessageItems(tx, [id])
    await recordContacts(tx, [contactOf(message, items, { at, failed: true })])
  }
  await noteDeliveries(tx, [
    {
      ...{ id, delivery: 'failed', sentAt: null, arrivedAt: null, receipt: null, failure: error?.en ?? null },
      ...{ proofGrade: 'none', interruptsLimitation: false },
    },
  ])
}
