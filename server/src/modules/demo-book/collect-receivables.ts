import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Tx } from '../../platform/db/types.js'
import { judgeArrangements } from '../arrangements/jobs.js'
import { keepEvidence } from '../arrangements/keep-evidence.js'
import { logContact } from '../collections/contact-log.js'
import { listOpenTasks } from '../collections/task-store.js'
import { argueDisputes } from './argue-disputes.js'
import type { CollectingOffice } from './collecting-office.js'
import type { DemoCustomer } from './domain/book.js'
import { collectingDays, talkOf, type Talk } from './domain/collecting.js'
import { randomFor } from './domain/random.js'
import { instantOn } from './instant-on.js'
import { collectedOn, drawOverdueCustomers, type OverdueCustomer } from './overdue-customer-store.js'
import { payInRates } from './pay-in-rates.js'

const CUSTOMERS_A_DAY = 16
const TASKS = 20

/** Whose customer it is for collecting: accounts and credit take some of the salespeople's. */
export function collectorOf({ index, ownerUsername }: DemoCustomer): string {
  if (index % 3 === 0) return 'finance'
  return index % 7 === 1 ? 'analyst' : ownerUsername
}

/**
 * What the demo office collects on one of its days: calls and visits with what came of them, disputes worked on, now and
 * then a plan of rates. A day that was done before an interruption is left as it is.
 */
export async function collectOn(office: CollectingOffice, today: CalendarDay): Promise<void> {
  const { db, params, timeZone } = office
  const morning = instantOn(today, timeZone, 1)
  await judgeArrangements({ db, now: () => morning })
  if (await collectedOn(db, today, timeZone)) return
  const plansToday = collectingDays(params.endOn).indexOf(today) % 5 === 2
  await db.transaction(async (tx) => {
    const drawn = await drawOverdueCustomers(tx, today, CUSTOMERS_A_DAY)
    const planned = plansToday ? drawn.find(({ owed }) => owed.length >= 2) : undefined
    for (const customer of drawn) {
      const known = office.customers.get(customer.code)
      const actor = known && office.people.get(collectorOf(known))
      if (!known || !actor) continue
      if (customer === planned) await payInRates(tx, office, { customer, actor, today })
      else await talkTo(tx, office, { customer, known, actor, today })
    }
    await argueDisputes(tx, office, today)
  })
}

async function talkTo(
  tx: Tx,
  { params, paidOn, timeZone }: CollectingOffice,
  about: {
    readonly customer: OverdueCustomer
    readonly known: DemoCustomer
    readonly actor: Principal
    readonly today: CalendarDay
  },
): Promise<void> {
  const { customer, known, actor, today } = about
  const random = randomFor(params.seed, `collecting ${today}`, known.index)
  const talk = talkOf(random, known.behaviour, customer.owed, { today, paidOn })
  const at = instantOn(today, timeZone, talk.hour)
  const signed = talk.channel === 'visit' && talk.outcome !== 'refused' && talk.outcome !== 'no_answer'
  const slip = signed ? await keepSlip(tx, customer, known, { actor, at, today }) : undefined
  const due = (await listOpenTasks(tx, customer.id, TASKS)).filter(({ dueOn }) => dueOn <= today)
  const { channel, outcome, note } = talk
  const nobody = { at: undefined, contactPersonId: null, recipient: null, items: undefined }
  await logContact(
    tx,
    {
      ...{ ...nobody, customerCode: customer.code, direction: 'out', channel, outcome, note, signed },
      ...agreed(talk),
      evidence: slip === undefined ? [] : [slip],
      doneTasks: due.map(({ id }) => id),
    },
    { actor, at, today },
  )
}

function agreed({ promise, dispute, next, note }: Talk) {
  return {
    promise: promise && { ...promise, promisedBy: null, note },
    dispute: dispute && { ...dispute, owner: undefined },
    next: next && { ...next, kind: 'call' as const, assignee: null },
  }
}

/** The slip of a visit on which the customer has signed that it owes the amounts. */
async function keepSlip(
  tx: Tx,
  { id, owed }: OverdueCustomer,
  { name }: DemoCustomer,
  doing: { readonly actor: Principal; readonly at: Date; readonly today: CalendarDay },
): Promise<string> {
  const lines = owed.map(({ number, itemNo, dueOn }) => `${number}/${itemNo}  到期日 ${dueOn}`)
  const text = [
    `上门催收签收单  ${doing.today}`,
    `客户：${name}`,
    '确认以下发票尚未付清：',
    ...lines,
    '（已签字盖章）',
  ]
  const content = Buffer.from(`${text.join('\n')}\n`, 'utf8')
  return (await keepEvidence(tx, id, { name: `签收单-${doing.today}.txt`, content }, doing)).id
}
