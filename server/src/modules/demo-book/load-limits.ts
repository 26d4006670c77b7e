import { systemPrincipal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Database } from '../../platform/db/types.js'
import type { Approvals } from '../approvals/subject.js'
import { findGroups } from '../customers/group-store.js'
import { findSegment } from '../customers/segment-store.js'
import { addLimitLines, type NewLimitLine } from '../limits/add-limit-line.js'
import { putGroupAccount } from '../limits/group-account-store.js'
import type { LimitEffects } from '../limits/limit-effects.js'
import { listLimitLines } from '../limits/limit-line-store.js'
import { accountOf, putAccount, whereabouts } from '../limits/put-account.js'
import type { DemoAccount } from './domain/accounts.js'
import type { BookParams } from './domain/book.js'
import { generateGroups } from './domain/credit-groups.js'

export interface LimitsContext {
  readonly at: Date
  readonly today: CalendarDay
  readonly effects: LimitEffects
  readonly approvals: Approvals
}

/** Sets modes, terms, statuses and limit lines of the accounts; an account that has lines already is left alone. */
export async function loadAccounts(
  db: Database,
  accounts: readonly DemoAccount[],
  context: LimitsContext,
): Promise<void> {
  for (const account of accounts) await loadAccount(db, account, context)
}

async function loadAccount(
  db: Database,
  demo: DemoAccount,
  { at, today, effects, approvals }: LimitsContext,
): Promise<void> {
  const { customerCode, segment: segmentCode, currency, limitMode, status, netDays } = demo
  const context = { actor: systemPrincipal, at, today, effects, approvals }
  await db.transaction(async (tx) => {
    const where = await whereabouts(tx, customerCode, segmentCode, systemPrincipal)
    const { account } = await accountOf(tx, where, currency)
    if ((await listLimitLines(tx, account.id)).length > 0) return
    const stored = await putAccount(tx, where, { currency, limitMode, limit: null, status, netDays }, context)
    const lines = demo.lines.map((line): NewLimitLine => ({
      account: stored.account,
      customerCode,
      segmentCode,
      ...line,
      validTo: line.validTo ?? null,
    }))
    if (lines.length > 0) await addLimitLines(tx, lines, context)
  })
}

/** Gives some credit groups a limit of their own: part of what their members may use together in China. */
export async function loadGroupLimits(
  db: Database,
  params: BookParams,
  accounts: readonly DemoAccount[],
  at: Date,
): Promise<void> {
  const limitByCustomer = new Map(
    accounts
      .filter((account) => account.segment === 'CN01')
      .map((account) => [account.customerCode, account.lines.at(-1)?.amount.minor ?? 0n]),
  )
  await db.transaction(async (tx) => {
    const segment = await findSegment(tx, 'CN01')
    for (const { code, memberCodes, limitPercent } of generateGroups(params)) {
      const [group] = await findGroups(tx, [code])
      const total = memberCodes.reduce((sum, member) => sum + (limitByCustomer.get(member) ?? 0n), 0n)
      if (limitPercent === undefined || total === 0n || !group || !segment) continue
      const limitMinor = ((total * BigInt(limitPercent)) / 100n / 1_000_000n) * 1_000_000n
      await putGroupAccount(
        tx,
        {
          groupId: group.id,
          segmentId: segment.id,
          currency: 'CNY' as Currency,
          limitMode: 'amount',
          limitMinor,
        },
        at,
      )
    }
  })
}
