import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  discovery,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client'

/** How to reach an OpenID Connect provider. */
export interface OpenIdAccess {
  /** https; http only on this machine. */
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** How the secret is shown at the token endpoint: in the Authorization header or in the body. */
  readonly tokenAuth: 'basic' | 'post'
}

/** What has to be kept between leaving for the provider and coming back. */
export interface OpenIdAttempt {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string }

/** The provider, or the way to it, does not work as it should. `message` says how, for administrators and the log. */
export class OpenIdFault extends Error {
  override readonly name = 'OpenIdFault'
}

const TIMEOUT_SECONDS = 10
const LOCAL_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]'])
const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const

/** Reads the provider's own description. Throws `OpenIdFault` when there is none or it cannot be used. */
export async function discover(access: OpenIdAccess): Promise<Configuration> {
  const address = issuerUrl(access.issuer)
  const auth = access.tokenAuth === 'basic' ? ClientSecretBasic : ClientSecretPost
  const configuration = await faultsOf(() =>
    discovery(address, access.clientId, undefined, auth(access.clientSecret), {
      timeout: TIMEOUT_SECONDS,
      ...(address.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {}),
    }),
  )
  const told = configuration.serverMetadata()
  for (const endpoint of ENDPOINTS)
    if (told[endpoint] === undefined) throw new OpenIdFault(`the provider names no ${endpoint}`)
  if (told.response_types_supported?.includes('code') === false)
    throw new OpenIdFault('the provider does not support the authorization code flow')
  return configuration
}

/** Where to send the browser, and what to keep until it returns. */
export async function leaveFor(
  access: OpenIdAccess,
  redirectUri: string,
): Promise<{ url: string; attempt: OpenIdAttempt }> {
  const configuration = await discover(access)
  const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
    state: attempt.state,
    nonce: attempt.nonce,
  })
  return { url: url.href, attempt }
}

/**
 * Exchanges what the browser brought back for the person's claims: signature, issuer, audience, expiry, nonce, state and
 * code verifier are checked. A claim that `needed` names and the token lacks is asked of the provider.
 */
export async function returnFrom(
  access: OpenIdAccess,
  returnedTo: string,
  attempt: OpenIdAttempt,
  needed: readonly string[],
): Promise<Claims> {
  const configuration = await discover(access)
  return faultsOf(async () => {
    const tokens = await authorizationCodeGrant(configuration, new URL(returnedTo), {
      pkceCodeVerifier: attempt.verifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw new OpenIdFault('the provider sent no identity')
    const complete = needed.every((name) => claims[name] !== undefined)
    if (complete || configuration.serverMetadata().userinfo_endpoint === undefined) return claims
    const more = await fetchUserInfo(configuration, tokens.access_token, claims.sub)
    return { ...more, ...claims }
  })
}

function issuerUrl(issuer: string): URL {
  if (!URL.canParse(issuer)) throw new OpenIdFault('the issuer is not an address')
  const address = new URL(issuer)
  const local = address.protocol === 'http:' && LOCAL_HOSTS.has(address.hostname)
  if (address.protocol !== 'https:' && !local) throw new OpenIdFault('the issuer must be an https address')
  return address
}

async function faultsOf<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof OpenIdFault) throw error
    throw new OpenIdFault(wordsOf(error), { cause: error })
  }
}

/** The error and what caused it, on one line; the provider's tokens are never part of it. */
function wordsOf(error: unknown): string {
  const words: string[] = []
  for (let one = error; one instanceof Error && words.length < 4; one = one.cause) words.push(one.message)
  const { error: code, error_description: said } = error as { error?: unknown; error_description?: unknown }
  for (const part of [code, said]) if (typeof part === 'string') words.push(part)
  return words
    .filter((word) => word !== '')
    .join(': ')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300)
}
