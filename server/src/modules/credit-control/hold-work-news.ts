import type { Currency } from '../../kernel/currency.js'
import { groupedAmount } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { displayNameOf } from '../identity/display-name.js'
import { notify } from '../notifications/notify.js'
import type { Hold } from './hold-store.js'
import type { Prepayment } from './prepayment-store.js'

/** What every text about a hold may name. */
export function holdValues(hold: Hold) {
  return {
    customer: hold.customerName,
    code: hold.customerCode,
    document: hold.documentNumber,
    amount: amountText(hold.amountMinor, hold.currency),
  }
}

function amountText(minor: bigint, currency: Currency): string {
  return `${currency} ${groupedAmount(minor, currency)}`
}

/** Tells a person that a hold was given to them. */
export async function tellAssignee(
  tx: Tx,
  hold: Hold,
  { username, by, at }: { readonly username: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await notify(tx, {
    kind: 'hold_assigned',
    to: { usernames: [username] },
    subject: `${hold.id}:${at.getTime()}`,
    data: { ...holdValues(hold), by: await displayNameOf(tx, by) },
    link: `/holds/${hold.id}`,
    at,
  })
}

/** Tells people that a note on a hold names them; the caller has made sure that they may see the customer. */
export async function tellMentioned(
  tx: Tx,
  hold: Hold,
  note: {
    readonly usernames: readonly string[]
    readonly by: string
    readonly note: string
    readonly at: Date
  },
): Promise<void> {
  if (note.usernames.length === 0) return
  await notify(tx, {
    kind: 'hold_mentioned',
    to: { usernames: note.usernames },
    subject: `${hold.id}:${note.at.getTime()}`,
    data: { ...holdValues(hold), by: await displayNameOf(tx, note.by), note: note.note },
    link: `/holds/${hold.id}`,
    at: note.at,
  })
}

/** Tells the salesperson, whose work the hold is, and who asked for the money that it has come in full. */
export async function tellOfPrepayment(
  tx: Tx,
  hold: Hold,
  asked: Prepayment,
  receivedMinor: bigint,
  at: Date,
): Promise<void> {
  const { ownerUsername, assignee } = hold
  const usernames = [ownerUsername, assignee, asked.requestedBy].filter((one) => one !== null)
  await notify(tx, {
    kind: 'prepayment_received',
    to: { usernames },
    subject: `${asked.id}:${at.getTime()}`,
    data: {
      ...holdValues(hold),
      asked: amountText(asked.amountMinor, asked.currency),
      received: amountText(receivedMinor, asked.currency),
    },
    link: `/holds/${hold.id}`,
    at,
  })
}
