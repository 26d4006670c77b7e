import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { OpenIdAttempt } from '../../platform/openid/openid-provider.js'

/** What the browser carries, sealed, from leaving for the provider until it is back. */
export interface SignInAttempt extends OpenIdAttempt {
  /** The page to go to afterwards. */
  readonly next: string
  /** Epoch milliseconds after which it is too late. */
  readonly until: number
}

export function sealAttempt(secrets: SecretBox, attempt: SignInAttempt): string {
  return secrets.seal(JSON.stringify(attempt)).toString('base64url')
}

/** The attempt that this browser began; undefined when there is none, it is too old, or the text is not ours. */
export function openAttempt(
  secrets: SecretBox,
  sealed: string | undefined,
  now: Date,
): SignInAttempt | undefined {
  if (sealed === undefined) return undefined
  try {
    const attempt = JSON.parse(secrets.open(Buffer.from(sealed, 'base64url'))) as SignInAttempt
    return attempt.until > now.getTime() ? attempt : undefined
  } catch {
    return undefined
  }
}
