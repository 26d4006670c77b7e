import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { composeMessage } from './domain/compose-message.js'
import { withLink } from './domain/link-place.js'
import { firstStatus } from './domain/message-life.js'
import type { PlannedContact } from './domain/plan.js'
import type { Channel } from './domain/strategy.js'
import { afterSending } from './after-sending.js'
import {
  displayNames,
  insertDunningMessages,
  type DunningMessage,
  type MessageItem,
} from './dunning-message-store.js'
import type { TextInForce } from './dunning-texts.js'
import { listAddressees, type AddresseeRow } from './plan-facts-store.js'
import { totalsOf } from './planned-items.js'

/** A message is tried for so long. */
export const TRIED_MS = 3 * 24 * 3_600_000

export interface WritingFrame {
  readonly runId: Id
  readonly strategyVersion: number
  readonly on: CalendarDay
  readonly at: Date
  /** When mails and SMS may leave. */
  readonly sendableAt: Date
  readonly organisation: string
  readonly texts: readonly TextInForce[]
}

/** Writes the messages of planned contacts into the outbox; what stays in the house is done with that. */
export async function writeMessages(
  tx: Tx,
  contacts: readonly PlannedContact[],
  frame: WritingFrame,
): Promise<void> {
  if (contacts.length === 0) return
  const customers = [...new Set(contacts.map(({ customer }) => customer))]
  const people = new Map(
    (
      await listAddressees(
        tx,
        customers.map(({ id }) => id),
      )
    ).map((row) => [`${row.customerId} ${row.by}`, row]),
  )
  const owners = [...new Set(customers.flatMap(({ ownerUsername }) => ownerUsername ?? []))]
  const names = await displayNames(tx, owners)
  const written = contacts.map((contact) => {
    const { id, ownerUsername } = contact.customer
    const person = people.get(`${id} ${wayOf(contact.channel)}`)
    const owner = ownerUsername === null ? null : (names.get(ownerUsername) ?? ownerUsername)
    return messageOf(contact, frame, { person, owner })
  })
  await insertDunningMessages(
    tx,
    written.map(({ message }) => message),
    written.flatMap(({ items }) => items),
  )
  const done = written.filter(({ message }) => message.status === 'sent')
  await afterSending(
    tx,
    done.map(({ message }) => message),
    frame.at,
    done.flatMap(({ items }) => items),
  )
}

/** Letters are addressed like mails. */
function wayOf(channel: Channel): AddresseeRow['by'] {
  return channel === 'sms' || channel === 'phone' ? 'phone' : 'email'
}

function messageOf(
  contact: PlannedContact,
  frame: WritingFrame,
  { person, owner }: { readonly person: AddresseeRow | undefined; readonly owner: string | null },
): { readonly message: DunningMessage; readonly items: readonly MessageItem[] } {
  const { customer, channel, lead, approval } = contact
  const { strategy, step } = lead
  const { runId, strategyVersion, on, at, sendableAt, organisation } = frame
  const text = textFor(frame, step.template, strategy.locale)
  const addressee = person?.name ?? null
  const status = firstStatus(channel, approval)
  const id = newId()
  const composed = composeMessage(contact, text, { on, organisation, addressee, owner })
  const carriesLink = channel === 'email' || channel === 'sms'
  const message: DunningMessage = {
    id,
    runId,
    customerId: customer.id,
    channel,
    onDay: on,
    strategyCode: strategy.code,
    strategyVersion,
    stepCode: step.code,
    templateCode: step.template,
    templateVersion: text.version,
    locale: strategy.locale,
    creditEffect: firmestEffect(contact),
    escalateTo: step.escalateTo ?? null,
    needsApproval: approval,
    totals: totalsOf(contact),
    title: composed.title,
    body: carriesLink ? composed.body : withLink(composed.body, null),
    sms: composed.sms,
    status,
    nextAttemptAt: status === 'pending' ? sendableAt : null,
    giveUpAt: new Date(sendableAt.getTime() + TRIED_MS),
    personId: person?.personId ?? null,
    createdAt: at,
    sentAt: status === 'sent' ? at : null,
  }
  return { message, items: itemsOf(contact, message) }
}

function itemsOf({ items }: PlannedContact, { id, channel, onDay }: DunningMessage): MessageItem[] {
  const written: MessageItem[] = []
  for (const { item, step, days, askedMinor } of items) {
    if (item.dueOn === null) continue
    written.push({
      messageId: id,
      accountId: item.accountId,
      documentId: item.documentId,
      itemNo: item.itemNo,
      number: item.number,
      dueOn: item.dueOn,
      currency: item.currency,
      openMinor: item.openMinor,
      askedMinor,
      stepCode: step.code,
      stepDays: days,
      channel,
      onDay,
    })
  }
  return written
}

/** The hardest of what the steps of a contact do to the customer's credit. */
function firmestEffect({ items }: PlannedContact): DunningMessage['creditEffect'] {
  const effects = items.map(({ step }) => step.creditEffect)
  if (effects.includes('freeze')) return 'freeze'
  return effects.includes('block-orders') ? 'block-orders' : 'none'
}

function textFor({ texts }: WritingFrame, code: string, locale: string): TextInForce {
  const text = texts.find((one) => one.code === code && one.locale === locale)
  if (!text) throw new Error(`the text ${code} of a published strategy does not exist in ${locale}`)
  return text
}
