import { inScope } from '../../kernel/access.js'
import type { Tx } from '../../platform/db/types.js'
import { addJob, addJobs } from '../../platform/jobs.js'
import { findMailServer } from '../../platform/mailer/mail-server-store.js'
import { newId } from '../../platform/new-id.js'
import { principalOfUser } from '../identity/load-principal.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { NotificationData, NotificationKind } from './domain/notification-kinds.js'
import { choiceFor, standardPreferences, type Preferences } from './domain/preferences.js'
import { deliverableFrom } from './domain/quiet-hours.js'
import { GIVE_UP_AFTER_MS } from './domain/retry-schedule.js'
import { insertMessages, type NewMessage } from './message-store.js'
import { insertNotifications, wakeUp } from './notification-store.js'
import { findRecipients, listPreferences, type Recipient } from './recipient-store.js'
import { robotsFor } from './robot-store.js'
import { isWorkday } from './workdays.js'

/** The job that sends one message of the outbox; its payload is `{ messageId }`. */
export const SEND_JOB = 'send-notification'

/** Who is told. Somebody named in two ways is told once; people who left are not told. */
export interface Audience {
  readonly usernames?: readonly string[]
  /** Everybody with one of these roles whose data scope contains `about`. */
  readonly roles?: readonly string[]
}

export interface Notification<Kind extends NotificationKind> {
  readonly kind: Kind
  readonly to: Audience
  /**
   * What it is about, as text: the id of a hold, `<case id>:<node>:<round>`, a file. The same person hears of the same
   * kind and subject once, however often this is called: a repeated job or request tells nobody twice. Who shall hear
   * again (a second reminder) needs another subject.
   */
  readonly subject: string
  /** Every variable of the kind (see `domain/notification-kinds.ts`); amounts and days as people read them. */
  readonly data: NotificationData<Kind>
  /** Path of the page that it leads to, such as `/holds/<id>`; null for none. */
  readonly link: string | null
  /** The customer whom it concerns: people addressed by role who may not see this customer are left out. */
  readonly about?: { readonly ownerUsername: string | null; readonly segmentCode?: string }
  readonly at: Date
}

/**
 * Tells people that something happened, inside the business transaction: nobody is told of what is rolled back. Writes
 * the inbox rows and, for each channel that a person chose and each robot that posts the kind, a row of the outbox with
 * its job. Mail waits for the end of a person's quiet hours, or for the digest.
 */
export async function notify<Kind extends NotificationKind>(
  tx: Tx,
  { to, about, ...happening }: Notification<Kind>,
): Promise<void> {
  const { kind, at } = happening
  const found = await findRecipients(tx, { usernames: to.usernames ?? [], roles: to.roles ?? [] })
  const people = await inSight(tx, found, about)
  const preferences = await listPreferences(
    tx,
    people.map(({ id }) => id),
  )
  const choices = people.map((person) => {
    const chosen = preferences.get(person.id) ?? standardPreferences
    return { person, chosen, ...choiceFor(chosen, kind) }
  })
  const told = await insertNotifications(
    tx,
    choices.map(({ person, app }) => ({ id: newId(), userId: person.id, shown: app })),
    happening,
  )
  const { timeZone } = await getOrganisation(tx)
  const hasMail = (await findMailServer(tx))?.active === true
  const mails = choices
    .filter(({ person, email }) => hasMail && told.has(person.id) && person.email !== null && email !== 'off')
    .map(({ person, chosen, email }) => mailFor(person, chosen, email === 'digest', { at, timeZone }))
  const posts = (await robotsFor(tx, kind)).map((target): NewMessage => ({
    ...{ id: newId(), channel: 'robot', target, status: 'pending', nextAttemptAt: at },
  }))
  const messages = [...mails, ...posts]
  const isNew = await insertMessages(tx, messages, happening, new Date(at.getTime() + GIVE_UP_AFTER_MS))
  await queueMessages(
    tx,
    messages.filter(({ id }) => isNew.has(id)),
    at,
  )
  await wakeUp(tx, told)
}

async function inSight(
  tx: Tx,
  people: readonly Recipient[],
  about: Notification<NotificationKind>['about'],
): Promise<Recipient[]> {
  if (!about) return [...people]
  const seen: Recipient[] = []
  for (const person of people) {
    if (!person.byRole || inScope((await principalOfUser(tx, person)).scope, about)) seen.push(person)
  }
  return seen
}

function mailFor(
  person: Recipient,
  preferences: Preferences,
  digest: boolean,
  { at, timeZone }: { at: Date; timeZone: string },
): NewMessage {
  const base = { id: newId(), channel: 'email', target: person.id } as const
  if (digest) return { ...base, status: 'waiting', nextAttemptAt: null }
  return {
    ...base,
    status: 'pending',
    nextAttemptAt: deliverableFrom(at, preferences, { timeZone, isWorkday }),
  }
}

/** Queues the sending of messages: now, or when their time has come. */
export async function queueMessages(
  tx: Tx,
  messages: readonly Pick<NewMessage, 'id' | 'nextAttemptAt'>[],
  at: Date,
): Promise<void> {
  const due = messages.filter(({ nextAttemptAt }) => nextAttemptAt !== null && nextAttemptAt <= at)
  await addJobs(
    tx,
    SEND_JOB,
    due.map(({ id }) => ({ messageId: id })),
  )
  for (const { id, nextAttemptAt } of messages) {
    if (nextAttemptAt !== null && nextAttemptAt > at) await queueMessageAt(tx, id, nextAttemptAt, at)
  }
}

/** Queues the next attempt of a message. */
export async function queueMessageAt(tx: Tx, id: string, when: Date, now: Date): Promise<void> {
  const options = { jobKey: `message:${id}`, delayMs: Math.max(0, when.getTime() - now.getTime()) }
  await addJob(tx, SEND_JOB, { messageId: id }, options)
}
