/** Everything a subscriber can be told. The names are part of the integration contract. */
export const webhookEvents = [
  'credit_check.decided',
  'hold.opened',
  'hold.released',
  'hold.rejected',
  'limit.changed',
  'rating.changed',
  'account.status_changed',
  'invoice.overdue',
  'promise.broken',
  'warning.raised',
  'risk_event.opened',
  'approval.completed',
  'approval.reached',
] as const

export type WebhookEventName = (typeof webhookEvents)[number]
