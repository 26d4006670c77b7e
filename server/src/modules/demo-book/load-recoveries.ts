import type { Principal } from '../../kernel/access.js'
import { addDays } from '../../kernel/calendar-day.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import type { Approvals } from '../approvals/subject.js'
import { keepEvidence } from '../arrangements/keep-evidence.js'
import type { Doing } from '../arrangements/make-promise.js'
import { codesOfAccount } from '../cash-application/open-cash-store.js'
import type { DocumentContent } from '../exposure/domain/document.js'
import { recordDocuments } from '../exposure/record-documents.js'
import { attachEvidence, type Proved } from '../recoveries/attach-evidence.js'
import type { EvidenceKind } from '../recoveries/domain/evidence-checklist.js'
import { handOverDebt } from '../recoveries/hand-over-debt.js'
import { recordRecovery } from '../recoveries/record-recovery.js'
import { requestWriteOff } from '../recoveries/request-write-off.js'
import { noteCost, reachStage } from '../recoveries/work-on-hand-over.js'
import { writePostMortem } from '../recoveries/write-post-mortem.js'
import { itemsOfWriteOff, listWriteOffs, type ListedWriteOff } from '../recoveries/write-off-store.js'
import { approveRequest } from './approve-request.js'
import { anyRecoveryCase, listBadDebtors, type BadDebtor } from './bad-debtor-store.js'
import {
  demoHandOvers,
  demoWriteOffs,
  type DemoHandOver,
  type DemoWriteOff,
} from './domain/recovery-cases.js'
import { daysAfter, type MonthEnding } from './month-ending.js'

const OVERDUE_DAYS = 45
const ITEMS = 3
const DRAWN = 60
const CURRENCY = 'CNY'
/** Who looks after cases before courts. */
const LEGAL = 'legal'

interface Office extends MonthEnding {
  readonly approvals: Approvals
}

/**
 * What became of the oldest debts: some are with a court or an agency, some were written off by approval, of one a part
 * came in afterwards, and what was learnt stands in the library. Done once, however often the load is begun.
 */
export async function loadRecoveries({ db }: Pick<Deps, 'db'>, office: Office): Promise<void> {
  await db.transaction(async (tx) => {
    if (await anyRecoveryCase(tx)) return
    const debtors = await listBadDebtors(tx, {
      ...{ today: office.endOn, dueBefore: addDays(office.endOn, -OVERDUE_DAYS), currency: CURRENCY },
      ...{ items: ITEMS, limit: DRAWN },
    })
    // The small ones are written off, the oldest of the others are worth a court.
    const bySize = debtors.toSorted((a, b) => Number(a.totalMinor - b.totalMinor))
    for (const [index, one] of demoWriteOffs.entries()) {
      const debtor = bySize[index]
      if (debtor) await writeOff(tx, office, debtor, one)
    }
    const small = new Set(bySize.slice(0, demoWriteOffs.length))
    const old = debtors.filter((debtor) => !small.has(debtor))
    for (const [index, one] of demoHandOvers.entries()) {
      const debtor = old[index]
      if (debtor) await handOver(tx, office, debtor, one)
    }
  })
}

function doingOf(office: Office, actor: Principal, daysAgo: number): Doing {
  const today = addDays(office.endOn, -daysAgo)
  return { actor, at: daysAfter(office, today, 0), today }
}

async function attach(
  tx: Tx,
  of: Proved,
  { kind, name, text }: { readonly kind: EvidenceKind; readonly name: string; readonly text: string },
  doing: Doing,
): Promise<void> {
  const content = Buffer.from(`${text}\n（演示文件）\n`, 'utf8')
  const file = await keepEvidence(tx, of.customerId, { name: `${name}.txt`, content }, doing)
  await attachEvidence(tx, of, { kind, fileIds: [file.id] }, doing)
}

async function handOver(tx: Tx, office: Office, debtor: BadDebtor, one: DemoHandOver): Promise<void> {
  const { finance } = office
  const opening = doingOf(office, finance, one.openedDaysAgo)
  const { kind, firm, reason } = one
  const handler = kind === 'agency' ? finance.label : LEGAL
  const draft = { kind, firm, reason, reference: null, handler, items: debtor.items }
  const { id } = await handOverDebt(tx, { ...draft, customerCode: debtor.code }, opening)
  const of = { subject: 'hand-over', id, customerId: debtor.id, customerCode: debtor.code } as const
  const numbers = debtor.items.map(({ number }) => number).join('、')
  const contract = {
    kind: 'contract',
    name: '年度购销合同',
    text: `年度购销合同（涉及发票 ${numbers}）`,
  } as const
  await attach(tx, of, contract, opening)
  for (const { stage, daysAgo, reference = null, note, outcome = null } of one.steps) {
    const doing = doingOf(office, finance, daysAgo)
    await reachStage(tx, id, { stage, on: doing.today, reference, note, outcome }, doing)
  }
  for (const { kind: cost, daysAgo, yuan, note } of one.costs) {
    const doing = doingOf(office, finance, daysAgo)
    const amount = { minor: yuan * 100n, currency: debtor.currency }
    await noteCost(tx, id, { kind: cost, on: doing.today, amount, note }, doing)
  }
}

async function writeOff(tx: Tx, office: Office, debtor: BadDebtor, one: DemoWriteOff): Promise<void> {
  const { approvals, finance, manager } = office
  const asking = doingOf(office, finance, one.askedDaysAgo)
  const { reasonCode, explanation } = one
  const draft = { customerCode: debtor.code, reasonCode, explanation, handOverId: null, items: debtor.items }
  const { id } = await requestWriteOff(tx, approvals, draft, asking)
  const of = { subject: 'write-off', id, customerId: debtor.id, customerCode: debtor.code } as const
  await attach(tx, of, { kind: 'contract', name: '购销合同', text: `购销合同：${debtor.code}` }, asking)
  await attach(tx, of, { kind: 'special-report', name: '核销专项说明', text: explanation }, asking)
  if (!one.approved) return
  const { daysAgo, comment } = one.approved
  const deciding = doingOf(office, manager, daysAgo)
  await approveRequest(tx, approvals, {
    subjects: ['write-off'],
    objectId: id,
    comment,
    manager,
    at: deciding.at,
  })
  const [decided] = await listWriteOffs(tx, { id }, { offset: 0, limit: 1 })
  if (decided?.status !== 'written-off') return
  if (one.lessons) await writePostMortem(tx, id, one.lessons, doingOf(office, finance, daysAgo - 2))
  if (one.recoveredPercent !== undefined) await recover(tx, office, decided, one.recoveredPercent)
}

/** A distribution comes in, and is booked against what was written off first. */
async function recover(
  tx: Tx,
  office: Office,
  { id, currency }: ListedWriteOff,
  percent: bigint,
): Promise<void> {
  const doing = doingOf(office, office.finance, 1)
  const [item] = await itemsOfWriteOff(tx, id)
  if (!item) return
  const receipt = { source: item.source, number: `${item.number}-R` }
  const amountMinor = (item.writtenMinor * percent) / 100n
  const content: DocumentContent = {
    ...{ ...receipt, type: 'receipt', version: 1n, status: 'open', on: doing.today, dueOn: null },
    ...{ installments: [], currency, reservationId: null, disputed: false, allocations: [] },
    lines: [{ lineNo: 1, amountMinor, shipOn: null, from: null }],
  }
  const input = { ...(await codesOfAccount(tx, item.accountId)), content }
  const [recorded] = await recordDocuments(tx, [input], { ...doing, onlyCustomersOf: null })
  if (recorded?.outcome !== 'recorded')
    throw new Error(`demo book: receipt ${receipt.number} was not recorded`)
  const { source, number, itemNo } = item
  const amount = { minor: amountMinor, currency }
  await recordRecovery(tx, id, { source, number, itemNo, receipt, amount, note: '破产财产首次分配款' }, doing)
}
