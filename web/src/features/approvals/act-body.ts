import type { Dayjs } from 'dayjs'
import type { ActionBody, Case, CaseAction } from '../../ui/cases/case-api'

export interface ActFields {
  comment?: string
  amount?: string
  validUntil?: Dayjs | null
  security?: string
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

/** The conditions of a conditional approval; undefined when none is filled in. */
function conditionsOf(fields: ActFields, found: Case) {
  const [amount, security] = [filled(fields.amount), filled(fields.security)]
  const validUntil = fields.validUntil?.format('YYYY-MM-DD')
  const currency = found.amount?.currency
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
    case 'assign': {
      const visit = found.path.find(({ unassigned, status }) => unassigned && status === 'active')
      return visit && { action, visitId: visit.id, username, comment: said ?? '' }
    }
    default:
      return stepId === null ? undefined : onStep(action, stepId)
  }

  function onStep(
    kind: Exclude<CaseAction, 'withdraw' | 'urge' | 'comment' | 'assign'>,
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
