import type { Queryable } from '../../platform/db/types.js'
import { findUser } from './user-store.js'

/** A person's name as colleagues know it; for a machine or somebody who is gone what was recorded. */
export async function displayNameOf(db: Queryable, recorded: string): Promise<string> {
  return (await findUser(db, recorded))?.displayName ?? recorded
}
