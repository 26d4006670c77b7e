import { systemPrincipal } from '../../kernel/access.js'
import type { Id } from '../../kernel/ids.js'
import { addDays } from '../../kernel/calendar-day.js'
import type { Tx } from '../../platform/db/types.js'
import { findAccountsById } from '../customers/account-store.js'
import { findCustomer } from '../customers/customer-store.js'
import { findSegment } from '../customers/segment-store.js'
import type { CheckContext } from './check-request.js'
import { findDecisions } from './decision-store.js'
import type { ReasonCode, Rule } from './domain/rules.js'
import { evaluateHold, evaluateHoldsOfGroup } from './evaluate-hold.js'
import { findForcedOrder } from './forced-order-store.js'
import { findHold, type Hold } from './hold-store.js'
import { letGo } from './release-hold.js'
import { rulesInForce } from './rules-store.js'

/** What was stopped by a person, or for good, only a person lets go. */
const NEVER: ReadonlySet<ReasonCode> = new Set(['forced_hold', 'customer_blacklisted', 'account_blocked'])
const RELEASE_DAYS = 30
export const AUTO_REASON = '冻结原因已消除，按规则自动放行。 The reason is gone; released by rule.'

/**
 * Looks at the open holds of a credit group again and lets those go that would pass and may go by themselves, oldest
 * first. Each is judged once more after those before it were let go: together they never exceed what is available.
 */
export async function settleHoldsOfGroup(tx: Tx, groupId: Id, context: CheckContext): Promise<void> {
  for (const hold of await evaluateHoldsOfGroup(tx, groupId, context)) {
    if (!(await goesByItself(tx, hold, context))) continue
    const now = await findHold(tx, hold.id, null)
    if (now?.status !== 'open') continue
    const { outcome } = await evaluateHold(tx, now, 'system', context)
    if (outcome !== 'approved' && outcome !== 'warned') continue
    const until = addDays(context.today, RELEASE_DAYS)
    const granted = { maxMinor: hold.amountMinor, until, reason: AUTO_REASON }
    await letGo(tx, now, granted, systemPrincipal, context)
  }
}

/** By the rules that stopped it, at first and last; where a rule does not say, by the segment's setting. */
async function goesByItself(tx: Tx, hold: Hold, context: CheckContext): Promise<boolean> {
  const [opening] = await findDecisions(tx, [hold.decisionId], null)
  const reasons = [...(opening?.result.reasons ?? []), ...hold.reasons].filter(
    ({ strength }) => strength !== 'warn',
  )
  if (reasons.some(({ code }) => NEVER.has(code)) || (await isStoppedByPerson(tx, hold))) return false
  const segment = await findSegment(tx, hold.segmentCode)
  const { content } = await rulesInForce(tx, context.at)
  const choice = (rule: Rule | undefined) => rule?.autoRelease ?? segment?.autoRelease ?? false
  return reasons.every((reason) => choice(content.rules.find(({ key }) => key === reason.rule)))
}

async function isStoppedByPerson(tx: Tx, hold: Hold): Promise<boolean> {
  const [account] = await findAccountsById(tx, [hold.accountId])
  const customer = await findCustomer(tx, hold.customerCode, null)
  const forced = await findForcedOrder(tx, { source: hold.source, number: hold.documentNumber })
  const isForced = account?.forcedHold !== null || customer?.forcedHold !== null
  return isForced || customer?.status === 'blacklisted' || forced !== undefined
}
