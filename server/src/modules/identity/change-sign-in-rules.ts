import type { Principal } from '../../kernel/access.js'
import type { Database } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import type { SignInRules } from './domain/sign-in-rules.js'
import { getSignInRules, updateSignInRules } from './sign-in-rules-store.js'

/** Changes the rules; open sessions keep to the new ones from their next request on. */
export async function changeSignInRules(
  db: Database,
  actor: Principal,
  rules: SignInRules,
  at: Date,
): Promise<SignInRules> {
  return db.transaction(async (tx) => {
    const before = await getSignInRules(tx)
    await updateSignInRules(tx, rules, actor.label, at)
    const change = { before, after: rules, at }
    const about = { objectType: 'sign-in-rules', objectId: 'sign-in-rules' }
    await recordAudit(tx, { actor, action: 'sign-in-rules.changed', ...about, ...change })
    return rules
  })
}
