import { receiptOfAliyun, sendByAliyun } from './aliyun-sms.js'
import type {
  CallMoment,
  SentSms,
  SmsAccess,
  SmsMessage,
  SmsProvider,
  SmsReceipt,
  SmsResult,
} from './sms-message.js'
import { receiptOfTencent, sendByTencent } from './tencent-sms.js'

interface SmsPlatform {
  /** Sends one SMS. Never throws. */
  readonly send: (access: SmsAccess, message: SmsMessage, moment: CallMoment) => Promise<SmsResult>
  /** Asks what became of one that was sent. Asking changes nothing. Never throws. */
  readonly receiptOf: (access: SmsAccess, sent: SentSms, moment: CallMoment) => Promise<SmsReceipt>
}

export const smsPlatforms: Readonly<Record<SmsProvider, SmsPlatform>> = {
  aliyun: { send: sendByAliyun, receiptOf: receiptOfAliyun },
  tencent: { send: sendByTencent, receiptOf: receiptOfTencent },
}
