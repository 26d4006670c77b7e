import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'

export const signInOutcomes = [
  'signed-in',
  'wrong-password',
  'wrong-code',
  'locked',
  'inactive',
  'throttled',
  /** The provider knows the person, we do not. */
  'unknown-person',
  /** The provider did not tell, or not reliably, who it is. */
  'not-matched',
  'password-reset',
] as const

export type SignInOutcome = (typeof signInOutcomes)[number]

export const signInMethods = ['password', 'totp', 'recovery-code', 'single-sign-on', 'reset-link'] as const

export type SignInMethod = (typeof signInMethods)[number]

export interface SignInEntry {
  readonly id: string
  readonly at: Date
  readonly username: string
  readonly outcome: SignInOutcome
  readonly method: SignInMethod
  readonly address: string
  readonly userAgent: string
}

/** Notes one attempt to sign in. */
export async function logSignIn(db: Queryable, entry: Omit<SignInEntry, 'id'>): Promise<void> {
  await db.run(sql`
    INSERT INTO sign_in_log (id, at, username, outcome, method, address, user_agent)
    VALUES (${newId()}, ${entry.at}, ${entry.username}, ${entry.outcome}, ${entry.method}, ${entry.address},
      ${entry.userAgent})`)
}

/** Attempts to sign in, newest first, from before the id `beforeId`. */
export async function listSignIns(
  db: Queryable,
  filter: {
    readonly username: string | undefined
    readonly beforeId: string | undefined
    readonly limit: number
  },
): Promise<SignInEntry[]> {
  return db.rows<SignInEntry>(sql`
    SELECT id, at, username, outcome, method, address, user_agent AS "userAgent" FROM sign_in_log
    WHERE (${filter.username ?? null}::text IS NULL OR username = ${filter.username ?? null})
      AND (${filter.beforeId ?? null}::uuid IS NULL OR id < ${filter.beforeId ?? null}::uuid)
    ORDER BY id DESC LIMIT ${filter.limit}`)
}
