import type { Webhook } from './api'

export type WebhookEvent = Webhook['events'][number]

/** Every event a subscriber may ask for, in the order of the contract. */
export const webhookEvents: readonly WebhookEvent[] = [
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
]
