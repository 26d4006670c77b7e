import { addDays, dayInZone } from '../../../kernel/calendar-day.js'
import { moneyJson } from '../../../kernel/money.js'
import { moneyText } from '../../../kernel/report/texts.js'
import type { Deps } from '../../../platform/deps.js'
import type { Tx } from '../../../platform/db/types.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import { notify } from '../../notifications/notify.js'
import { PRESENTATION_DAYS } from '../domain/bill-life.js'
import { billsToWarnOf, type ListedBill } from './bill-list-store.js'
import { getBillSettings } from './bill-settings-store.js'

const ROLES = ['finance', 'credit-manager']
/** More bills than this are told of the next day. */
const TOLD_MAX = 500
/** Of more bills of a stage at once people are told in one message. */
const TOLD_SINGLY = 20

type Stage = 'maturing' | 'past'

/**
 * Tells owners and finance of bills in hand that mature soon, and of those that have matured and are not cashed: recourse
 * is lost when they are not presented in time. Once for each bill and stage. Gives how many bills were looked at.
 */
export async function warnOfBills({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number> {
  const at = now()
  const today = dayInZone(at, (await getOrganisation(db)).timeZone)
  const { warnDays } = await getBillSettings(db)
  return db.transaction(async (tx) => {
    const bills = await billsToWarnOf(tx, addDays(today, warnDays), TOLD_MAX)
    await tellOf(
      tx,
      bills.filter(({ maturesOn }) => maturesOn >= today),
      'maturing',
      at,
    )
    await tellOf(
      tx,
      bills.filter(({ maturesOn }) => maturesOn < today),
      'past',
      at,
    )
    return bills.length
  })
}

async function tellOf(tx: Tx, bills: readonly ListedBill[], stage: Stage, at: Date): Promise<void> {
  const [first] = bills
  const last = bills.at(-1)
  if (!first || !last) return
  if (bills.length > TOLD_SINGLY)
    return notify(tx, {
      ...{
        kind: 'bills_maturing',
        to: { roles: ROLES },
        subject: `${stage}:${first.id}:${last.id}:${bills.length}`,
      },
      data: { count: String(bills.length), matures: first.maturesOn },
      ...{ link: '/bills', at },
    })
  for (const bill of bills) await tellOfOne(tx, bill, stage, at)
}

async function tellOfOne(tx: Tx, bill: ListedBill, stage: Stage, at: Date): Promise<void> {
  const { customerName, customerCode, ownerUsername, currency, segment } = bill
  await notify(tx, {
    kind: stage === 'maturing' ? 'bill_maturing' : 'bill_past_maturity',
    to: { usernames: ownerUsername === null ? [] : [ownerUsername], roles: ROLES },
    subject: `${bill.id}:${stage}:${bill.maturesOn}`,
    data: {
      ...{ customer: customerName, code: customerCode, number: bill.number, matures: bill.maturesOn },
      ...{ amount: moneyText(moneyJson(bill.amountMinor, currency)), acceptor: bill.acceptor },
      until: addDays(bill.maturesOn, PRESENTATION_DAYS),
    },
    link: `/bills?search=${encodeURIComponent(bill.number)}`,
    about: { ownerUsername, segmentCode: segment },
    at,
  })
}
