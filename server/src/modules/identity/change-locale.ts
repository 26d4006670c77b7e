import type { Database } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { actingUser } from './load-principal.js'
import type { SessionUser } from './session-store.js'
import { updateLocale, type Locale } from './user-store.js'

/** Lets a signed-in person choose the language of screens and messages. */
export async function changeLocale(
  db: Database,
  session: SessionUser,
  locale: Locale,
  now: Date,
): Promise<void> {
  if (locale === session.locale) return
  await db.transaction(async (tx) => {
    await updateLocale(tx, session.userId, locale, now)
    await recordAudit(tx, {
      actor: actingUser({ id: session.userId, username: session.username }),
      action: 'user.locale_changed',
      objectType: 'user',
      objectId: session.username,
      before: { locale: session.locale },
      after: { locale },
      at: now,
    })
  })
}
