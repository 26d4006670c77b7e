import { systemPrincipal } from '../../kernel/access.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { findAccountsById, setForcedHold } from '../customers/account-store.js'
import { freezeCustomers } from '../limits/freeze-customers.js'
import { noteDeliveries, recordContacts, type NewContact } from './contact-store.js'
import { proofOf } from './domain/proof.js'
import { isOutward } from './domain/strategy.js'
import {
  knownContacts,
  listMessageItems,
  type DunningMessage,
  type MessageItem,
} from './dunning-message-store.js'
import { openTasks } from './task-store.js'

/** A message that has left, with what is known of whom it went to. */
export interface LeftMessage extends DunningMessage {
  readonly recipient?: string | null
}

/**
 * What follows once messages have left, in the transaction that notes it: the log of contacts, the task of a call, the
 * effect on credit. The same message again does nothing twice.
 *
 * @param known their items, when they are at hand
 */
export async function afterSending(
  tx: Tx,
  messages: readonly LeftMessage[],
  at: Date,
  known?: readonly MessageItem[],
): Promise<void> {
  if (messages.length === 0) return
  const ids = messages.map(({ id }) => id)
  const itemsOf = new Map<Id, MessageItem[]>()
  for (const item of known ?? (await listMessageItems(tx, ids))) {
    const items = itemsOf.get(item.messageId)
    if (items) items.push(item)
    else itemsOf.set(item.messageId, [item])
  }
  await logContacts(
    tx,
    messages.filter(({ channel }) => isOutward(channel)),
    itemsOf,
    at,
  )
  await openTasks(
    tx,
    messages
      .filter(({ channel }) => channel === 'phone')
      .map(({ id, customerId, onDay, runId, strategyCode, title, body }) => ({
        ...({ id: newId(), customerId, kind: 'call', dueOn: onDay, assignee: null, role: null } as const),
        ...{ text: `${title}\n${body}`, contactId: null, runId, dedupeKey: `dunning:${id}` },
        ...{ createdBy: `strategy:${strategyCode}`, createdAt: at },
      })),
  )
  await touchCredit(tx, messages, itemsOf, at)
}

async function logContacts(
  tx: Tx,
  messages: readonly LeftMessage[],
  itemsOf: ReadonlyMap<Id, readonly MessageItem[]>,
  at: Date,
): Promise<void> {
  if (messages.length === 0) return
  const contacts = messages.map((message) =>
    contactOf(message, itemsOf.get(message.id) ?? [], { at, failed: false }),
  )
  // One that failed before stands in the log already.
  const known = await knownContacts(
    tx,
    contacts.map(({ id }) => id),
  )
  await recordContacts(
    tx,
    contacts.filter(({ id }) => !known.has(id)),
  )
  await noteDeliveries(
    tx,
    contacts
      .filter(({ id }) => known.has(id))
      .map(({ id, sentAt, proofGrade, interruptsLimitation }) => ({
        ...({ id, delivery: 'sent', sentAt, arrivedAt: null, receipt: null, failure: null } as const),
        ...{ proofGrade, interruptsLimitation },
      })),
  )
}

/** What stands in the log of contacts about a message. */
export function contactOf(
  message: LeftMessage,
  items: readonly MessageItem[],
  { at, failed }: { readonly at: Date; readonly failed: boolean },
): NewContact {
  const { id, customerId, channel, strategyCode, stepCode, personId, recipient, title, body, runId } = message
  const delivery = failed ? 'failed' : 'sent'
  const proof = proofOf({ channel, direction: 'out', delivery, signed: false })
  return {
    ...{ id, customerId, at, by: `strategy:${strategyCode}`, channel, direction: 'out', outcome: null },
    ...{ contactPersonId: personId, recipient: recipient ?? null, recipientRole: null, subject: title, body },
    ...{ delivery, sentAt: failed ? null : at, arrivedAt: null, proofGrade: proof.grade },
    ...{ interruptsLimitation: proof.interruptsLimitation, nextOn: null, nextStep: null, runId },
    ...{ stepRef: `${strategyCode}/${stepCode}`, dedupeKey: `dunning:${id}` },
    items: items.map(({ accountId, documentId, itemNo, currency, openMinor }) => ({
      ...{ accountId, documentId, itemNo, currency, openMinor },
    })),
  }
}

async function touchCredit(
  tx: Tx,
  messages: readonly LeftMessage[],
  itemsOf: ReadonlyMap<Id, readonly MessageItem[]>,
  at: Date,
): Promise<void> {
  for (const { id, customerId, creditEffect, strategyCode, stepCode, title } of messages) {
    if (creditEffect === 'none') continue
    const reason = `催收 ${strategyCode}/${stepCode}: ${title}`.slice(0, 500)
    if (creditEffect === 'freeze') {
      await freezeCustomers(tx, [customerId], { actor: systemPrincipal, at, reason })
      continue
    }
    const accountIds = [...new Set((itemsOf.get(id) ?? []).map(({ accountId }) => accountId))]
    await holdAccounts(tx, accountIds, reason, at)
  }
}

/** Holds the orders of accounts that are not held already; somebody lifts it when the matter is settled. */
async function holdAccounts(tx: Tx, ids: readonly Id[], reason: string, at: Date): Promise<void> {
  for (const account of await findAccountsById(tx, ids)) {
    if (account.forcedHold !== null) continue
    await setForcedHold(tx, account.id, reason, at)
    await recordAudit(tx, {
      ...{
        actor: systemPrincipal,
        at,
        action: 'account.forced-hold',
        objectType: 'account',
        objectId: account.id,
      },
      ...{ before: { forcedHold: null }, after: { forcedHold: reason }, reason },
    })
  }
}
