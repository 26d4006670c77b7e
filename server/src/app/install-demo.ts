import { systemPrincipal } from '../kernel/access.js'
import { createDemoUsers } from '../modules/identity/create-user.js'
import { demoOffice } from '../modules/identity/domain/demo-accounts.js'
import type { Deps } from '../platform/deps.js'

/** Makes this installation a demonstration: accounts whose password everybody knows. */
export async function installDemo({ db, now }: Deps): Promise<void> {
  await db.transaction((tx) => createDemoUsers(tx, systemPrincipal, demoOffice, now()))
}
