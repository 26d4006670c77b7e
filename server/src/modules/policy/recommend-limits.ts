import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { applyPolicy, policyDay, readPolicyPage } from './apply-policy.js'
import { defaultPolicy } from './domain/default-policy.js'
import type { Granted } from './domain/granted.js'
import type { CreditPolicy } from './domain/policy.js'
import { proposedAmount, type LimitStep } from './domain/propose-limit.js'
import type { AccountSituation } from './policy-input-store.js'
import { findPolicyInForce } from './policy-store.js'

/** What the policy in force would give an account now. */
export interface LimitRecommendation {
  readonly situation: AccountSituation
  readonly policy: { readonly version: number; readonly content: CreditPolicy }
  /** null where the policy says nothing about the account. */
  readonly given: {
    readonly granted: Granted
    readonly steps: readonly LimitStep[]
    readonly amountMinor: bigint
  } | null
}

/** Applies the policy in force to some accounts; nothing is stored. */
export async function recommendLimits(
  tx: Tx,
  accountIds: readonly Id[],
  on: { readonly asOf: CalendarDay; readonly at: Date },
): Promise<LimitRecommendation[]> {
  const policy = (await findPolicyInForce(tx, on.at)) ?? { version: 1, content: defaultPolicy }
  const day = await policyDay(tx, on.asOf, on.at)
  const all: LimitRecommendation[] = []
  for (const only of accountIds) {
    const { situations, bought } = await readPolicyPage(tx, { after: null, limit: 1, only }, day)
    const purchases = await bought(policy.content.averageOverMonths)
    for (const situation of situations) {
      const given = applyPolicy(policy.content, situation, purchases.get(situation.accountId), day)
      all.push({ situation, policy, given: given && { ...given, amountMinor: proposedAmount(given.steps) } })
    }
  }
  return all
}
