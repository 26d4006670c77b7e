import { dayInZone } from '../../../kernel/calendar-day.js'
import { hmacHex, sha256Hex } from '../../../platform/crypto/hmac.js'
import { postText, type PostAnswer } from '../../../platform/http/post-json.js'
import { faultOf, refusedBy, unanswered, wordsFor } from './sms-codes.js'
import type { CallMoment, SentSms, SmsAccess, SmsMessage, SmsReceipt, SmsResult } from './sms-message.js'

const TIMEOUT_MS = 10_000
const ALGORITHM = 'ACS3-HMAC-SHA256'
/** The platform writes and reads times of this zone. */
const ZONE = 'Asia/Shanghai'

/** Sends one SMS over Alibaba Cloud (SendSms, 2017-05-25), signed by ACS3-HMAC-SHA256. Never throws. */
export async function sendByAliyun(
  access: SmsAccess,
  { id, phone, templateId, params }: SmsMessage,
  moment: CallMoment,
): Promise<SmsResult> {
  const answer = await call(access, 'SendSms', moment, {
    PhoneNumbers: nationalNumber(phone),
    SignName: access.signName,
    TemplateCode: templateId,
    TemplateParam: JSON.stringify(Object.fromEntries(params.map(({ name, value }) => [name, value]))),
    OutId: id,
  })
  if (!answer.ok) return unanswered(answer.error, answer.arrived)
  const { Code, Message, BizId } = read<SendAnswer>(answer.text)
  if (Code === undefined) return unanswered(`HTTP ${answer.status}`, answer.status >= 500)
  if (Code === 'OK') return { outcome: 'sent', code: Code, receipt: BizId ?? null }
  return refusedBy(Code, Message ?? '')
}

/** Asks Alibaba Cloud what became of an SMS (QuerySendDetails, 2017-05-25). Asking changes nothing. Never throws. */
export async function receiptOfAliyun(
  access: SmsAccess,
  { phone, receipt, sentAt }: SentSms,
  moment: CallMoment,
): Promise<SmsReceipt> {
  const answer = await call(access, 'QuerySendDetails', moment, {
    PhoneNumber: nationalNumber(phone),
    BizId: receipt,
    SendDate: dayInZone(sentAt, ZONE).replaceAll('-', ''),
    PageSize: '10',
    CurrentPage: '1',
  })
  if (!answer.ok) return faultOf(unanswered(answer.error, false))
  const { Code, Message, SmsSendDetailDTOs } = read<DetailAnswer>(answer.text)
  if (Code !== 'OK') return faultOf(refusedBy(Code ?? `HTTP ${answer.status}`, Message ?? ''))
  const [detail] = SmsSendDetailDTOs?.SmsSendDetailDTO ?? []
  switch (Number(detail?.SendStatus)) {
    case 2: {
      const code = detail?.ErrCode ?? 'failed'
      return { outcome: 'failed', code, reason: wordsFor(code, '') }
    }
    case 3:
      return { outcome: 'delivered', at: shanghaiTime(detail?.ReceiveDate) }
    default:
      return { outcome: 'waiting' }
  }
}

/** As the platform wants numbers: Chinese ones without their country, others with 00. */
function nationalNumber(phone: string): string {
  return phone.replace(/^\+86/, '').replace(/^\+/, '00')
}

/** `2026-11-23 10:00:05`, eight hours ahead. */
function shanghaiTime(text: string | undefined): Date | null {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return null
  return new Date(`${text.replace(' ', 'T')}+08:00`)
}

async function call(
  { endpoint, accessKeyId, secret }: SmsAccess,
  action: string,
  { now, nonce }: CallMoment,
  query: Readonly<Record<string, string>>,
): Promise<PostAnswer> {
  const signed = signAcs3(
    { host: new URL(endpoint).host, action, version: '2017-05-25', query },
    { accessKeyId, secret, now, nonce },
  )
  return postText(`${endpoint}/?${signed.query}`, '', signed.headers, TIMEOUT_MS)
}

interface SendAnswer {
  readonly Code?: string
  readonly Message?: string
  readonly BizId?: string
}

interface DetailAnswer {
  readonly Code?: string
  readonly Message?: string
  readonly SmsSendDetailDTOs?: {
    readonly SmsSendDetailDTO?: readonly {
      /** 1: waiting for the receipt, 2: failed, 3: delivered. */
      readonly SendStatus?: number | string
      readonly ErrCode?: string
      readonly ReceiveDate?: string
    }[]
  }
}

interface AcsRequest {
  readonly host: string
  readonly action: string
  readonly version: string
  readonly query: Readonly<Record<string, string>>
}

interface AcsKey {
  readonly accessKeyId: string
  readonly secret: string
  readonly now: Date
  readonly nonce: string
}

/**
 * The signature of Alibaba Cloud, version 3, for a POST without body: the request in canonical form is hashed, and the
 * hash signed with the secret (Alibaba Cloud, "V3 request structure and signature").
 */
export function signAcs3(
  { host, action, version, query }: AcsRequest,
  { accessKeyId, secret, now, nonce }: AcsKey,
): { readonly query: string; readonly headers: Readonly<Record<string, string>> } {
  const bodyHash = sha256Hex('')
  const signedHeaders: readonly (readonly [string, string])[] = [
    ['host', host],
    ['x-acs-action', action],
    ['x-acs-content-sha256', bodyHash],
    ['x-acs-date', now.toISOString().replace(/\.\d+Z$/, 'Z')],
    ['x-acs-signature-nonce', nonce],
    ['x-acs-version', version],
  ]
  const sorted = Object.entries(query)
    .map(([name, value]) => [rfc3986(name), rfc3986(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const canonicalQuery = sorted.map(([name, value]) => `${name}=${value}`).join('&')
  const names = signedHeaders.map(([name]) => name).join(';')
  const headers = signedHeaders.map(([name, value]) => `${name}:${value}\n`).join('')
  const canonical = ['POST', '/', canonicalQuery, headers, names, bodyHash].join('\n')
  const signature = hmacHex(secret, `${ALGORITHM}\n${sha256Hex(canonical)}`)
  return {
    query: canonicalQuery,
    headers: {
      // The host is set by the connection.
      ...Object.fromEntries(signedHeaders.slice(1)),
      Authorization: `${ALGORITHM} Credential=${accessKeyId},SignedHeaders=${names},Signature=${signature}`,
    },
  }
}

function rfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function read<T extends object>(text: string): Partial<T> {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return {}
  }
}
