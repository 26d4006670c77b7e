/** Why somebody whom the provider knows is not let in here. The words of the sign-in page go by these. */
export type SingleSignOnProblem =
  | 'cancelled'
  | 'expired'
  | 'provider'
  | 'claim_missing'
  | 'email_not_verified'
  | 'unknown_person'
  | 'other_identity'
  | 'inactive'
  | 'locked'

/** Who comes, as far as the provider tells. */
export interface ClaimedPerson {
  readonly subject: string
  /** What our users are compared with, in lower case. */
  readonly key: string
  readonly displayName: string
  /** Only an address that the provider has verified. */
  readonly email: string | null
  /** A username that fits our rule, for somebody new; null when none can be made. */
  readonly username: string | null
}

export interface ClaimRule {
  readonly claim: string
  readonly matchBy: 'email' | 'username'
}

const USERNAME = /^[a-z0-9][a-z0-9._-]{1,63}$/

/**
 * Reads a person out of the provider's claims. An e-mail address counts only when the provider says that it was
 * verified (`email_verified`, OpenID Connect Core 5.1): otherwise anybody could claim a colleague's.
 */
export function personOfClaims(
  claims: Readonly<Record<string, unknown>> & { readonly sub: string },
  { claim, matchBy }: ClaimRule,
): ClaimedPerson | 'claim_missing' | 'email_not_verified' {
  const told = textOf(claims[claim])
  if (told === null) return 'claim_missing'
  const verified = claims['email_verified'] === true || claims['email_verified'] === 'true'
  if (matchBy === 'email' && !verified) return 'email_not_verified'
  const key = told.toLowerCase()
  const email = verified ? (textOf(claims['email'])?.toLowerCase() ?? null) : null
  const wished = matchBy === 'username' ? key : (textOf(claims['preferred_username']) ?? key)
  return {
    subject: claims.sub,
    key,
    displayName: (textOf(claims['name']) ?? told).slice(0, 100),
    email: matchBy === 'email' ? key : email,
    username: usernameOf(wished),
  }
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = value.trim()
  return text === '' || text.length > 254 || /[\u0000-\u001f\u007f]/.test(text) ? null : text
}

function usernameOf(wished: string): string | null {
  const plain = (wished.split('@')[0] ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]/g, '-')
    .slice(0, 60)
  return USERNAME.test(plain) ? plain : null
}
