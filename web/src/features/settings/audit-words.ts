import type { TFunction } from 'i18next'

export const objectTypes = [
  'account',
  'hold',
  'group',
  'segment',
  'fx-rate',
  'user',
  'api-key',
  'webhook',
  'control-rules',
  'organisation',
] as const

const actions = [
  'account.forced-hold',
  'account.updated',
  'api-key.created',
  'api-key.revoked',
  'control-rules.published',
  'customer.created',
  'customer.updated',
  'customer.rated',
  'facts.bulk-recorded',
  'facts.recorded',
  'fx-rate.recorded',
  'group-account.updated',
  'hold.rejected',
  'hold.release-requested',
  'hold.released',
  'import.finished',
  'limit-line.created',
  'limit-line.revoked',
  'limit-proposal.accepted',
  'limit-proposal.rejected',
  'limit-proposals.computed',
  'limit-request.opened',
  'organisation.updated',
  'policy.published',
  'rating-run.requested',
  'reservation.released',
  'scorecard.published',
  'segment.created',
  'segment.updated',
  'session.closed',
  'session.opened',
  'user.created',
  'user.updated',
  'webhook.created',
  'webhook.deleted',
  'webhook.replayed',
  'webhook.updated',
] as const

/** What was done, in words; an action this version does not know keeps its own name. */
export function actionName(action: string, t: TFunction<'settings'>): string {
  const known = actions.find((one) => one === action)
  return known === undefined ? action : t(`did.${known.replace('.', '_')}` as 'did.user_created')
}
