import type { Tone } from '../../ui/status-tag'
import type { Message } from './channel-api'

export const tones: Readonly<Record<Message['status'], Tone>> = {
  waiting: 'neutral',
  pending: 'info',
  sending: 'info',
  delivered: 'good',
  digested: 'good',
  failed: 'danger',
}

export const statuses = [
  'failed',
  'pending',
  'sending',
  'waiting',
  'delivered',
  'digested',
] as const satisfies readonly Message['status'][]
