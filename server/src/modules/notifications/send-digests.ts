import { dayInZone } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { newId } from '../../platform/new-id.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { digestDue } from './domain/quiet-hours.js'
import { GIVE_UP_AFTER_MS } from './domain/retry-schedule.js'
import { insertMessages, takeWaiting, usersAwaitingDigest } from './message-store.js'
import { queueMessages } from './notify.js'
import { findPreferences } from './recipient-store.js'
import { isWorkday } from './workdays.js'
import type { DigestData } from './write-message.js'

const ITEMS_MAX = 200

/**
 * Makes the daily digest of everybody for whom something waits and whose hour has come, on working days. One a day and
 * person: what comes later waits for the next.
 */
export async function sendDigests({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const at = now()
  const { timeZone } = await getOrganisation(db)
  const day = dayInZone(at, timeZone)
  for (const userId of await usersAwaitingDigest(db)) {
    const { digestAt } = await findPreferences(db, userId)
    if (!digestDue(at, digestAt, { timeZone, isWorkday })) continue
    await db
      .transaction(async (tx) => {
        const digest = {
          id: newId(),
          channel: 'email',
          target: userId,
          status: 'pending',
          nextAttemptAt: at,
        } as const
        const waiting = await takeWaiting(tx, userId, ITEMS_MAX)
        if (waiting.length === 0) return
        const data: DigestData = {
          day,
          items: waiting.map(({ kind, data: values, link }) => ({
            kind,
            data: values as DigestData['items'][number]['data'],
            link,
          })),
        }
        const happening = { kind: 'digest', subject: day, data, link: null, at }
        const made = await insertMessages(tx, [digest], happening, new Date(at.getTime() + GIVE_UP_AFTER_MS))
        if (made.size === 0) throw new DigestSent()
        await queueMessages(tx, [digest], at)
      })
      .catch((error: unknown) => {
        if (!(error instanceof DigestSent)) throw error
      })
  }
}

/** Today's digest went out before: rolls back, so that what waits goes on waiting. */
class DigestSent extends Error {}
