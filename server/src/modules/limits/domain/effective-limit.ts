import type { CalendarDay } from '../../../kernel/calendar-day.js'

export const limitKinds = ['base', 'temporary', 'seasonal', 'secured'] as const
export type LimitKind = (typeof limitKinds)[number]

/** One dated component of a limit, in the account currency. */
export interface LimitLineFact {
  readonly kind: LimitKind
  readonly amountMinor: bigint
  readonly validFrom: CalendarDay
  readonly validTo: CalendarDay | null
}

/** The limit that counts on a day, with the lines that make it. */
export type EffectiveLimit =
  | { readonly state: 'none' }
  | { readonly state: 'unlimited' }
  | { readonly state: 'expired' }
  | { readonly state: 'amount'; readonly minor: bigint; readonly parts: readonly LimitLineFact[] }

/**
 * The newest base line valid on the day plus every other line valid on it. Mode `amount` without any line of the day
 * is expired when it once had one, and none when it never had.
 */
export function effectiveLimit(
  mode: 'none' | 'unlimited' | 'amount',
  lines: readonly LimitLineFact[],
  on: CalendarDay,
): EffectiveLimit {
  if (mode !== 'amount') return { state: mode }
  const valid = lines.filter((line) => line.validFrom <= on && (line.validTo === null || line.validTo >= on))
  const base = valid.find((line) => line.kind === 'base')
  const parts = [...(base ? [base] : []), ...valid.filter((line) => line.kind !== 'base')]
  if (parts.length > 0) {
    return { state: 'amount', minor: parts.reduce((sum, line) => sum + line.amountMinor, 0n), parts }
  }
  return lines.some((line) => line.validTo !== null && line.validTo < on)
    ? { state: 'expired' }
    : { state: 'none' }
}
