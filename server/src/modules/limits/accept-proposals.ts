import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudits, type AuditEntry } from '../audit/record-audit.js'
import { findAccountsById, setTerms, updateAccount, type Account } from '../customers/account-store.js'
import { lockGroups } from '../customers/group-store.js'
import type { OpenProposal } from '../policy/proposal-list-store.js'
import { decideProposals, linkLimitLines, type Proposal } from '../policy/proposal-store.js'
import { addLimitLines, type LimitContext, type NewLimitLine } from './add-limit-line.js'
import { listAccountCodes, type AccountCodes } from './account-codes-store.js'

export interface AcceptContext extends LimitContext {
  readonly today: CalendarDay
  readonly reason: string
}

/** Why a proposal was left as it was. */
export type SkipCode = 'not_open' | 'own_submission' | 'currency_changed' | 'not_found' | 'in_approval'

export interface AcceptResult {
  readonly accepted: readonly Id[]
  readonly skipped: readonly { readonly id: Id; readonly code: SkipCode }[]
}

/**
 * Puts proposals in force, set-based: under the lock of their credit groups each that is still open becomes a limit
 * line (or the mode), terms and review day. Of two acceptances at the same time each proposal goes to exactly one.
 * Nobody accepts a request of their own; a proposal in another currency than the account has by now is left open.
 */
export async function acceptProposals(
  tx: Tx,
  proposals: readonly OpenProposal[],
  context: AcceptContext,
): Promise<AcceptResult> {
  await lockGroups(
    tx,
    proposals.map(({ groupId }) => groupId),
  )
  const accounts = new Map(
    (await findAccountsById(tx, [...new Set(proposals.map(({ accountId }) => accountId))])).map((account) => [
      account.id,
      account,
    ]),
  )
  const skipped = new Map<Id, SkipCode>()
  for (const proposal of proposals) {
    const code = obstacle(proposal, accounts.get(proposal.accountId), context)
    if (code) skipped.set(proposal.id, code)
  }
  const wanted = proposals.filter(({ id }) => !skipped.has(id)).map(({ id }) => id)
  const decided = await decideProposals(tx, wanted, {
    status: 'accepted',
    by: context.actor.label,
    at: context.at,
    reason: context.reason,
  })
  const won = new Set(decided.map(({ id }) => id))
  for (const id of wanted) if (!won.has(id)) skipped.set(id, 'not_open')
  await putInForce(tx, decided, accounts, context)
  return { accepted: [...won], skipped: [...skipped].map(([id, code]) => ({ id, code })) }
}

function obstacle(
  proposal: OpenProposal,
  account: Account | undefined,
  context: AcceptContext,
): SkipCode | null {
  const { actor } = context
  if (proposal.kind === 'request' && proposal.submittedBy === actor.label && !actor.allScopes)
    return 'own_submission'
  return account?.currency === proposal.currency ? null : 'currency_changed'
}

async function putInForce(
  tx: Tx,
  decided: readonly Proposal[],
  accounts: ReadonlyMap<Id, Account>,
  context: AcceptContext,
): Promise<void> {
  const terms = decided.map((proposal) => ({
    id: proposal.accountId,
    netDays: proposal.proposedNetDays,
    reviewOn: proposal.reviewOn,
  }))
  await setTerms(tx, terms, context.at)
  const codes = await listAccountCodes(tx, [...accounts.keys()])
  const withTerms = decided.flatMap((proposal) => {
    const account = accounts.get(proposal.accountId)
    const code = codes.get(proposal.accountId)
    if (!account || !code) return []
    return [{ proposal, code, account: { ...account, netDays: proposal.proposedNetDays ?? account.netDays } }]
  })
  for (const { proposal, account } of withTerms) {
    if (proposal.proposedMinor !== null || account.limitMode === proposal.proposedMode) continue
    await updateAccount(tx, account.id, { ...account, limitMode: proposal.proposedMode }, context.at)
  }
  const lines = withTerms.flatMap(({ proposal, account, code }) => lineOf(proposal, account, code, context))
  const stored = await addLimitLines(
    tx,
    lines.map(({ line }) => line),
    context,
  )
  await linkLimitLines(
    tx,
    lines.flatMap(({ proposalId }, index) => {
      const line = stored[index]
      return line ? [{ proposalId, lineId: line.id }] : []
    }),
  )
  await recordAudits(
    tx,
    withTerms.map(({ proposal, code }) => auditOf(proposal, code, context)),
  )
}

function lineOf(
  proposal: Proposal,
  account: Account,
  code: AccountCodes,
  context: AcceptContext,
): { proposalId: Id; line: NewLimitLine }[] {
  if (proposal.proposedMinor === null || proposal.lineKind === null) return []
  const validFrom =
    proposal.validFrom !== null && proposal.validFrom > context.today ? proposal.validFrom : context.today
  return [
    {
      proposalId: proposal.id,
      line: {
        account,
        ...code,
        kind: proposal.lineKind,
        amount: money(proposal.proposedMinor, proposal.currency),
        validFrom: proposal.validTo !== null && proposal.validTo < validFrom ? proposal.validTo : validFrom,
        validTo: proposal.validTo,
        reason: context.reason,
      },
    },
  ]
}

function auditOf(proposal: Proposal, code: AccountCodes, context: AcceptContext): AuditEntry {
  const { currentMinor, currentNetDays, currency, proposedMode, proposedMinor, proposedNetDays } = proposal
  return {
    actor: context.actor,
    action: 'limit-proposal.accepted',
    objectType: 'account',
    objectId: `${code.customerCode}/${code.segmentCode}`,
    before: { minor: currentMinor, currency, netDays: currentNetDays },
    after: {
      proposalId: proposal.id,
      mode: proposedMode,
      minor: proposedMinor,
      currency,
      netDays: proposedNetDays,
    },
    reason: context.reason,
    at: context.at,
  }
}
