import { systemPrincipal, type Principal } from '../../kernel/access.js'
import type { Database } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { principalOfUser } from '../identity/load-principal.js'
import { createDemoUsers } from '../identity/create-user.js'
import { demoOffice, type DemoAccount } from '../identity/domain/demo-accounts.js'
import { getOrganisation, updateOrganisation } from '../identity/organisation-store.js'
import { findUser, listDemoUsers } from '../identity/user-store.js'
import { isInUse } from './in-use-store.js'
import { SALES_TEAM } from './domain/sales-team.js'

/**
 * True while an installation is empty, or holds a demo book whose loading was interrupted. One with an own user, an
 * API key, a segment or a customer is a real one, also when only an ERP writes to it, and is never filled.
 */
export async function needsDemoBook(db: Database): Promise<boolean> {
  if ((await getOrganisation(db)).demoBook) return false
  if ((await listDemoUsers(db)).length > 0) return true
  return !(await isInUse(db))
}

/** Makes the people of the demo book unless they are there; gives the instant at which that was done. */
export async function ensureDemoUsers({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<Date> {
  const [known] = await listDemoUsers(db)
  if (known) return known.createdAt
  const sales = SALES_TEAM.map(({ username, name }): DemoAccount => ({
    username,
    displayName: name,
    role: 'sales',
    releaseAuthority: null,
  }))
  const at = now()
  await db.transaction((tx) => createDemoUsers(tx, systemPrincipal, [...demoOffice, ...sales], at))
  return at
}

/** One of the people of the demo book, acting. */
export async function demoUser(db: Database, username: string): Promise<Principal> {
  const user = await findUser(db, username)
  if (!user) throw new Error(`demo book: the user ${username} is missing`)
  return principalOfUser(db, user)
}

/** Marks the book as complete; from now on it is never loaded again. */
export async function markComplete(db: Database, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const organisation = await getOrganisation(tx)
    await updateOrganisation(tx, { ...organisation, name: '信衡演示股份有限公司', demoBook: true }, at)
  })
}
