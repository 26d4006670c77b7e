import type { Bilingual } from '../../../kernel/bilingual.js'
import type { SmsReceipt, SmsResult } from './sms-message.js'

type NotSent = Exclude<SmsResult, { readonly outcome: 'sent' }>

/** What a code of a platform means to us. */
interface SmsCode {
  readonly text: Bilingual
  /** What somebody has to do about it. */
  readonly todo: Bilingual
  /** Set when it may go through later: after so long. */
  readonly waitMs?: number
}

const both = (zh: string, en: string): Bilingual => ({ zh, en })
const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

const wait = both('无需处理，稍后自动重试', 'Nothing: it is tried again by itself')
const key = both('核对访问密钥，重新填写', 'Check the access key and enter its secret again')
const right = both('在平台为该密钥授予短信权限', 'Give the key the right to send SMS at the platform')
const signature = both(
  '在平台核对签名是否已过审，名称须完全一致',
  'See at the platform that the signature is approved and spelt the same',
)
const template = both(
  '核对文本的模板编号与变量，并确认模板已过审',
  'Check template number and variables of the text, and that the template is approved',
)
const balance = both('在平台充值或购买套餐包', 'Top up the account at the platform')
const number = both('在客户页更正该联系人的手机号', 'Correct the phone number of the person at the customer')
const wording = both(
  '改用“账单到期提醒”类措辞重新报备模板',
  'Register a template that reminds of a bill and uses no words of debt collecting',
)
const address = both('在平台的白名单加入本服务器的公网地址', 'Add the address of this server at the platform')
const clock = both('校准服务器时间', 'Set the clock of the server right')
const quota = both(
  '在平台提高发送上限，或次日再发',
  'Raise the limit at the platform, or wait for the next day',
)
const other = both(
  '该号码拒收短信，改用邮件、电话或信函联系',
  'The number takes no SMS; use mail, telephone or a letter',
)

/** Alibaba Cloud: codes of the call, then of the delivery. Tencent Cloud: codes of the call. */
const codes: Readonly<Record<string, SmsCode>> = {
  'isv.BUSINESS_LIMIT_CONTROL': {
    ...{ text: both('该号码发送过于频繁', 'Too many messages to this number'), todo: wait },
    waitMs: HOUR_MS,
  },
  'isv.DAY_LIMIT_CONTROL': {
    ...{ text: both('已达当日发送上限', 'The limit of the day is reached'), todo: quota },
    waitMs: 12 * HOUR_MS,
  },
  'isv.MONTH_LIMIT_CONTROL': {
    text: both('已达当月发送上限', 'The limit of the month is reached'),
    todo: quota,
  },
  'isv.OUT_OF_SERVICE': { text: both('短信账户欠费停机', 'The SMS account has no balance'), todo: balance },
  'isv.AMOUNT_NOT_ENOUGH': {
    text: both('短信账户余额不足', 'The SMS account has no balance'),
    todo: balance,
  },
  'isv.SMS_SIGNATURE_ILLEGAL': { text: both('短信签名无效', 'The signature is not valid'), todo: signature },
  'isv.SIGN_STATE_ILLEGAL': {
    text: both('短信签名未通过审核', 'The signature is not approved'),
    todo: signature,
  },
  'isv.SMS_TEMPLATE_ILLEGAL': {
    text: both('短信模板不合法或未审核', 'The template is not approved'),
    todo: template,
  },
  'isv.TEMPLATE_MISSING_PARAMETERS': {
    text: both('短信模板缺少变量', 'The template lacks a parameter'),
    todo: template,
  },
  'isv.SMS_CONTENT_ILLEGAL': {
    text: both('短信内容含有违禁内容', 'The content is not allowed'),
    todo: wording,
  },
  'isv.MOBILE_NUMBER_ILLEGAL': {
    text: both('手机号码格式错误', 'The phone number is not valid'),
    todo: number,
  },
  'isv.DENY_IP_RANGE': {
    text: both('本机 IP 不在允许范围', 'This address is not allowed to send'),
    todo: address,
  },
  'isp.RAM_PERMISSION_DENY': {
    text: both('访问密钥没有短信权限', 'The access key has no right to send'),
    todo: right,
  },
  'isp.SYSTEM_ERROR': {
    ...{ text: both('短信平台系统错误', 'Fault of the SMS platform'), todo: wait },
    waitMs: MINUTE_MS,
  },
  'Throttling.User': {
    ...{ text: both('请求过于频繁', 'Too many requests'), todo: wait },
    waitMs: 10 * SECOND_MS,
  },
  SignatureNonceUsed: {
    ...{ text: both('签名随机数重复', 'The nonce was used before'), todo: wait },
    waitMs: SECOND_MS,
  },
  SignatureDoesNotMatch: {
    text: both('签名错误，请检查密钥', 'The request signature is wrong; check the secret'),
    todo: key,
  },
  'InvalidAccessKeyId.NotFound': {
    text: both('访问密钥不存在', 'The access key does not exist'),
    todo: key,
  },

  MOBILE_NOT_ON_SERVICE: { text: both('号码停机或空号', 'The number is out of service'), todo: number },
  INVALID_NUMBER: { text: both('号码无效', 'The number is not valid'), todo: number },
  MOBILE_ACCOUNT_ABNORMAL: { text: both('号码状态异常', 'The number is not in order'), todo: number },
  MOBILE_IN_BLACK: { text: both('号码在黑名单中', 'The number is blocked'), todo: other },
  USER_REJECT: { text: both('用户拒收', 'The user takes no SMS'), todo: other },
  MOBILE_SEND_LIMIT: { text: both('该号码发送过于频繁', 'Too many messages to this number'), todo: quota },
  CONTENT_KEYWORD: { text: both('短信内容含有违禁内容', 'The content is not allowed'), todo: wording },

  'AuthFailure.SignatureExpire': {
    ...{
      text: both('签名已过期，请校准服务器时间', 'The request is too old; check the clock'),
      todo: clock,
    },
    waitMs: MINUTE_MS,
  },
  'AuthFailure.SignatureFailure': {
    text: both('签名错误，请检查密钥', 'The request signature is wrong; check the secret'),
    todo: key,
  },
  'AuthFailure.SecretIdNotFound': {
    text: both('访问密钥不存在', 'The access key does not exist'),
    todo: key,
  },
  'AuthFailure.UnauthorizedOperation': {
    text: both('访问密钥没有短信权限', 'The access key has no right to send'),
    todo: right,
  },
  'LimitExceeded.DeliveryFrequencyLimit': {
    ...{ text: both('该号码发送过于频繁', 'Too many messages to this number'), todo: wait },
    waitMs: HOUR_MS,
  },
  'LimitExceeded.PhoneNumberDailyLimit': {
    ...{
      text: both('该号码已达当日上限', 'The limit of the day for this number is reached'),
      todo: quota,
    },
    waitMs: 12 * HOUR_MS,
  },
  'LimitExceeded.AppDailyLimit': {
    ...{ text: both('已达当日发送上限', 'The limit of the day is reached'), todo: quota },
    waitMs: 12 * HOUR_MS,
  },
  RequestLimitExceeded: {
    ...{ text: both('请求过于频繁', 'Too many requests'), todo: wait },
    waitMs: 10 * SECOND_MS,
  },
  InternalError: {
    ...{ text: both('短信平台系统错误', 'Fault of the SMS platform'), todo: wait },
    waitMs: MINUTE_MS,
  },
  'FailedOperation.TemplateIncorrectOrUnapproved': {
    text: both('短信模板不正确或未审核', 'The template is wrong or not approved'),
    todo: template,
  },
  'FailedOperation.SignatureIncorrectOrUnapproved': {
    text: both('短信签名不正确或未审核', 'The signature is wrong or not approved'),
    todo: signature,
  },
  'FailedOperation.PhoneNumberInBlacklist': {
    text: both('该号码已退订或在黑名单中', 'The number has opted out'),
    todo: other,
  },
  'FailedOperation.ContainSensitiveWord': {
    text: both('短信内容含有敏感词', 'The content is not allowed'),
    todo: wording,
  },
  'FailedOperation.InsufficientBalanceInSmsPackage': {
    text: both('短信套餐余量不足', 'The SMS package is used up'),
    todo: balance,
  },
  'InvalidParameterValue.IncorrectPhoneNumber': {
    text: both('手机号码格式错误', 'The phone number is not valid'),
    todo: number,
  },
}

const ours: Readonly<Record<string, Bilingual>> = {
  'not-sent': both(
    '按原因补全：联系人手机号、文本的平台模板编号，或启用短信账户',
    'Complete what is named: phone number, template number of the text, or switch the account on',
  ),
  'no-answer': both(
    '在平台发送记录中查询是否发出，再在催收消息中确认',
    'Look at the platform whether it left, then say so at the message',
  ),
  unreachable: both('检查本服务器到短信平台的网络', 'Check the network from this server to the platform'),
}

const unknownTodo = both('在平台文档中查询该代码', 'Look the code up in the documents of the platform')

/** The words for a code, with what the platform said besides. */
export function wordsFor(code: string, said: string): Bilingual {
  const text = codes[code]?.text ?? both('短信平台拒绝发送', 'The SMS platform refused it')
  const origin = `${code} ${said.slice(0, 200)}`.trim()
  return { zh: `${text.zh}（${origin}）`, en: `${text.en} (${origin})` }
}

/** What somebody has to do about a code of a platform, or about one of ours. */
export function todoAbout(code: string): Bilingual {
  return codes[code]?.todo ?? ours[code] ?? unknownTodo
}

/** The result for a code that is not success. */
export function refusedBy(code: string, said: string): NotSent {
  const waitMs = codes[code]?.waitMs
  const reason = wordsFor(code, said)
  return waitMs === undefined
    ? { outcome: 'rejected', code, reason }
    : { outcome: 'retry', code, reason, waitMs }
}

/** The result when no answer, or none that can be read, came back. */
export function unanswered(error: string, arrived: boolean): NotSent {
  return arrived
    ? {
        ...{ outcome: 'unclear', code: 'no-answer' },
        reason: both(
          `短信平台没有应答，可能已发出：${error}`,
          `No answer of the SMS platform; it may be sent: ${error}`,
        ),
      }
    : {
        ...{ outcome: 'retry', code: 'unreachable' },
        reason: both(`连接不上短信平台：${error}`, `The SMS platform cannot be reached: ${error}`),
      }
}

/** The same for a question about a receipt, which may be asked again at will. */
export function faultOf({ code, reason }: NotSent): SmsReceipt {
  return { outcome: 'fault', code, reason }
}
