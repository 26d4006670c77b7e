import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { lockGroups } from '../customers/group-store.js'
import { applyMatches, type Applied } from './apply-matches.js'
import type { CashContext } from './cash-effects.js'
import { insertMatches, openProposals, pastMatches, supersede, type NewMatch } from './cash-match-store.js'
import { matchAccount } from './domain/match-account.js'
import { rulesIn, type MatchingSettings } from './domain/matching-settings.js'
import { signatureOf } from './domain/money-in.js'
import { weighProposal } from './domain/weigh-proposal.js'
import { listMoneyIn, listReceivables, type CashAccount } from './open-cash-store.js'

export interface MatchedCounts {
  readonly matched: number
  readonly proposed: number
  /** Receipts and credit notes looked at. */
  readonly done: number
}

/**
 * Matches what is unapplied of these accounts: sure enough matches are applied, the others wait for a person; a
 * proposal that nothing speaks for any more is withdrawn. Locks the groups first, so that what it reads is current.
 */
export async function matchAccounts(
  tx: Tx,
  accounts: readonly CashAccount[],
  settings: MatchingSettings,
  context: CashContext & { readonly runId: Id | null },
): Promise<MatchedCounts> {
  await lockGroups(tx, [...new Set(accounts.map(({ groupId }) => groupId))])
  const accountIds = accounts.map(({ accountId }) => accountId)
  const money = await listMoneyIn(tx, accountIds)
  const receivables = await listReceivables(tx, accountIds)
  const documentIds = money.map(({ documentId }) => documentId)
  const past = await pastMatches(tx, documentIds)
  const open = new Map((await openProposals(tx, documentIds)).map((row) => [row.documentId, row]))
  const moneyBy = grouped(money)
  const receivablesBy = grouped(receivables)
  const matches = [...moneyBy].flatMap(([key, moneyIn]) => {
    const [first] = moneyIn
    if (!first) return []
    const rules = rulesIn(first.currency, settings)
    return matchAccount(moneyIn, receivablesBy.get(key) ?? [], rules).flatMap((proposed): NewMatch[] => {
      const weighed = weighProposal(proposed, past.get(proposed.documentId) ?? [], settings)
      if (weighed.act === 'drop') return []
      const applies = weighed.act === 'apply'
      return [
        {
          ...weighed.proposal,
          ...{ id: newId(), accountId: first.accountId, currency: first.currency, runId: context.runId },
          ...{ state: applies ? 'accepted' : 'proposed', automatic: applies, grantedDocumentId: null },
          decidedBy: applies ? context.by : null,
        },
      ]
    })
  })
  const counts = await keep(tx, matches, open, context)
  const groupOf = new Map(accounts.map(({ accountId, groupId }) => [accountId, groupId]))
  const touched = matches.flatMap((m) => (m.state === 'accepted' ? (groupOf.get(m.accountId) ?? []) : []))
  await context.effects.cashApplied(tx, [...new Set(touched)])
  return { ...counts, done: documentIds.length }
}

function grouped<T extends { accountId: Id; currency: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = `${row.accountId} ${row.currency}`
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

type OpenProposal = Awaited<ReturnType<typeof openProposals>>[number]

/** Applies and stores; a proposal that says the same as the one that waits leaves that in place. */
async function keep(
  tx: Tx,
  matches: readonly NewMatch[],
  open: ReadonlyMap<Id, OpenProposal>,
  context: CashContext,
): Promise<{ matched: number; proposed: number }> {
  const standing = new Set<Id>()
  const fresh = matches.filter((match) => {
    const waiting = open.get(match.documentId)
    const same =
      match.state === 'proposed' &&
      waiting?.signature === signatureOf(match.items) &&
      waiting.confidenceBp === match.confidenceBp
    if (same) standing.add(waiting.id)
    return !same
  })
  const toApply = fresh.filter(({ state }) => state === 'accepted')
  const applied = await applyMatches(
    tx,
    toApply.map((match) => ({ ...match, matchId: match.id })),
    context,
  )
  const results = new Map(
    toApply.map((match, index): [Id, Applied | undefined] => [match.id, applied[index]]),
  )
  await supersede(
    tx,
    [...open.values()].flatMap(({ id }) => (standing.has(id) ? [] : id)),
  )
  const kept = fresh.map((match): NewMatch => {
    const result = results.get(match.id)
    if (!result) return match
    // The ledger knows better than what was read of it: for a person to look at.
    if (result.refusal) return { ...match, state: 'proposed', automatic: false, decidedBy: null }
    return { ...match, grantedDocumentId: result.grantedDocumentId }
  })
  await insertMatches(tx, kept, context.at)
  const matched = kept.filter(({ state }) => state === 'accepted').length
  return { matched, proposed: matches.length - matched }
}
