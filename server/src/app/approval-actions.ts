import { addDays } from '../kernel/calendar-day.js'
import type { Id } from '../kernel/ids.js'
import { approvalPayload } from '../modules/approvals/announce.js'
import { caseNumber, type CaseRecord } from '../modules/approvals/case-record.js'
import type { ActionRun, SubjectAction } from '../modules/approvals/subject.js'
import { recordAudit } from '../modules/audit/record-audit.js'
import { resolveParties, setForcedHold, setTerms } from '../modules/customers/account-store.js'
import { enqueueEvent } from '../modules/notifications/enqueue-event.js'
import type { Tx } from '../platform/db/types.js'

/** Days for which an action that asks for days works when a flow says none. */
const DAYS = 30

/** Every order of the customer's account is held from now on, so many days long. */
const holdAccount: SubjectAction = {
  key: 'hold-account',
  name: { zh: '冻结该账户的订单', en: 'Hold every order of the account' },
  asksDays: true,
  async run(tx, record, run) {
    const reason = `${caseNumber(record)} ${run.name.zh} / ${run.name.en}`
    await forcedHold(tx, record, run, reason)
  },
}

const liftHold: SubjectAction = {
  key: 'lift-hold',
  name: { zh: '解除账户的强制冻结', en: 'Lift the forced hold of the account' },
  asksDays: false,
  run: (tx, record, run) => forcedHold(tx, record, run, null),
}

/** The account is looked at again by then. */
const setReview: SubjectAction = {
  key: 'set-review',
  name: { zh: '设定复审日期', en: 'Set the day of the next review' },
  asksDays: true,
  async run(tx, record, run) {
    const id = await accountOf(tx, record)
    if (id === null) return
    const reviewOn = addDays(run.today, run.days ?? DAYS)
    await setTerms(tx, [{ id, netDays: null, reviewOn }], run.at)
    await noteOnAccount(tx, record, run, 'account.review-set', { reviewOn })
  },
}

/** Tells the subscribed systems, the ERP among them, that a case has come here. */
const notifySystems: SubjectAction = {
  key: 'notify-systems',
  name: { zh: '通知 ERP（Webhook）', en: 'Tell the ERP (webhook)' },
  asksDays: false,
  async run(tx, record, { at, nodeId, name }) {
    await enqueueEvent(
      tx,
      'approval.reached',
      { ...approvalPayload(record), node: { id: nodeId, name } },
      { at },
    )
  },
}

/** What a flow may do by itself, for any subject and for those about an account: the one table of such actions. */
export const actionsFor = {
  anything: [notifySystems],
  account: [notifySystems, holdAccount, liftHold, setReview],
} as const satisfies Record<string, readonly SubjectAction[]>

async function accountOf(tx: Tx, { customerCode, segmentCode }: CaseRecord): Promise<Id | null> {
  if (customerCode === null || segmentCode === null) return null
  const [party] = await resolveParties(tx, [{ customerCode, segmentCode }])
  return party?.accountId ?? null
}

async function forcedHold(tx: Tx, record: CaseRecord, run: ActionRun, reason: string | null): Promise<void> {
  const id = await accountOf(tx, record)
  if (id === null) return
  const until = reason === null ? null : addDays(run.today, run.days ?? DAYS)
  // The database has the open holds of the account looked at again (migration 0140).
  await setForcedHold(tx, id, reason, run.at, until)
  await noteOnAccount(tx, record, run, 'account.forced-hold', { forcedHold: reason, until })
}

async function noteOnAccount(
  tx: Tx,
  record: CaseRecord,
  { actor, at }: ActionRun,
  action: string,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordAudit(tx, {
    ...{ actor, action, objectType: 'account', objectId: `${record.customerCode}/${record.segmentCode}` },
    ...{ after, reason: caseNumber(record), at },
  })
}
