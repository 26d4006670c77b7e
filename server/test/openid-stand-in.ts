import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** What the provider knows of a person; `sub` names them. */
export type StandInPerson = Readonly<Record<string, unknown>> & { readonly sub: string }

export interface OpenIdStandIn {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Who is signed in at the provider; null: they press "cancel" there. */
  person: StandInPerson | null
  close(): Promise<void>
}

/**
 * A real OpenID Connect provider on this machine: code flow, PKCE required, signed tokens. It asks for no password: who
 * comes is `person`, who agrees to everything.
 */
export async function startOpenIdStandIn(redirectUris: readonly string[]): Promise<OpenIdStandIn> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const people = new Map<string, StandInPerson>()
  const client = { client_id: 'xinheng', client_secret: 'a secret of the provider' }
  const provider = new Provider(issuer, {
    clients: [{ ...client, redirect_uris: [...redirectUris] }],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => people.get(sub) ?? { sub } }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    cookies: { keys: ['only for tests'] },
    // Tests that let the application's clock run ahead still use the provider's real one.
    ttl: {
      AuthorizationCode: 60,
      IdToken: 600,
      AccessToken: 600,
      Grant: 600,
      Interaction: 600,
      Session: 600,
    },
  })
  const standIn: OpenIdStandIn = {
    issuer,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    person: null,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  const handle = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) {
      void handle(request, response)
      return
    }
    void provider.interactionDetails(request, response).then(async ({ params, prompt }) => {
      const { person } = standIn
      if (!person) {
        const cancelled = { error: 'access_denied', error_description: 'the person went away' }
        await provider.interactionFinished(request, response, cancelled)
        return
      }
      people.set(person.sub, person)
      const grant = new provider.Grant({ accountId: person.sub, clientId: String(params['client_id']) })
      grant.addOIDCScope('openid profile email')
      const grantId = await grant.save()
      const result = prompt.name === 'login' ? { login: { accountId: person.sub } } : {}
      await provider.interactionFinished(request, response, { ...result, consent: { grantId } })
    })
  })
  return standIn
}

/** Follows the provider's redirects as a browser would, with its cookies, until it sends the browser away from there. */
export async function visitOpenIdStandIn(standIn: OpenIdStandIn, url: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next = url
  for (let step = 0; step < 10 && next.startsWith(standIn.issuer); step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const text of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(text) ?? []
      if (name !== undefined && value !== undefined) cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`)
    next = new URL(location, next).href
  }
  return next
}
