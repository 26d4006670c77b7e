import { systemPrincipal, type Principal } from '../../kernel/access.js'
import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { money } from '../../kernel/money.js'
import type { Database } from '../../platform/db/types.js'
import { findFlow } from '../approvals/flow-store.js'
import { changeFlow, createFlow, publishFlow } from '../approvals/manage-flow.js'
import type { Approvals } from '../approvals/subject.js'
import type { LimitEffects } from '../limits/limit-effects.js'
import { requestLine } from '../limits/open-limit-request.js'
import { accountOf, whereabouts } from '../limits/put-account.js'
import { approveRequest } from './approve-request.js'
import type { DemoAccount } from './domain/accounts.js'
import { demoFlows } from './demo-flows.js'

interface Office {
  readonly approvals: Approvals
  readonly effects: LimitEffects
  readonly analyst: Principal
  readonly manager: Principal
  readonly at: Date
  readonly today: CalendarDay
}

/** Publishes the flows of the demo office; those that an interrupted load has published are left alone. */
export async function loadFlows(db: Database, approvals: Approvals, at: Date): Promise<void> {
  const doing = { actor: systemPrincipal, at }
  for (const { code, active, content } of demoFlows) {
    await db.transaction(async (tx) => {
      if (await findFlow(tx, code)) return
      await createFlow(tx, code, content, doing)
      await publishFlow(tx, approvals, code, { revision: 1, note: '演示流程' }, doing)
      if (!active) await changeFlow(tx, code, { active }, doing)
    })
  }
}

const REASONS = [
  '旺季备货，预计本季采购额上升四成，申请临时额度。',
  '客户新签年度框架合同，现有额度不足以覆盖月均用量。',
  '连续十二个月按期付款，申请提高额度以支持新产品线。',
  '项目交货集中在下月，申请阶段性提高额度。',
]

/** Requests of the analyst in the last days: some are decided, the others wait on the manager's desk. */
export async function loadRequests(
  db: Database,
  accounts: readonly DemoAccount[],
  office: Office,
): Promise<void> {
  const chosen = accounts
    .filter(
      ({ segment, limitMode, status }) => segment === 'CN01' && limitMode === 'amount' && status === 'active',
    )
    .slice(0, 8)
  for (const [index, account] of chosen.entries()) {
    const proposalId = await ask(db, account, index, office)
    if (index % 3 === 0) await decide(db, proposalId, office)
  }
}

async function ask(
  db: Database,
  { customerCode, segment: segmentCode, currency, lines }: DemoAccount,
  index: number,
  { approvals, effects, analyst, at, today }: Office,
): Promise<string> {
  const current = lines.at(-1)?.amount.minor ?? 0n
  const temporary = index % 2 === 0
  const wanted = temporary ? current / 4n : current + current / 2n
  const thousand = 100_000n
  const amount = money(((wanted + thousand) / thousand) * thousand, currency satisfies Currency)
  return db.transaction(async (tx) => {
    const where = await whereabouts(tx, customerCode, segmentCode, analyst)
    const { account } = await accountOf(tx, where, currency)
    const line = {
      ...{ account, customerCode, segmentCode, amount, validFrom: today },
      kind: temporary ? ('temporary' as const) : ('base' as const),
      validTo: temporary ? addDays(today, 60) : null,
      reason: REASONS[index % REASONS.length] ?? '',
    }
    return requestLine(tx, where, line, { actor: analyst, at, effects, approvals })
  })
}

/** The manager approves what waits for them. */
async function decide(db: Database, objectId: string, { approvals, manager, at }: Office): Promise<void> {
  const subjects = ['temporary-limit', 'limit-change']
  const comment = '付款记录良好，同意。'
  await db.transaction((tx) => approveRequest(tx, approvals, { subjects, objectId, comment, manager, at }))
}
