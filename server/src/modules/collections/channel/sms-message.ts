import type { Bilingual } from '../../../kernel/bilingual.js'
import type { SmsParam } from '../domain/compose-message.js'

export const smsProviders = ['aliyun', 'tencent'] as const
export type SmsProvider = (typeof smsProviders)[number]

/** How to reach an SMS platform. */
export interface SmsAccess {
  readonly provider: SmsProvider
  /** `https://dysmsapi.aliyuncs.com`, `https://sms.tencentcloudapi.com`, or a gateway of one's own. */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secret: string
  readonly signName: string
  /** Tencent's number of the application. */
  readonly appId: string | null
}

export interface SmsMessage {
  /** Ours; the platform gives it back with its delivery report. */
  readonly id: string
  /** Digits with the country's number: `+8613800138000`. */
  readonly phone: string
  readonly templateId: string
  readonly params: readonly SmsParam[]
}

/** What came of handing a message over. */
export type SmsResult =
  | { readonly outcome: 'sent'; readonly code: string; readonly receipt: string | null }
  | { readonly outcome: 'retry'; readonly code: string; readonly reason: Bilingual; readonly waitMs?: number }
  | { readonly outcome: 'rejected'; readonly code: string; readonly reason: Bilingual }
  /** The platform may have taken it or not: a person has to look. */
  | { readonly outcome: 'unclear'; readonly code: string; readonly reason: Bilingual }

/** A message that a platform took, as it is asked about. */
export interface SentSms {
  readonly phone: string
  /** What the platform knows it by. */
  readonly receipt: string
  readonly sentAt: Date
}

/** What the platform knows of the delivery of a message. */
export type SmsReceipt =
  | { readonly outcome: 'delivered'; readonly at: Date | null }
  | { readonly outcome: 'failed'; readonly code: string; readonly reason: Bilingual }
  /** On its way, or nothing is known of it yet. */
  | { readonly outcome: 'waiting' }
  /** The platform could not be asked, or refused to say. */
  | { readonly outcome: 'fault'; readonly code: string; readonly reason: Bilingual }

/** What a call needs besides its contents. */
export interface CallMoment {
  readonly now: Date
  readonly nonce: string
}

/** A number as platforms want it; without a country it is a Chinese one. */
export function internationalNumber(phone: string): string {
  const digits = phone.replace(/[^\d+]/g, '')
  if (digits.startsWith('+')) return digits
  return digits.startsWith('00') ? `+${digits.slice(2)}` : `+86${digits}`
}
