import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import { hashPassword } from '../../platform/crypto/password.js'
import { isUniqueViolation } from '../../platform/db/database.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit, recordAudits } from '../audit/record-audit.js'
import { deletePersonalReleaseAuthority, putAuthority } from './authority-store.js'
import { DEMO_PASSWORD, type DemoAccount } from './domain/demo-accounts.js'
import type { ReleaseAuthority } from './domain/release-authority.js'
import { presentUser } from './present-user.js'
import { requireAcceptablePassword } from './require-acceptable-password.js'
import { insertMainRoles } from './role-assignment-store.js'
import { findRole } from './role-store.js'
import { insertUsers, type Locale, type User } from './user-store.js'

export interface UserDraft {
  readonly username: string
  readonly displayName: string
  /** Code of the main role. */
  readonly role: string
  readonly locale: Locale
  readonly releaseAuthority: ReleaseAuthority
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly password: string
}

/** Creates a user. Refuses a username that is taken and a password that is too weak. */
export async function createUser(db: Database, actor: Principal, draft: UserDraft, now: Date): Promise<User> {
  await requireAcceptablePassword(db, draft.password, draft.username)
  const passwordHash = await hashPassword(draft.password)
  try {
    return await db.transaction((tx) => addUser(tx, actor, draft, passwordHash, now))
  } catch (error) {
    if (isUniqueViolation(error, 'app_user_username_key'))
      throw new Refusal('username_taken', { username: draft.username })
    throw error
  }
}

/** The part of `createUser` inside the transaction, for callers that have more to do in it. */
export async function addUser(
  tx: Tx,
  actor: Principal,
  draft: Omit<UserDraft, 'password'>,
  passwordHash: string,
  now: Date,
): Promise<User> {
  if (!(await findRole(tx, draft.role))) throw new Refusal('role_not_found', { role: draft.role })
  const { email = null, phone = null } = draft
  const user = { ...draft, email, phone, managerId: null, id: newId() }
  await insertUsers(tx, [{ ...user, passwordHash, demoPassword: false }], now)
  await insertMainRoles(tx, [user])
  await giveReleaseAuthority(tx, user, actor, now)
  const created = { ...user, active: true, lockedAt: null, createdAt: now, updatedAt: now }
  await recordAudit(tx, {
    actor,
    action: 'user.created',
    objectType: 'user',
    objectId: draft.username,
    after: presentUser(created),
    at: now,
  })
  return created
}

/** Writes what a person may release by themselves in every segment; with null takes it away. */
export async function giveReleaseAuthority(
  tx: Tx,
  { id, releaseAuthority }: { readonly id: string; readonly releaseAuthority: ReleaseAuthority },
  actor: Principal,
  at: Date,
): Promise<void> {
  await deletePersonalReleaseAuthority(tx, id)
  if (releaseAuthority === null) return
  const open = { segmentCode: null, overLimitBp: null, daysMax: null, validFrom: null, validUntil: null }
  const entry = { ...open, id: newId(), userId: id, roleCode: null, kind: 'hold-release' } as const
  await putAuthority(tx, { ...entry, amount: releaseAuthority }, actor.label, at)
}

/** Creates the accounts of the demo book, which all have the publicly known password. */
export async function createDemoUsers(
  tx: Tx,
  actor: Principal,
  accounts: readonly DemoAccount[],
  now: Date,
): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const people = accounts.map((account) => ({ ...account, id: newId() }))
  const same = { locale: 'zh-CN', email: null, phone: null, managerId: null, demoPassword: true } as const
  await insertUsers(
    tx,
    people.map((person) => ({ ...person, ...same, passwordHash })),
    now,
  )
  await insertMainRoles(tx, people)
  for (const person of people) await giveReleaseAuthority(tx, person, actor, now)
  await recordAudits(
    tx,
    accounts.map((account) => ({
      actor,
      action: 'user.created',
      objectType: 'user',
      objectId: account.username,
      after: { role: account.role, demo: true },
      at: now,
    })),
  )
}
