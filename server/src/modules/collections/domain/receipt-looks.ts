const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Platforms give receipts within 72 hours, most of them within seconds. */
const waits = [2 * MINUTE_MS, 8 * MINUTE_MS, 50 * MINUTE_MS, 5 * HOUR_MS, 18 * HOUR_MS, 48 * HOUR_MS]

/** When the platform is asked for a receipt after so many questions; null: no more, the message stays as sent. */
export function nextReceiptLook(looks: number, at: Date): Date | null {
  const wait = waits[looks]
  return wait === undefined ? null : new Date(at.getTime() + wait)
}
