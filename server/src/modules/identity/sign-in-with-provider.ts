import { systemPrincipal, type Principal } from '../../kernel/access.js'
import type { Database, Tx } from '../../platform/db/types.js'
import type { Claims } from '../../platform/openid/openid-provider.js'
import { runAs } from '../../platform/request-context.js'
import { recordAudit } from '../audit/record-audit.js'
import { addUser } from './create-user.js'
import { personOfClaims, type ClaimedPerson, type SingleSignOnProblem } from './domain/person-of-claims.js'
import { findLinkedUserId, linkIdentity, lockIdentity } from './external-identity-store.js'
import type { IdentityProvider } from './identity-provider-store.js'
import { actingUser } from './load-principal.js'
import { logSignIn, type SignInOutcome } from './sign-in-log-store.js'
import { openSession } from './sign-in.js'
import { findUser, findUserByEmail, findUserById, NO_PASSWORD, type User } from './user-store.js'

interface From {
  readonly address: string
  readonly userAgent: string
}

export type ProviderSignIn =
  { readonly token: string; readonly user: User } | { readonly problem: SingleSignOnProblem }

const provisioner: Principal = { ...systemPrincipal, label: 'single-sign-on' }

const outcomes: Partial<Record<SingleSignOnProblem, SignInOutcome>> = {
  inactive: 'inactive',
  locked: 'locked',
  unknown_person: 'unknown-person',
}

/**
 * Lets in a person whom the provider has identified: the user with whom the identity is linked; else the one with the
 * same verified e-mail address or username, who is linked with it from now on; else, if the organisation wants that, a
 * new user. Gives the session's token, or why not. The second factor is the provider's business.
 */
export async function signInWithProvider(
  db: Database,
  provider: IdentityProvider,
  claims: Claims,
  from: From,
  now: Date,
): Promise<ProviderSignIn> {
  const person = personOfClaims(claims, provider)
  const log = (tx: Tx, username: string, outcome: SignInOutcome) =>
    logSignIn(tx, { at: now, username: username.slice(0, 64), outcome, method: 'single-sign-on', ...from })
  const found = await db.transaction(async (tx) => {
    const refuse = async (problem: SingleSignOnProblem, name: string) => {
      await log(tx, name, outcomes[problem] ?? 'not-matched')
      return { problem }
    }
    if (typeof person === 'string') return refuse(person, claims.sub)
    const user = await userOf(tx, provider, person, now)
    if (typeof user === 'string') return refuse(user, person.key)
    if (!user.active) return refuse('inactive', user.username)
    if (user.lockedAt !== null) return refuse('locked', user.username)
    return { user }
  })
  if ('problem' in found) return found
  const { user } = found
  // From here on it is known who acts: what the sign-in changes bears their name.
  return runAs(actingUser(user), () =>
    db.transaction(async (tx) => {
      await log(tx, user.username, 'signed-in')
      return { user, token: await openSession(tx, user, now, { ...from, method: 'single-sign-on' }) }
    }),
  )
}

async function userOf(
  tx: Tx,
  provider: IdentityProvider,
  person: ClaimedPerson,
  at: Date,
): Promise<User | 'unknown_person' | 'other_identity'> {
  const identity = { issuer: provider.issuer, subject: person.subject }
  await lockIdentity(tx, identity)
  const linkedId = await findLinkedUserId(tx, identity)
  const linked = linkedId === undefined ? undefined : await findUserById(tx, linkedId)
  if (linked) return linked
  const known =
    provider.matchBy === 'email' ? await findUserByEmail(tx, person.key) : await findUser(tx, person.key)
  // Somebody who may not come in is not linked either: that is decided when they may.
  if (known && (!known.active || known.lockedAt !== null)) return known
  const user = known ?? (await newUser(tx, provider, person, at))
  if (!user) return 'unknown_person'
  if (!(await linkIdentity(tx, identity, user.id, at))) return 'other_identity'
  await recordAudit(tx, {
    actor: provisioner,
    action: 'user.identity_linked',
    objectType: 'user',
    objectId: user.username,
    after: { ...identity, by: provider.matchBy, value: person.key },
    at,
  })
  return user
}

async function newUser(
  tx: Tx,
  { createRole }: IdentityProvider,
  person: ClaimedPerson,
  at: Date,
): Promise<User | undefined> {
  if (createRole === null || person.username === null) return undefined
  const { displayName, email, username } = person
  // A name or an address that is somebody else's here is no reason to become that person.
  if (await findUser(tx, username)) return undefined
  if (email !== null && (await findUserByEmail(tx, email))) return undefined
  const draft = {
    username,
    displayName,
    email,
    role: createRole,
    locale: 'zh-CN',
    releaseAuthority: null,
  } as const
  return addUser(tx, provisioner, draft, NO_PASSWORD, at)
}
