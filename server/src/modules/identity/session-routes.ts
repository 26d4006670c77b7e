import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import type { Queryable } from '../../platform/db/types.js'
import type { App } from '../../platform/http/create-app.js'
import { clearSessionCookie, setSessionCookie } from '../../platform/http/session-cookie.js'
import { findMailServer } from '../../platform/mailer/mail-server-store.js'
import { csrfTokenOf, type Authenticator, type Session } from './authenticate.js'
import { changeLocale } from './change-locale.js'
import { changePassword } from './change-password.js'
import { DEMO_PASSWORD } from './domain/demo-accounts.js'
import { sessionLifeMs } from './domain/sign-in-rules.js'
import { createFirstAdmin } from './first-admin.js'
import { findProvider } from './identity-provider-store.js'
import { localeSchema, passwordSchema, sessionSchema, usernameSchema } from './identity-schemas.js'
import { closeSession } from './close-session.js'
import { principalOfUser } from './load-principal.js'
import { readSecondFactor, type SessionUser } from './session-store.js'
import { signIn } from './sign-in.js'
import { getSignInRules } from './sign-in-rules-store.js'
import { anyUserExists, listDemoUsers, type User } from './user-store.js'

type Request = Parameters<Authenticator['findSession']>[0]

/** Signing in and out, one's own language and password, and the first administrator. */
export function registerSessionRoutes(
  app: App,
  deps: Deps,
  authenticator: Authenticator,
  secrets: SecretBox,
  publicUrl: string | undefined,
): void {
  const { db, now } = deps
  const tags = ['Session']
  registerHints(app, deps, publicUrl)
  registerSetup(app, deps)
  registerOwnSettings(app, deps, authenticator)

  app.post(
    '/api/v1/session',
    {
      config: { permission: 'public' },
      schema: {
        tags,
        summary: 'Sign in; the session is kept in an httpOnly cookie',
        body: z.strictObject({
          username: z.string().min(1).max(64),
          password: z.string().min(1).max(200),
          code: z.string().max(30).optional().describe('Of the authenticator app, or a recovery code'),
        }),
        response: { 200: sessionSchema },
      },
    },
    async (request, reply) => {
      const credentials = { ...request.body, ...cameFrom(request) }
      const { user, token } = await signIn(db, secrets, credentials, now())
      setSessionCookie(request, reply, token, sessionLifeMs(await getSignInRules(db)))
      return { user: await presentSignedIn(deps, user), csrfToken: csrfTokenOf(token) }
    },
  )

  app.get(
    '/api/v1/session',
    {
      config: { permission: 'any' },
      schema: { tags, summary: 'Who is signed in', response: { 200: sessionSchema } },
    },
    async (request) => {
      const session = await sessionOf(authenticator, request)
      return {
        user: presentOwn(session.user, session.permissions, session.user.secondFactor),
        csrfToken: session.csrfToken,
      }
    },
  )

  app.delete(
    '/api/v1/session',
    { config: { permission: 'any' }, schema: { tags, summary: 'Sign out', response: { 204: z.null() } } },
    async (request, reply) => {
      const { user } = await sessionOf(authenticator, request)
      await closeSession(db, user, now())
      authenticator.forget()
      clearSessionCookie(request, reply)
      return reply.status(204).send(null)
    },
  )
}

/** The first administrator of a new installation. */
function registerSetup(app: App, deps: Deps): void {
  const { db, now } = deps
  app.post(
    '/api/v1/setup',
    {
      config: { permission: 'public' },
      schema: {
        tags: ['Session'],
        summary: 'Create the first administrator with the one-time link of a new installation',
        body: z.strictObject({
          token: z.string().min(1).max(200),
          username: usernameSchema,
          password: passwordSchema,
        }),
        response: { 201: sessionSchema },
      },
    },
    async (request, reply) => {
      const { user, token } = await createFirstAdmin(db, request.body, now())
      setSessionCookie(request, reply, token, sessionLifeMs(await getSignInRules(db)))
      return reply
        .status(201)
        .send({ user: await presentSignedIn(deps, user), csrfToken: csrfTokenOf(token) })
    },
  )
}

function registerHints(app: App, { db }: Deps, publicUrl: string | undefined): void {
  app.get(
    '/api/v1/session/hints',
    {
      config: { permission: 'public' },
      schema: {
        tags: ['Session'],
        summary:
          'What the sign-in page may tell: the demo book’s accounts, or that set-up is still to be done',
        response: {
          200: z.object({
            setupNeeded: z.boolean(),
            passwordMin: z.number().describe('Fewest characters of a password'),
            passwordReset: z.boolean().describe('Whether a forgotten password is reset by mail'),
            singleSignOn: z
              .object({ label: z.string() })
              .nullable()
              .describe('The organisation’s own sign-in, when it has one'),
            accounts: z.array(
              z.object({
                username: z.string(),
                password: z.string(),
                displayName: z.string(),
                role: z.string(),
              }),
            ),
          }),
        },
      },
    },
    async () => ({
      setupNeeded: !(await anyUserExists(db)),
      passwordMin: (await getSignInRules(db)).passwordMin,
      passwordReset: publicUrl !== undefined && (await findMailServer(db))?.active === true,
      singleSignOn: await singleSignOnHint(db),
      accounts: (await listDemoUsers(db)).map(({ username, displayName, role }) => ({
        username,
        password: DEMO_PASSWORD,
        displayName,
        role,
      })),
    }),
  )
}

async function singleSignOnHint(db: Queryable): Promise<{ label: string } | null> {
  const provider = await findProvider(db)
  return provider?.active === true ? { label: provider.label } : null
}

function registerOwnSettings(app: App, { db, now }: Deps, authenticator: Authenticator): void {
  app.put(
    '/api/v1/session/locale',
    {
      config: { permission: 'any' },
      schema: {
        tags: ['Session'],
        summary: 'Choose one’s own language',
        body: z.strictObject({ locale: localeSchema }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { user } = await sessionOf(authenticator, request)
      await changeLocale(db, user, request.body.locale, now())
      authenticator.forget()
      return reply.status(204).send(null)
    },
  )

  app.put(
    '/api/v1/session/password',
    {
      config: { permission: 'any' },
      schema: {
        tags: ['Session'],
        summary: 'Choose one’s own password; other sessions of the person end',
        body: z.strictObject({ currentPassword: passwordSchema, newPassword: passwordSchema }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { user } = await sessionOf(authenticator, request)
      const { currentPassword, newPassword } = request.body
      await changePassword(db, user, { current: currentPassword, next: newPassword }, now())
      authenticator.forget()
      return reply.status(204).send(null)
    },
  )
}

/** The caller's session; refuses API keys. */
export async function sessionOf(authenticator: Authenticator, request: Request): Promise<Session> {
  const session = await authenticator.findSession(request)
  if (!session) throw new Refusal('unauthenticated')
  return session
}

/** What is shown of where a request comes from. */
export function cameFrom(request: Request): { readonly address: string; readonly userAgent: string } {
  return { address: request.ip, userAgent: (request.headers['user-agent'] ?? '').slice(0, 300) }
}

async function presentSignedIn({ db }: Pick<Deps, 'db'>, user: User) {
  const secondFactor = await readSecondFactor(db, user.id)
  const permissions =
    secondFactor === 'required' ? new Set<string>() : (await principalOfUser(db, user)).permissions
  return presentOwn(user, permissions, secondFactor)
}

function presentOwn(
  user: Pick<User, 'username' | 'displayName' | 'role' | 'locale'>,
  permissions: ReadonlySet<string>,
  secondFactor: SessionUser['secondFactor'],
) {
  return {
    username: user.username,
    displayName: user.displayName,
    role: user.role,
    permissions: [...permissions],
    locale: user.locale,
    secondFactor,
  }
}
