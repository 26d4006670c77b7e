import type { Principal } from '../../kernel/access.js'
import { daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { groupedAmount, type Money } from '../../kernel/money.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { NewRequest } from '../approvals/case-record.js'
import { flowFor } from '../approvals/flow-in-force.js'
import { securityReferences } from '../approvals/security-references.js'
import { startCase } from '../approvals/start-case.js'
import type { Approvals, ApprovalSubject } from '../approvals/subject.js'
import { amountInBase } from '../customers/amount-in-base.js'
import { findCustomer } from '../customers/customer-store.js'
import { lockGroups } from '../customers/group-store.js'
import { authoritiesOfActor } from '../identity/authorities-of-actor.js'
import { listAuthorities } from '../identity/authority-store.js'
import { reaches, reachesUnlimited, type AuthorityKind } from '../identity/domain/authority.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { accountPolicy } from '../policy/account-policy.js'
import { findProposal, findProposalsById, type ListedProposal } from '../policy/proposal-list-store.js'
import { decideProposals, lessenProposal, openRequestsAmong } from '../policy/proposal-store.js'
import { aboveReferenceBp, limitReference } from './above-reference.js'
import { acceptProposals } from './accept-proposals.js'
import type { LimitKind } from './domain/effective-limit.js'
import type { LimitEffects } from './limit-effects.js'

/** A request for credit is one of three things, each with flows of its own. */
export type LimitSubject = 'limit-change' | 'temporary-limit' | 'credit-opening'

/** What a request for credit is: the first credit of an account, credit that ends by itself, or a change. */
export function limitSubjectOf({
  currentMode,
  lineKind,
  validTo,
}: Pick<ListedProposal, 'currentMode' | 'lineKind' | 'validTo'>): LimitSubject {
  if (lineKind === 'temporary' || lineKind === 'seasonal' || validTo !== null) return 'temporary-limit'
  return currentMode === 'none' ? 'credit-opening' : 'limit-change'
}

/** Starts the approval of a request for credit. */
export async function startLimitCase(
  tx: Tx,
  approvals: Approvals,
  proposalId: Id,
  { actor, at, today }: { readonly actor: Principal; readonly at: Date; readonly today: CalendarDay },
): Promise<void> {
  const proposal = await findProposal(tx, proposalId, null)
  if (!proposal) throw new Error(`the request ${proposalId} was not stored`)
  await startCase(tx, approvals, await limitRequestOf(tx, proposal, { submitter: actor.label, at, today }), {
    actor,
    at,
  })
}

async function limitRequestOf(
  db: Tx,
  proposal: ListedProposal,
  { submitter, at, today }: { readonly submitter: string; readonly at: Date; readonly today: CalendarDay },
): Promise<NewRequest> {
  const { baseCurrency } = await getOrganisation(db)
  const { proposedMinor, currency, customerCode, customerName, segmentCode, validTo } = proposal
  const amount = proposedMinor === null ? null : { minor: proposedMinor, currency }
  const wanted = amount
    ? {
        zh: `${groupedAmount(amount.minor, currency)} ${currency}`,
        en: `${groupedAmount(amount.minor, currency)} ${currency}`,
      }
    : { zh: '不限额', en: 'unlimited' }
  const subject = limitSubjectOf(proposal)
  const days = validTo === null ? null : Math.max(0, daysBetween(today, validTo))
  const reference = await limitReference(db, proposal.accountId, proposal.lineKind, today)
  return {
    subject,
    objectId: proposal.id,
    title: {
      zh: `${customerName} ${names[subject].zh}：${wanted.zh}`,
      en: `${names[subject].en} of ${customerName}: ${wanted.en}`,
    },
    submitter,
    barred: [proposal.submittedBy],
    ownerUsername: await ownerOf(db, proposal),
    customerCode,
    customerName,
    segmentCode,
    amount,
    overLimitBp: aboveReferenceBp(reference, proposedMinor),
    days,
    reason: proposal.requestReason,
    request: {
      ...{ validTo, mode: proposal.proposedMode, kind: proposal.lineKind },
      reference: { limit: reference.limitMinor.toString(), beside: reference.besideMinor.toString() },
    },
    fields: {
      amount: amount && (await amountInBase(db, amount, baseCurrency, today)),
      rise:
        amount &&
        (await amountInBase(
          db,
          { minor: max0(amount.minor - (proposal.currentMinor ?? 0n)), currency },
          baseCurrency,
          today,
        )),
      unlimited: amount === null,
      segment: segmentCode,
      grade: proposal.grade,
      days: days === null ? null : String(days),
      path: proposal.granted?.approvalPath ?? (await approvalPathOf(db, proposal.accountId, at)),
    },
  }
}

/** The approval that the row of the policy wants for limits of this account; null: none in particular. */
async function approvalPathOf(tx: Tx, accountId: Id, at: Date): Promise<string | null> {
  return (await accountPolicy(tx, accountId, at))?.applied?.granted.approvalPath ?? null
}

const max0 = (minor: bigint) => (minor < 0n ? 0n : minor)

async function ownerOf(db: Queryable, { customerCode }: ListedProposal): Promise<string | null> {
  return (await findCustomer(db, customerCode, null))?.ownerUsername ?? null
}

const names = {
  'limit-change': { zh: '额度调整', en: 'Limit change' },
  'temporary-limit': { zh: '临时额度', en: 'Temporary limit' },
  'credit-opening': { zh: '新客户授信', en: 'First credit' },
} as const

export interface GrantAsked {
  readonly accountId: Id
  /** null: no line at all, as for an account without a limit. */
  readonly lineKind: LimitKind | null
  readonly subject: LimitSubject
  /** null: without a limit. */
  readonly amount: Money | null
  readonly segmentCode: string
  readonly days: number | null
  readonly at: Date
}

/**
 * Whether whoever acts may grant this credit alone. A machine may when its key has `limits:write`. A person needs the
 * permission, no flow drawn by an administrator may ask for more, and where the authority table says anything about
 * this kind of decision, it must reach. Where the policy wants an approval of its own, nobody grants alone.
 */
export async function mayGrantAlone(
  tx: Tx,
  approvals: Approvals,
  actor: Principal,
  asked: GrantAsked,
  today: CalendarDay,
): Promise<boolean> {
  if (!actor.permissions.has('limits:write')) return false
  if (actor.kind !== 'user') return true
  const { subject: kind, amount, segmentCode: segment, days, accountId, lineKind, at } = asked
  if ((await approvalPathOf(tx, accountId, at)) !== null) return false
  const { baseCurrency } = await getOrganisation(tx)
  const fields = {
    amount: amount && (await amountInBase(tx, amount, baseCurrency, today)),
    unlimited: amount === null,
    segment,
    days: days === null ? null : String(days),
  }
  if (!(await flowFor(tx, approvals, kind, fields)).builtIn) return false
  if (!(await listAuthorities(tx)).some((entry) => entry.kind === kind)) return true
  const authorities = await authoritiesOfActor(tx, actor, {
    kind: kind satisfies AuthorityKind,
    segment,
    on: today,
  })
  const reference = await limitReference(tx, accountId, lineKind, today)
  const overLimitBp = aboveReferenceBp(reference, amount?.minor ?? null)
  if (!amount) return reachesUnlimited(authorities, overLimitBp)
  const converter = await approvals.converter(tx, amount, today)
  return reaches(authorities, { amount, overLimitBp, days: days ?? undefined }, converter)
}

/** The three subjects; `effects` is what follows from a changed limit. */
export function limitSubjects(
  effects: LimitEffects,
): Record<LimitSubject, Omit<ApprovalSubject, 'dossier' | 'actions'>> {
  return {
    'limit-change': subjectOf('limit-change', effects),
    'temporary-limit': subjectOf('temporary-limit', effects),
    'credit-opening': subjectOf('credit-opening', effects),
  }
}

function subjectOf(key: LimitSubject, effects: LimitEffects): Omit<ApprovalSubject, 'dossier' | 'actions'> {
  return {
    key,
    name: names[key],
    fields: [
      { key: 'amount', name: { zh: '申请额度（本位币）', en: 'Limit in base currency' }, type: 'amount' },
      { key: 'rise', name: { zh: '增加额（本位币）', en: 'Rise in base currency' }, type: 'amount' },
      { key: 'unlimited', name: { zh: '不限额', en: 'Unlimited' }, type: 'flag' },
      { key: 'days', name: { zh: '有效天数', en: 'Days of validity' }, type: 'number' },
      { key: 'grade', name: { zh: '信用等级', en: 'Grade' }, type: 'text' },
      { key: 'segment', name: { zh: '信用段', en: 'Segment' }, type: 'text' },
      { key: 'path', name: { zh: '政策要求的审批路径', en: 'Approval path of the policy' }, type: 'text' },
    ],
    conditions: { amount: true, validity: true, security: true },
    hasAmount: true,
    hasOwner: true,
    authority: key,
    permissionWhenUnsaid: 'limits:write',
    overLimitBpFor: ({ request, overLimitBp }, amountMinor) => {
      const kept = request['reference'] as { readonly limit: string; readonly beside: string } | undefined
      if (!kept) return overLimitBp ?? 0
      const reference = { limitMinor: BigInt(kept.limit), besideMinor: BigInt(kept.beside) }
      return aboveReferenceBp(reference, amountMinor)
    },
    async lock(tx, { objectId }) {
      const [proposal] = await findProposalsById(tx, [objectId], null)
      if (proposal) await lockGroups(tx, [proposal.groupId])
    },
    stillOpen: openRequestsAmong,
    async grant(tx, record, { actor, at, today, comment, conditions }) {
      const { objectId } = record
      // Unlimited credit has no line that could end earlier.
      if (record.amount === null && conditions?.validUntil) throw new Refusal('approval_conditions_invalid')
      await lessenProposal(tx, objectId, {
        amountMinor: conditions?.amountMinor ?? null,
        validTo: conditions?.validUntil ?? null,
      })
      const proposals = await findProposalsById(tx, [objectId], null)
      const reason =
        [comment, ...securityReferences(conditions)].filter((text) => text !== null).join('；') || '审批通过'
      const result = await acceptProposals(tx, proposals, { actor, at, today, reason, effects })
      const [skipped] = result.skipped
      if (skipped?.code === 'currency_changed')
        throw new Refusal('proposal_currency_changed', { id: objectId })
      if (skipped) throw new Refusal('proposal_not_open', { id: objectId })
    },
    async decline(tx, { objectId }, { actor, at, comment }) {
      await decideProposals(tx, [objectId], { status: 'rejected', by: actor.label, at, reason: comment })
    },
  }
}

/** Days from today to the last day of a line; null for one without an end. */
export function daysUntil(today: CalendarDay, validTo: CalendarDay | null): number | null {
  return validTo === null ? null : Math.max(0, daysBetween(today, validTo))
}
