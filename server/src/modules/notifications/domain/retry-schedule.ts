const MINUTE = 60_000
/** Waits before the second, third, … attempt; the last one is repeated until the delivery is given up. */
const waitsMs = [10_000, 30_000, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 2 * 60 * MINUTE]

/** How long after the event a delivery is still tried. */
export const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE

/**
 * When to try again after `attempts` failed ones, or null when that would lie past `giveUpAt`.
 * `spread` from 0 to 1 lengthens the wait by up to a tenth, so that many deliveries do not come back at once.
 */
export function nextAttemptAt(attempts: number, now: Date, giveUpAt: Date, spread: number): Date | null {
  const index = Math.min(Math.max(attempts, 1), waitsMs.length) - 1
  const wait = (waitsMs[index] ?? MINUTE) * (1 + spread / 10)
  const next = new Date(now.getTime() + Math.round(wait))
  return next > giveUpAt ? null : next
}
