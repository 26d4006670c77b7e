import { Refusal } from '../../kernel/errors.js'
import { isCommonPassword } from '../../platform/crypto/common-password.js'
import { verifyPassword } from '../../platform/crypto/password.js'
import type { Queryable } from '../../platform/db/types.js'
import { isAcceptablePassword } from './domain/password-rule.js'
import { listOldHashes } from './password-history-store.js'
import { getSignInRules } from './sign-in-rules-store.js'
import { NO_PASSWORD, type UserWithPassword } from './user-store.js'

/** Refuses a password that the rules in force do not accept for this username. */
export async function requireAcceptablePassword(
  db: Queryable,
  password: string,
  username: string,
): Promise<void> {
  const { passwordMin, refuseCommon } = await getSignInRules(db)
  const common = refuseCommon && isCommonPassword(password)
  if (common || !isAcceptablePassword(password, username, passwordMin))
    throw new Refusal('password_too_weak', { min: passwordMin })
}

/** Refuses a password that the person used not long ago. */
export async function requireUnusedPassword(
  db: Queryable,
  user: Pick<UserWithPassword, 'id' | 'passwordHash'>,
  password: string,
): Promise<void> {
  const { reuseAfter } = await getSignInRules(db)
  if (reuseAfter === 0) return
  const hashes = [user.passwordHash, ...(await listOldHashes(db, user.id, reuseAfter - 1))]
  for (const old of hashes)
    if (old !== NO_PASSWORD && (await verifyPassword(old, password)))
      throw new Refusal('password_used_before', { count: reuseAfter })
}
