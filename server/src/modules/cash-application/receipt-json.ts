import type { Principal } from '../../kernel/access.js'
import { actsOf } from '../../kernel/access.js'
import { daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import type { Queryable } from '../../platform/db/types.js'
import { listMatchesOf, listMatchItems, type CashMatch } from './cash-match-store.js'
import { deductionsOf, type Deduction } from './deduction-store.js'
import { groundText } from './domain/ground-words.js'
import type { MatchItem } from './domain/money-in.js'
import {
  findLineBehind,
  listInstalments,
  listOpenInstalments,
  listSettles,
  type OpenInstalment,
} from './receipt-detail-store.js'
import { findReceipt, type ListedReceipt } from './receipt-list-store.js'

/** A receipt as a list shows it. */
export function receiptRowJson(row: ListedReceipt) {
  const {
    accountId: _,
    on,
    currency,
    totalMinor,
    leftMinor,
    deductedMinor,
    proposalId,
    method,
    confidenceBp,
    grounds,
    ...rest
  } = row
  return {
    ...rest,
    date: on,
    total: moneyJson(totalMinor, currency),
    left: moneyJson(leftMinor, currency),
    deducted: deductedMinor === null ? null : moneyJson(deductedMinor, currency),
    proposal:
      proposalId === null || method === null
        ? null
        : {
            ...{ id: proposalId, method, confidence: (confidenceBp ?? 0) / 100 },
            grounds: (grounds ?? []).map(groundText),
          },
  }
}

/** An instalment of an invoice with what is open of it. */
export function instalmentJson(item: OpenInstalment, currency: Currency, today: CalendarDay) {
  const { on, dueOn, amountMinor, openMinor, ...rest } = item
  return {
    ...rest,
    date: on,
    dueDate: dueOn,
    amount: moneyJson(amountMinor, currency),
    open: moneyJson(openMinor, currency),
    daysOverdue: daysBetween(dueOn ?? on, today),
  }
}

/** Everything about one receipt: where it came from, what it settles and could settle, and what was decided. */
export async function receiptJson(db: Queryable, id: Id, today: CalendarDay, actor: Principal) {
  const receipt = await findReceipt(db, id)
  if (!receipt) throw new Refusal('receipt_not_found', { id })
  const { accountId, currency } = receipt
  const line = await findLineBehind(db, id)
  const settles = await listSettles(db, accountId, id)
  const matches = await listMatchesOf(db, id)
  const ids = matches.map((match) => match.id)
  const items = await listMatchItems(db, ids)
  const deductions = await deductionsOf(db, ids)
  const named = await listInstalments(db, accountId, [...new Set(items.map(({ invoiceId }) => invoiceId))])
  const open = await listOpenInstalments(db, accountId, currency)
  return {
    ...receiptRowJson(receipt),
    bankLine: line ? lineJson(line) : null,
    settles: settles.map(({ amountMinor, ...rest }) => ({
      ...rest,
      amount: moneyJson(amountMinor, currency),
    })),
    matches: matches.map((match) =>
      matchJson(
        match,
        items.filter(({ matchId }) => matchId === match.id),
        named,
        deductions.filter(({ matchId }) => matchId === match.id),
      ),
    ),
    openItems: open.map((item) => instalmentJson(item, currency, today)),
    allowed: actsOf(actor, { match: 'receipts:match' }),
  }
}

function lineJson(line: NonNullable<Awaited<ReturnType<typeof findLineBehind>>>) {
  const { on, confidenceBp, ...rest } = line
  return { ...rest, date: on, confidence: confidenceBp === null ? null : confidenceBp / 100 }
}

function matchJson(
  match: CashMatch,
  items: readonly MatchItem[],
  named: readonly OpenInstalment[],
  deductions: readonly Deduction[],
) {
  const { id, method, state, automatic, currency, grantedKind, decidedBy, undoneBy, reason } = match
  return {
    ...{ id, method, state, automatic, grantedKind, decidedBy, undoneBy, reason },
    confidence: match.confidenceBp / 100,
    grounds: match.grounds.map(groundText),
    amount: moneyJson(match.amountMinor, currency),
    granted: moneyJson(match.grantedMinor, currency),
    proposedAt: match.proposedAt.toISOString(),
    decidedAt: match.decidedAt?.toISOString() ?? null,
    undoneAt: match.undoneAt?.toISOString() ?? null,
    items: items.map(({ invoiceId, itemNo, amountMinor, grantedMinor }) => {
      const same = (one: { readonly invoiceId: Id; readonly itemNo: number }) =>
        one.invoiceId === invoiceId && one.itemNo === itemNo
      const item = named.find(same)
      const open = item?.openMinor ?? 0n
      const left = state === 'proposed' ? open - amountMinor - grantedMinor : state === 'accepted' ? open : 0n
      const deduction = deductions.find(same)
      return {
        ...{ invoiceId, itemNo, number: item?.number ?? '', dueDate: item?.dueOn ?? null },
        amount: moneyJson(amountMinor, currency),
        granted: moneyJson(grantedMinor, currency),
        left: left > 0n && !deduction ? moneyJson(left, currency) : null,
        deduction: deduction ? deductionJson(deduction, currency) : null,
      }
    }),
  }
}

function deductionJson({ amountMinor, reasonCode, note, disputeId }: Deduction, currency: Currency) {
  return { amount: moneyJson(amountMinor, currency), reasonCode, note, disputeId }
}
