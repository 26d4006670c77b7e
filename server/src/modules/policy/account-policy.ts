import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { applyPolicy, policyDay, readPolicyPage, type AppliedPolicy } from './apply-policy.js'
import { reviewDays } from './domain/granted.js'
import { policyInForce } from './policy-in-force.js'
import type { AccountSituation } from './policy-input-store.js'

/** What the policy in force says of one account today. */
interface AccountPolicy {
  readonly version: number
  readonly situation: AccountSituation
  /** null where the policy says nothing: no rating, an inactive customer, a deliberately unlimited account. */
  readonly applied: AppliedPolicy | null
  /** Days from today to the next review that the policy wants; null where it says nothing. */
  readonly reviewIntervalDays: number | null
}

export async function accountPolicy(tx: Tx, accountId: Id, at: Date): Promise<AccountPolicy | null> {
  const { timeZone } = await getOrganisation(tx)
  const today = dayInZone(at, timeZone)
  const day = await policyDay(tx, today, at)
  const { version, content } = await policyInForce(tx, at)
  const page = await readPolicyPage(tx, { after: null, limit: 1, only: accountId }, day)
  const [situation] = page.situations
  if (!situation) return null
  const bought = await page.bought(content.averageOverMonths)
  const applied = applyPolicy(content, situation, bought.get(accountId), day)
  const reviewIntervalDays = applied && reviewDays(applied.granted, today)
  return { version, situation, applied, reviewIntervalDays }
}
