import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import { countAttempt, type AttemptCount } from './sign-in-attempt-store.js'

/** How many attempts are allowed in how long. */
export interface Allowance {
  readonly max: number
  readonly windowMs: number
}

/** Counts one attempt under a key and refuses it beyond the allowance, saying when to come again. */
export async function allowFew(db: Queryable, key: string, allowance: Allowance, now: Date): Promise<void> {
  const [count] = await countAttempt(db, [key], now, allowance.windowMs)
  requireFew(count, allowance, now)
}

/** The same of an attempt that is counted already. */
export function requireFew(count: AttemptCount | undefined, { max, windowMs }: Allowance, now: Date): void {
  if (count && count.attempts > max) throw tooMany(count, windowMs, now)
}

/** The refusal that says in how many seconds the window of a count is over. */
export function tooMany({ startedAt }: AttemptCount, windowMs: number, now: Date): Refusal {
  const left = startedAt.getTime() + windowMs - now.getTime()
  return new Refusal('rate_limited', { seconds: Math.max(1, Math.ceil(left / 1000)) })
}
