import { hmacBytes, sha256Hex } from '../../../platform/crypto/hmac.js'
import { postText, type PostAnswer } from '../../../platform/http/post-json.js'
import { faultOf, refusedBy, unanswered, wordsFor } from './sms-codes.js'
import type { CallMoment, SentSms, SmsAccess, SmsMessage, SmsReceipt, SmsResult } from './sms-message.js'

const TIMEOUT_MS = 10_000
const ALGORITHM = 'TC3-HMAC-SHA256'
const CONTENT_TYPE = 'application/json; charset=utf-8'
/** Receipts come within three days. */
const RECEIPTS_SECONDS = 3 * 86_400

/** Sends one SMS over Tencent Cloud (SendSms, 2021-01-11), signed by TC3-HMAC-SHA256. Never throws. */
export async function sendByTencent(
  access: SmsAccess,
  { id, phone, templateId, params }: SmsMessage,
  moment: CallMoment,
): Promise<SmsResult> {
  const answer = await call(access, 'SendSms', moment, {
    PhoneNumberSet: [phone],
    SmsSdkAppId: access.appId,
    TemplateId: templateId,
    SignName: access.signName,
    TemplateParamSet: params.map(({ value }) => value),
    SessionContext: id,
  })
  if (!answer.ok) return unanswered(answer.error, answer.arrived)
  const { Error: fault, SendStatusSet: sent } = responseOf<SendResponse>(answer.text)
  if (fault) return refusedBy(fault.Code, fault.Message)
  const status = sent?.[0]
  if (!status) return unanswered(`HTTP ${answer.status}`, answer.status >= 500)
  if (status.Code === 'Ok') return { outcome: 'sent', code: status.Code, receipt: status.SerialNo ?? null }
  return refusedBy(status.Code, status.Message)
}

/**
 * Asks Tencent Cloud what became of an SMS (PullSmsSendStatusByPhoneNumber, 2021-01-11). Unlike the queue of all
 * receipts, asking takes nothing away, so that it may be repeated. Never throws.
 */
export async function receiptOfTencent(
  access: SmsAccess,
  { phone, receipt, sentAt }: SentSms,
  moment: CallMoment,
): Promise<SmsReceipt> {
  const begin = Math.floor(sentAt.getTime() / 1000) - 60
  const answer = await call(access, 'PullSmsSendStatusByPhoneNumber', moment, {
    BeginTime: begin,
    EndTime: begin + RECEIPTS_SECONDS,
    Offset: 0,
    Limit: 100,
    PhoneNumber: phone,
    SmsSdkAppId: access.appId,
  })
  if (!answer.ok) return faultOf(unanswered(answer.error, false))
  const { Error: fault, PullSmsSendStatusSet: found } = responseOf<PullResponse>(answer.text)
  if (fault) return faultOf(refusedBy(fault.Code, fault.Message))
  const status = found?.find(({ SerialNo }) => SerialNo === receipt)
  if (!status) return { outcome: 'waiting' }
  const { ReportStatus, UserReceiveTime, Description = '' } = status
  if (ReportStatus === 'SUCCESS')
    return { outcome: 'delivered', at: UserReceiveTime ? new Date(UserReceiveTime * 1000) : null }
  return { outcome: 'failed', code: ReportStatus, reason: wordsFor(ReportStatus, Description) }
}

async function call(
  { endpoint, region, accessKeyId, secret }: SmsAccess,
  action: string,
  { now }: CallMoment,
  content: object,
): Promise<PostAnswer> {
  const body = JSON.stringify(content)
  const timestamp = Math.floor(now.getTime() / 1000)
  const request = { host: new URL(endpoint).host, service: 'sms', action, body, timestamp }
  const headers = {
    'Content-Type': CONTENT_TYPE,
    'X-TC-Action': action,
    'X-TC-Version': '2021-01-11',
    'X-TC-Region': region,
    'X-TC-Timestamp': String(timestamp),
    Authorization: signTc3(request, { secretId: accessKeyId, secret }),
  }
  return postText(endpoint, body, headers, TIMEOUT_MS)
}

interface TcRequest {
  readonly host: string
  readonly service: string
  readonly action: string
  readonly body: string
  /** Seconds since 1970. */
  readonly timestamp: number
}

/**
 * The signature of Tencent Cloud, version 3: a key for day and service is derived from the secret and signs the hash of
 * the request (Tencent Cloud, "Signature method v3").
 */
export function signTc3(
  { host, service, action, body, timestamp }: TcRequest,
  { secretId, secret }: { readonly secretId: string; readonly secret: string },
): string {
  const day = new Date(timestamp * 1000).toISOString().slice(0, 10)
  const names = 'content-type;host;x-tc-action'
  const headers = `content-type:${CONTENT_TYPE}\nhost:${host}\nx-tc-action:${action.toLowerCase()}\n`
  const canonical = ['POST', '/', '', headers, names, sha256Hex(body)].join('\n')
  const scope = `${day}/${service}/tc3_request`
  const text = [ALGORITHM, String(timestamp), scope, sha256Hex(canonical)].join('\n')
  const key = hmacBytes(hmacBytes(hmacBytes(`TC3${secret}`, day), service), 'tc3_request')
  const signature = hmacBytes(key, text).toString('hex')
  return `${ALGORITHM} Credential=${secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`
}

interface TencentFault {
  readonly Error?: { readonly Code: string; readonly Message: string }
}

interface SendResponse extends TencentFault {
  readonly SendStatusSet?: readonly {
    readonly Code: string
    readonly Message: string
    readonly SerialNo?: string
  }[]
}

interface PullResponse extends TencentFault {
  readonly PullSmsSendStatusSet?: readonly {
    readonly SerialNo: string
    readonly ReportStatus: string
    readonly Description?: string
    /** Seconds since 1970. */
    readonly UserReceiveTime?: number
  }[]
}

function responseOf<T extends TencentFault>(text: string): Partial<T> {
  try {
    return (JSON.parse(text) as { Response?: T }).Response ?? {}
  } catch {
    return {}
  }
}
