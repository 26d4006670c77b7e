import { generateSecret, generateSync, generateURI } from 'otplib'
import { sameText } from './token.js'

const STEP_SECONDS = 30
/** Clocks of phones may be off by one step in either direction. */
const DRIFT_STEPS = 1

/** A new shared secret for an authenticator app, in base32. */
export function newTotpSecret(): string {
  return generateSecret()
}

/** What the QR code holds from which an authenticator app takes the secret. */
export function totpUri(secret: string, username: string, organisation: string): string {
  return generateURI({ issuer: organisation, label: username, secret })
}

/** The time step (RFC 6238) that a code belongs to, near `now`; null for a wrong code. */
export function stepOfCode(secret: string, code: string, now: Date): bigint | null {
  const current = Math.floor(now.getTime() / 1000 / STEP_SECONDS)
  for (let step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step++)
    if (sameText(generateSync({ secret, epoch: step * STEP_SECONDS }), code)) return BigInt(step)
  return null
}
