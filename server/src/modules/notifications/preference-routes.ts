import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { findMailServer } from '../../platform/mailer/mail-server-store.js'
import { preferencesDraftSchema, preferencesSchema } from './channel-schemas.js'
import { kindOf } from './domain/notification-kinds.js'
import { allChoices, type Preferences } from './domain/preferences.js'
import { personOf } from './inbox-routes.js'
import { findMailbox, findPreferences, putPreferences } from './recipient-store.js'

const tags = ['Notifications']
const path = '/api/v1/notification-preferences'

/** What each person wants to be told, how, and when not. */
export function registerPreferenceRoutes(app: App, { db, now }: Deps): void {
  async function present(userId: string, preferences: Preferences) {
    const [mailbox, server] = [await findMailbox(db, userId), await findMailServer(db)]
    return {
      kinds: allChoices(preferences).map(({ kind, app: inApp, email }) => {
        const { group, name, needed = false } = kindOf(kind)
        return { kind, group, name, needed, app: inApp, email }
      }),
      quiet: preferences.quiet,
      quietDays: preferences.quietDays,
      digestAt: preferences.digestAt,
      email: mailbox?.email ?? null,
      mailAvailable: server?.active === true,
    }
  }

  app.get(
    path,
    {
      config: { permission: 'any' },
      schema: { tags, summary: 'What you are told, and how', response: { 200: preferencesSchema } },
    },
    async (request) => {
      const userId = personOf(principalOf(request))
      return present(userId, await findPreferences(db, userId))
    },
  )

  app.put(
    path,
    {
      config: { permission: 'any' },
      schema: {
        tags,
        summary: 'Choose what you are told, and how; kinds that are left out stay as the program proposes',
        body: preferencesDraftSchema,
        response: { 200: preferencesSchema },
      },
    },
    async (request) => {
      const userId = personOf(principalOf(request))
      const { kinds, quiet, quietDays, digestAt } = request.body
      const choices = Object.fromEntries(
        kinds.map(({ kind, app: inApp, email }) => [kind, { app: inApp, email }]),
      )
      const preferences: Preferences = { choices, quiet, quietDays, digestAt }
      await db.transaction((tx) => putPreferences(tx, userId, preferences, now()))
      return present(userId, preferences)
    },
  )
}
