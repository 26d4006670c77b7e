import { masked } from '../../kernel/masked.js'
import { mailAccess } from '../../platform/mailer/mail-access.js'
import { sendMail } from '../../platform/mailer/send-mail.js'
import { newId } from '../../platform/new-id.js'
import { listContacts, type Contact } from '../customers/contact-store.js'
import { smsAccess } from './channel/sms-access.js'
import { internationalNumber, type SmsProvider, type SmsResult } from './channel/sms-message.js'
import { smsPlatforms } from './channel/sms-platform.js'
import { namesLink, withLink } from './domain/link-place.js'
import type { OutboxMessage } from './dunning-message-store.js'
import { messageLink } from './message-link.js'
import type { SendingDeps } from './sending-deps.js'

export interface HandedOver {
  readonly result: SmsResult
  /** As it may be shown. */
  readonly recipient: string | null
  readonly personId: string | null
  /** The SMS platform that was asked. */
  readonly carrier: SmsProvider | null
}

/** Hands a message to its carrier. Never throws: what goes wrong is a result, in words. */
export async function handOver(deps: SendingDeps, message: OutboxMessage): Promise<HandedOver> {
  const people = await listContacts(deps.db, message.customerId)
  return message.channel === 'email' ? byMail(deps, message, people) : bySms(deps, message, people)
}

/** The person whom the message was written for, as long as they are there and reachable. */
function addressee(
  { personId }: OutboxMessage,
  people: readonly Contact[],
  isReachable: (person: Contact) => boolean,
): Contact | undefined {
  return people.find((person) => person.id === personId && isReachable(person))
}

async function byMail(
  deps: SendingDeps,
  message: OutboxMessage,
  people: readonly Contact[],
): Promise<HandedOver> {
  const { db, secrets } = deps
  const person = addressee(message, people, ({ email }) => email !== null)
  const to = person?.email ?? null
  if (person === undefined || to === null) return notSent('rejected', ...noAddress)
  const access = await opened(() => mailAccess(db, secrets))
  if (access === 'sealed') return notSent('retry', ...otherKey)
  if (!access) return notSent('retry', '未启用邮件服务器', 'No mail server is switched on')
  const { title: subject, body } = message
  const text = withLink(body, namesLink(body) ? await messageLink(deps, message) : null)
  const result = await sendMail(access, { messageId: message.id, to, subject, text })
  const given = result.outcome === 'sent' ? { ...result, receipt: `<${message.id}>` } : result
  return { result: given, recipient: `${person.name} <${to}>`, personId: person.id, carrier: null }
}

async function bySms(
  deps: SendingDeps,
  message: OutboxMessage,
  people: readonly Contact[],
): Promise<HandedOver> {
  const { db, secrets, now } = deps
  const { id, sms } = message
  const person = addressee(message, people, ({ phoneSealed }) => phoneSealed !== null)
  if (!person?.phoneSealed) return notSent('rejected', ...noAddress)
  if (sms === null) return notSent('rejected', ...noTemplate)
  const sealed = person.phoneSealed
  const open = await opened(async () => ({
    access: await smsAccess(db, secrets),
    phone: secrets.open(sealed),
  }))
  if (open === 'sealed') return notSent('retry', ...otherKey)
  const { access, phone } = open
  if (!access) return notSent('retry', '未启用短信账户', 'No SMS account is switched on')
  const link = sms.params.some(({ value }) => namesLink(value)) ? await messageLink(deps, message) : ''
  if (link === null) return notSent('rejected', ...noPublicAddress)
  const params = sms.params.map(({ name, value }) => ({ name, value: withLink(value, link) }))
  const { provider } = access
  const result = await smsPlatforms[provider].send(
    access,
    { id, phone: internationalNumber(phone), templateId: sms.templateId, params },
    { now: now(), nonce: newId() },
  )
  const recipient = `${person.name} ${masked('phone', phone)}`
  return { result, recipient, personId: person.id, carrier: provider }
}

const noAddress = ['联系人已变更或没有地址', 'The person left or has no address'] as const
const noTemplate = [
  '短信模板未填写平台模板编号',
  'The text has no template number of the SMS platform',
] as const
const noPublicAddress = [
  '未设置系统的公开地址，短信中的链接无法生成',
  'No public address is set: the link in the SMS cannot be made',
] as const
const otherKey = [
  '密钥是用另一把 XINHENG_SECRET_KEY 或密钥文件加密的',
  'The secret was stored with another XINHENG_SECRET_KEY or key file',
] as const

/** Opens sealed secrets; another key is no bug but something that an administrator has to put right. */
async function opened<T>(open: () => Promise<T>): Promise<T | 'sealed'> {
  try {
    return await open()
  } catch {
    return 'sealed'
  }
}

function notSent(outcome: 'retry' | 'rejected', zh: string, en: string): HandedOver {
  return {
    result: { outcome, code: 'not-sent', reason: { zh, en } },
    recipient: null,
    personId: null,
    carrier: null,
  }
}
