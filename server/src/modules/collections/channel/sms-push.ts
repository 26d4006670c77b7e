import { wordsFor } from './sms-codes.js'
import type { SmsProvider, SmsReceipt } from './sms-message.js'

/** The end of one message as its platform tells it by itself. */
export interface PushedReceipt {
  /** What the platform knows it by. */
  readonly receipt: string
  readonly end: Extract<SmsReceipt, { readonly outcome: 'delivered' | 'failed' }>
}

/** How a platform tells, and what it wants to hear. */
interface SmsPush {
  /** Undefined: this part says nothing that we understand. */
  readonly read: (part: Readonly<Record<string, unknown>>) => PushedReceipt | undefined
  /** Anything else makes the platform come again. */
  readonly taken: Readonly<Record<string, string | number>>
}

const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** `2026-11-23 10:00:05`, eight hours ahead. */
function shanghaiTime(value: unknown): Date | null {
  const text = textOf(value)
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return null
  const at = new Date(`${text.replace(' ', 'T')}+08:00`)
  return Number.isNaN(at.getTime()) ? null : at
}

function receiptOf(
  id: unknown,
  { delivered, at, code, said }: { delivered: boolean; at: unknown; code: unknown; said: unknown },
): PushedReceipt | undefined {
  const receipt = textOf(id)
  if (receipt === '' || receipt.length > 200) return undefined
  if (delivered) return { receipt, end: { outcome: 'delivered', at: shanghaiTime(at) } }
  const failed = textOf(code).slice(0, 100) || 'failed'
  return { receipt, end: { outcome: 'failed', code: failed, reason: wordsFor(failed, textOf(said)) } }
}

/**
 * Alibaba Cloud: SmsReport in batches over HTTP. Tencent Cloud: the callback of the sending status. Both send an array of
 * messages that have come to their end.
 */
export const smsPushes: Readonly<Record<SmsProvider, SmsPush>> = {
  aliyun: {
    read: ({ biz_id: id, success, report_time: at, err_code: code, err_msg: said }) =>
      typeof success === 'boolean' || success === 'true' || success === 'false'
        ? receiptOf(id, { delivered: String(success) === 'true', at, code, said })
        : undefined,
    taken: { code: 0, msg: '接收成功' },
  },
  tencent: {
    read: ({ sid, report_status: status, user_receive_time: at, errmsg: code, description: said }) =>
      status === 'SUCCESS' || status === 'FAIL'
        ? receiptOf(sid, { delivered: status === 'SUCCESS', at, code, said })
        : undefined,
    taken: { result: 0, errmsg: 'OK' },
  },
}
