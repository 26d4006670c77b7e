import { systemPrincipal } from '../../kernel/access.js'
import { addMonths, dayInZone } from '../../kernel/calendar-day.js'
import { randomToken, tokenHash } from '../../platform/crypto/token.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { makeStatementLink } from '../receivables/request-statements.js'
import { statementLink } from '../receivables/send-statement.js'
import { giveToken, lockStatementRequest } from '../receivables/statement-request-store.js'
import { noteStatement, type OutboxMessage } from './dunning-message-store.js'
import type { SendingDeps } from './sending-deps.js'
import { customerCodeOf } from './plan-facts-store.js'

const VALID_DAYS = 30
/** What the statement behind a link reaches back. */
const MONTHS = 3

/**
 * The link of a message: to a statement of its customer as of today, which can be confirmed or disputed without an
 * account. Whoever opens it shows that the message has arrived. Each attempt to send has a link of its own, the earlier
 * one stops working, and only the hash of its token is kept. Null without a public address.
 */
export async function messageLink(deps: SendingDeps, message: OutboxMessage): Promise<string | null> {
  const { db, now, publicUrl } = deps
  if (publicUrl === undefined) return null
  const renewed = message.statementId === null ? null : await renew(deps, message.statementId)
  if (renewed !== null) return statementLink(publicUrl, renewed)
  const today = dayInZone(now(), (await getOrganisation(db)).timeZone)
  const { id, token } = await makeStatementLink(
    deps,
    {
      customerCodes: [await customerCodeOf(db, message.customerId)],
      ...{ from: addMonths(today, -MONTHS), asOf: today, validDays: VALID_DAYS },
      language: message.locale === 'en' ? 'en' : 'zh',
    },
    systemPrincipal,
  )
  await db.transaction((tx) => noteStatement(tx, message.id, id))
  return statementLink(publicUrl, token)
}

/** A new token for a statement that nobody has looked at; null when somebody has. */
async function renew({ db, now }: SendingDeps, statementId: string): Promise<string | null> {
  const token = randomToken()
  return db.transaction(async (tx) => {
    const statement = await lockStatementRequest(tx, statementId)
    if (statement?.status !== 'sent') return null
    await giveToken(tx, statementId, { tokenHash: tokenHash(token), status: 'sent' }, now())
    return token
  })
}
