import type { Channel } from './strategy.js'

/**
 * How a message stands. `unclear`: the program stopped between handing over and noting it. `withdrawn`: settled, paused
 * or taken back before it left; its steps are then to be done again.
 */
export const messageStatuses = [
  'to_approve',
  'to_print',
  'pending',
  'sending',
  'sent',
  'delivered',
  'failed',
  'bounced',
  'unclear',
  'withdrawn',
  'rejected',
] as const
export type MessageStatus = (typeof messageStatuses)[number]

/** What people decide about a message. */
export const messageActs = [
  'approve',
  'reject',
  'posted',
  'was_sent',
  'send_again',
  'delivered',
  'bounced',
  'withdraw',
] as const
export type MessageAct = (typeof messageActs)[number]

const from: Readonly<Record<MessageAct, readonly MessageStatus[]>> = {
  approve: ['to_approve'],
  reject: ['to_approve'],
  posted: ['to_print'],
  was_sent: ['unclear'],
  send_again: ['unclear', 'failed', 'bounced'],
  delivered: ['sent'],
  bounced: ['sent', 'delivered'],
  withdraw: ['to_approve', 'to_print', 'pending', 'failed', 'bounced'],
}

/** What becomes of a message by an act; null when the act does not fit its state. */
export function afterAct(status: MessageStatus, act: MessageAct, channel: Channel): MessageStatus | null {
  if (!from[act].includes(status)) return null
  switch (act) {
    case 'approve':
      return firstStatus(channel, false)
    case 'reject':
      return 'rejected'
    case 'posted':
    case 'was_sent':
      return 'sent'
    case 'send_again':
      return channel === 'letter' ? 'to_print' : 'pending'
    case 'delivered':
      return 'delivered'
    case 'bounced':
      return 'bounced'
    case 'withdraw':
      return 'withdrawn'
  }
}

/** What may be done about a message. */
export function actsFor(status: MessageStatus): readonly MessageAct[] {
  return messageActs.filter((act) => from[act].includes(status))
}

/** How a message begins. What stays in the house is done with being written down. */
export function firstStatus(channel: Channel, approval: boolean): MessageStatus {
  if (approval) return 'to_approve'
  switch (channel) {
    case 'email':
    case 'sms':
      return 'pending'
    case 'letter':
      return 'to_print'
    case 'phone':
    case 'in-app':
      return 'sent'
  }
}
