import type { CalendarDay } from '../../kernel/calendar-day.js'
import { sha256Hex } from '../../platform/crypto/hmac.js'
import { interestJson } from './claim-json.js'
import type { Claim } from './read-claims.js'

/** The calculation of the late interest up to a day, as it is kept with what stands on it, and the SHA-256 of its text. */
export function calculationProof(
  claim: Claim,
  until: CalendarDay,
): { readonly calculation: string; readonly contentHash: string } {
  const calculation = JSON.stringify(interestJson(claim, until))
  return { calculation, contentHash: sha256Hex(calculation) }
}
