import { mayAct, type Principal } from '../../kernel/access.js'
import type { Bilingual } from '../../kernel/bilingual.js'
import { moneyJson } from '../../kernel/money.js'
import { limitReason, stepText } from './domain/explain-limit.js'
import { grantedInWords } from './domain/granted.js'
import type { LimitStep } from './domain/propose-limit.js'
import type { ListedProposal, ProposalTotal } from './proposal-list-store.js'
import type { StoredStep } from './proposal-store.js'

/** A proposal as answered to this principal, with its calculation in words. */
export function proposalJson(proposal: ListedProposal, actor: Principal, now: Date) {
  const { currency } = proposal
  const grade = proposal.grade ?? ''
  const steps = proposal.steps.map(readStep)
  const money = (minor: bigint | null) => (minor === null ? null : moneyJson(minor, currency))
  return {
    id: proposal.id,
    kind: proposal.kind,
    status: proposal.status,
    customerCode: proposal.customerCode,
    customerName: proposal.customerName,
    segment: proposal.segmentCode,
    grade: proposal.grade,
    score: proposal.score === null ? null : proposal.score / 100,
    coverage: proposal.coverage === null ? null : proposal.coverage / 100,
    current: {
      mode: proposal.currentMode,
      limit: money(proposal.currentMinor),
      netDays: proposal.currentNetDays,
    },
    proposed: {
      mode: proposal.proposedMode,
      limit: money(proposal.proposedMinor),
      netDays: proposal.proposedNetDays,
      kind: proposal.lineKind,
      validFrom: proposal.validFrom,
      validTo: proposal.validTo,
      reviewOn: proposal.reviewOn,
    },
    change: moneyJson((proposal.proposedMinor ?? 0n) - (proposal.currentMinor ?? 0n), currency),
    granted: proposal.granted,
    grantedLines: proposal.granted ? grantedInWords(proposal.granted) : [],
    attention: proposal.attention,
    steps: steps.map((step) => ({
      step: step.step,
      amount: moneyJson(step.amount, currency),
      text: stepText(step, grade, currency),
    })),
    reason: reasonOf(proposal, steps, grade),
    policyVersion: proposal.policyVersion,
    ratingId: proposal.ratingId,
    runId: proposal.runId,
    asOf: proposal.asOf,
    submittedBy: proposal.submittedBy,
    createdAt: proposal.createdAt.toISOString(),
    decidedBy: proposal.decidedBy,
    decidedAt: proposal.decidedAt?.toISOString() ?? null,
    decisionReason: proposal.decisionReason,
    limitLineId: proposal.limitLineId,
    automatic: proposal.automatic,
    undone:
      proposal.undoneAt && proposal.undoneBy !== null
        ? { by: proposal.undoneBy, at: proposal.undoneAt.toISOString() }
        : null,
    allowed: allowedOn(proposal, actor, now),
  }
}

const UNDO_HOURS = 24

/** What the policy did by itself may be taken back within a day, once. */
export function mayBeUndone({ automatic, undoneAt, decidedAt }: ListedProposal, now: Date): boolean {
  const until = (decidedAt?.getTime() ?? 0) + UNDO_HOURS * 3_600_000
  return automatic && undoneAt === null && now.getTime() <= until
}

/** Nobody accepts what they asked for themselves; rejecting it takes it back. */
function allowedOn(proposal: ListedProposal, actor: Principal, now: Date): ('accept' | 'reject' | 'undo')[] {
  const { ownerUsername, segmentCode, kind, status, submittedBy } = proposal
  const decides = mayAct(actor, 'limits:write', { ownerUsername, segmentCodes: [segmentCode] })
  if (decides && mayBeUndone(proposal, now)) return ['undo']
  if (status !== 'open' || !decides) return []
  const isOwn = kind === 'request' && submittedBy === actor.label && !actor.allScopes
  return isOwn ? ['reject'] : ['accept', 'reject']
}

function reasonOf(proposal: ListedProposal, steps: readonly LimitStep[], grade: string): Bilingual {
  const asked = proposal.requestReason
  return asked === null ? limitReason(steps, grade, proposal.currency) : { zh: asked, en: asked }
}

const counts = new Set(['months', 'factor', 'share', 'digits'])

/** The inverse of how steps are kept: amounts come back as exact minor units. */
function readStep(stored: StoredStep): LimitStep {
  return Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [
      name,
      name === 'step' || counts.has(name) ? value : BigInt(value),
    ]),
  ) as unknown as LimitStep
}

export function totalJson(total: ProposalTotal) {
  const { currency, count, raises, cuts } = total
  return {
    ...{ currency, count, raises, cuts },
    current: moneyJson(total.currentMinor, currency),
    proposed: moneyJson(total.proposedMinor, currency),
  }
}
