import { Refusal } from '../../kernel/errors.js'
import { tokenHash } from '../../platform/crypto/token.js'
import type { Database } from '../../platform/db/types.js'
import { allowFew } from '../identity/few-attempts.js'
import { isReceiptAddress, notePush } from './channel/sms-address-store.js'
import type { SmsProvider } from './channel/sms-message.js'
import { smsPushes } from './channel/sms-push.js'
import { settleSms } from './settle-sms.js'
import { findSmsByReceipts } from './sms-feedback-store.js'

/** Platforms send many receipts in one request; nobody has to come more often from one address. */
const REQUESTS = { max: 600, windowMs: 60_000 }
const MINUTE_MS = 60_000

export interface Push {
  readonly provider: SmsProvider
  /** The part of the address that only the platform knows. */
  readonly token: string
  /** Where the request comes from. */
  readonly address: string
  readonly parts: readonly Readonly<Record<string, unknown>>[]
}

/**
 * Takes what a platform tells of messages that it sent. The same again changes nothing, and what is of other programs that
 * use the account is passed over. Refuses an unknown address and whoever comes too often. Gives how many were settled.
 */
export async function takePushedReceipts(
  db: Database,
  { provider, token, address, parts }: Push,
  at: Date,
): Promise<number> {
  await allowFew(db, `sms-receipts@${address}`, REQUESTS, at)
  if (!(await isReceiptAddress(db, provider, tokenHash(token)))) throw new Refusal('not_found')
  const { read } = smsPushes[provider]
  const ends = new Map(
    parts.flatMap((part) => {
      const pushed = read(part)
      return pushed ? [[pushed.receipt, pushed.end] as const] : []
    }),
  )
  return db.transaction(async (tx) => {
    let settled = 0
    for (const { id, receipt, sentAt } of await findSmsByReceipts(tx, provider, [...ends.keys()])) {
      const end = ends.get(receipt)
      if (!end) continue
      // A moment before the sending or in the future is a slip of the platform's clock, and no evidence.
      const said = end.outcome === 'delivered' ? end.at : null
      const odd =
        said !== null && (said > at || (sentAt !== null && said.getTime() < sentAt.getTime() - MINUTE_MS))
      if (await settleSms(tx, id, odd ? { outcome: 'delivered', at: null } : end, at)) settled += 1
    }
    await notePush(tx, provider, settled, at)
    return settled
  })
}
