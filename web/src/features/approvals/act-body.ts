import type { Dayjs } from 'dayjs'
import type { ActionBody, Case, CaseAction } from '../../ui/cases/case-api'

export const securityKinds = [
  'guarantee',
  'deposit',
  'pledge',
  'mortgage',
  'letter-of-credit',
  'credit-insurance',
  'other',
] as const

type SecurityKind = (typeof securityKinds)[number]

export interface ActFields {
  comment?: string
  amount?: string
  validUntil?: Dayjs | null
  securityKind?: SecurityKind
  securityAmount?: string
  securityDueOn?: Dayjs | null
  securityNote?: string
  /** Of a confirmation: the approval that asked for the security, and what proves it. */
  securityStep?: string
  reference?: string
  toNodeId?: string
  username?: string
  when?: 'before' | 'after'
  mentions?: string[]
  attachments?: readonly { id: string }[]
}

function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? undefined : trimmed
}

/** What secures the approval; undefined when no kind was chosen. */
function securityOf(fields: ActFields, currency: string) {
  const dueOn = fields.securityDueOn?.format('YYYY-MM-DD')
  if (fields.securityKind === undefined || dueOn === undefined) return undefined
  const [amount, note] = [filled(fields.securityAmount), filled(fields.securityNote)]
  return {
    ...{ kind: fields.securityKind, dueOn },
    ...(amount === undefined ? {} : { amount: { amount, currency } }),
    ...(note === undefined ? {} : { note }),
  }
}

/** The conditions of a conditional approval; undefined when none is filled in. */
function conditionsOf(fields: ActFields, found: Case) {
  const amount = filled(fields.amount)
  const validUntil = fields.validUntil?.format('YYYY-MM-DD')
  const currency = found.amount?.currency
  const security = securityOf(fields, currency ?? 'CNY')
  const conditions = {
    ...(amount === undefined || currency === undefined ? {} : { amount: { amount, currency } }),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(security === undefined ? {} : { security }),
  }
  return Object.keys(conditions).length === 0 ? undefined : conditions
}

/** What is sent for an action, from what was filled in; undefined when the reader has no step to act on. */
export function toActionBody(action: CaseAction, fields: ActFields, found: Case): ActionBody | undefined {
  const said = filled(fields.comment)
  const comment = said === undefined ? {} : { comment: said }
  const ids = (fields.attachments ?? []).map(({ id }) => id)
  const attachments = ids.length === 0 ? {} : { attachments: ids }
  const username = fields.username ?? ''
  const stepId = found.mine.stepId
  switch (action) {
    case 'withdraw':
    case 'urge':
      return { action, ...comment }
    case 'comment':
      return { action, comment: said ?? '', mentions: fields.mentions ?? [], ...attachments }
    case 'confirm-security':
      return {
        action,
        stepId: fields.securityStep ?? '',
        reference: filled(fields.reference) ?? '',
        ...comment,
      }
    case 'assign': {
      const visit = found.path.find(({ unassigned, status }) => unassigned && status === 'active')
      return visit && { action, visitId: visit.id, username, comment: said ?? '' }
    }
    default:
      return stepId === null ? undefined : onStep(action, stepId)
  }

  function onStep(
    kind: Exclude<CaseAction, 'withdraw' | 'urge' | 'comment' | 'assign' | 'confirm-security'>,
    step: string,
  ): ActionBody {
    switch (kind) {
      case 'approve':
      case 'conditional': {
        const conditions = kind === 'conditional' ? conditionsOf(fields, found) : undefined
        const given = conditions === undefined ? {} : { conditions }
        return { action: 'approve', stepId: step, ...comment, ...attachments, ...given }
      }
      case 'reject':
      case 'resubmit':
        return { action: kind, stepId: step, comment: said ?? '', ...attachments }
      case 'return':
        return {
          action: kind,
          stepId: step,
          toNodeId: fields.toNodeId ?? '',
          comment: said ?? '',
          ...attachments,
        }
      case 'add-signer':
        return { action: kind, stepId: step, username, when: fields.when ?? 'before', ...comment }
      case 'delegate':
        return { action: kind, stepId: step, username, ...comment }
    }
  }
}

/** Actions that need a reason. */
export const needsReason: ReadonlySet<CaseAction> = new Set([
  'reject',
  'return',
  'resubmit',
  'comment',
  'assign',
])

/** Actions that files may come with. */
export const takesFiles: ReadonlySet<CaseAction> = new Set([
  'approve',
  'conditional',
  'reject',
  'return',
  'resubmit',
])
