import type { Bilingual } from '../../kernel/bilingual.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { mailAccess } from '../../platform/mailer/mail-access.js'
import { sendMail, type SendResult } from '../../platform/mailer/send-mail.js'
import { isPasswordMail, passwordMail } from './domain/password-mails.js'
import type { NotificationText } from './domain/render.js'
import { nextAttemptAt } from './domain/retry-schedule.js'
import { robotProtocols } from './domain/robot-protocol.js'
import {
  claimMessage,
  findMessage,
  lockMessage,
  postpone,
  recordMessageAttempt,
  type Message,
} from './message-store.js'
import { queueMessageAt } from './notify.js'
import { postToRobot } from './post-to-robot.js'
import { findMailbox } from './recipient-store.js'
import { findRobot, pauseRobot, takeSlot } from './robot-store.js'
import type { TemplateLocale } from './template-store.js'
import { languageOf, writeMessage } from './write-message.js'

export interface SendingDeps extends Pick<Deps, 'db' | 'now'> {
  readonly secrets: SecretBox
  /** Under which address people reach the pages that messages point to. */
  readonly publicUrl: string | undefined
}

/** After so long a claim counts as left behind by a crash; longer than any attempt takes. */
const CLAIM_MS = 120_000

/**
 * Makes one attempt to send an outbox row. Claimed first, so that of two workers one sends; recorded after. A crash
 * between the other side's answer and our record sends it once more, with the same message id. What cannot succeed
 * becomes a dead letter at once; everything else is tried for 24 hours.
 */
export async function sendMessage(deps: SendingDeps, messageId: string): Promise<void> {
  const message = await deps.db.transaction((tx) => claim(tx, messageId, deps.now()))
  if (!message) return
  const { result, recipient, text } = await attempt(deps, message)
  await deps.db.transaction((tx) => record(tx, message, { result, recipient, text }, deps.now()))
}

/** Takes the message for this worker, or puts it off; undefined when there is nothing to send now. */
async function claim(tx: Tx, id: string, at: Date): Promise<Message | undefined> {
  const message = await lockMessage(tx, id)
  if (!message) return undefined
  if (message.status === 'sending') {
    const free = new Date((message.claimedAt ?? at).getTime() + CLAIM_MS)
    if (free > at) {
      await queueMessageAt(tx, id, free, at)
      return undefined
    }
  } else if (message.status !== 'pending') return undefined
  if (message.nextAttemptAt !== null && message.nextAttemptAt > at) {
    await queueMessageAt(tx, id, message.nextAttemptAt, at)
    return undefined
  }
  const slot = await slotFor(tx, message, at)
  if (slot > at) {
    await postpone(tx, id, slot, slot)
    await queueMessageAt(tx, id, slot, at)
    return undefined
  }
  await claimMessage(tx, id, at)
  return message
}

/** When the robot may post it; mail always goes at once. */
async function slotFor(tx: Tx, message: Message, at: Date): Promise<Date> {
  if (message.robotId === null || message.slotAt !== null) return at
  const robot = await findRobot(tx, message.robotId)
  return robot ? takeSlot(tx, robot.id, robotProtocols[robot.provider].spacingMs, at) : at
}

interface Attempted {
  readonly result: SendResult
  readonly recipient: string | null
  readonly text: NotificationText | null
}

async function attempt(deps: SendingDeps, message: Message): Promise<Attempted> {
  return message.channel === 'email' ? attemptMail(deps, message) : attemptPost(deps, message)
}

async function attemptMail({ db, secrets, publicUrl }: SendingDeps, message: Message): Promise<Attempted> {
  const mailbox = message.userId === null ? undefined : await findMailbox(db, message.userId)
  if (!mailbox) return failed(null, 'rejected', '收件人已停用或没有邮箱', 'The person left or has no address')
  const access = await opened(() => mailAccess(db, secrets))
  if (access === 'sealed') return failed(mailbox.email, 'retry', ...otherKey)
  if (!access) return failed(mailbox.email, 'retry', '未启用邮件服务器', 'No mail server is switched on')
  const text = await writeMessage(db, message, mailbox.locale, publicUrl)
  const told = await opened(() => Promise.resolve(withSecret(secrets, message, text, mailbox.locale)))
  if (told === 'sealed') return failed(mailbox.email, 'retry', ...otherKey)
  const result = await sendMail(access, {
    messageId: message.id,
    to: mailbox.email,
    subject: told.title,
    text: told.body,
    html: htmlOf(told),
  })
  // The log keeps the text without the secret.
  return { result, recipient: mailbox.email, text }
}

/** The text with what only its receiver may read. */
function withSecret(
  secrets: SecretBox,
  { kind, data, secretSealed }: Message,
  text: NotificationText,
  locale: TemplateLocale,
): NotificationText {
  if (secretSealed === null || !isPasswordMail(kind)) return text
  return passwordMail(kind, data, secrets.open(secretSealed), languageOf(locale))
}

async function attemptPost(
  { db, secrets, publicUrl, now }: SendingDeps,
  message: Message,
): Promise<Attempted> {
  const robot = message.robotId === null ? undefined : await findRobot(db, message.robotId)
  if (!robot?.active)
    return failed(robot?.name ?? null, 'rejected', '机器人已停用', 'The robot is switched off')
  const access = await opened(() =>
    Promise.resolve({
      provider: robot.provider,
      url: secrets.open(robot.urlSealed),
      secret: robot.secretSealed === null ? null : secrets.open(robot.secretSealed),
    }),
  )
  if (access === 'sealed') return failed(robot.name, 'retry', ...otherKey)
  const text = await writeMessage(db, message, robot.locale, publicUrl)
  const result = await postToRobot(access, `【信衡】${text.title}\n${text.body}`, now())
  return { result, recipient: robot.name, text }
}

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

function failed(recipient: string | null, outcome: 'retry' | 'rejected', zh: string, en: string): Attempted {
  return { result: { outcome, code: 'not-sent', reason: { zh, en } }, recipient, text: null }
}

async function record(
  tx: Tx,
  message: Message,
  { result, recipient, text }: Attempted,
  at: Date,
): Promise<void> {
  const current = await findMessage(tx, message.id)
  if (current?.status !== 'sending') return
  const next = result.outcome === 'retry' ? nextTry(current, result.waitMs, at) : null
  const error: Bilingual | null = result.outcome === 'sent' ? null : result.reason
  await recordMessageAttempt(tx, {
    id: message.id,
    status: result.outcome === 'sent' ? 'delivered' : next ? 'pending' : 'failed',
    recipient,
    title: text?.title ?? null,
    body: text?.body ?? null,
    code: result.code,
    error,
    nextAttemptAt: next,
    at,
  })
  if (!next) return
  if (message.robotId !== null && result.outcome === 'retry' && result.waitMs !== undefined) {
    await pauseRobot(tx, message.robotId, next)
  }
  await queueMessageAt(tx, message.id, next, at)
}

/** By the usual schedule, but not before the other side wants to hear from us again. */
function nextTry(message: Message, waitMs: number | undefined, at: Date): Date | null {
  const next = nextAttemptAt(message.attempts, at, message.giveUpAt, Math.random())
  if (next === null || waitMs === undefined) return next
  return new Date(Math.max(next.getTime(), at.getTime() + waitMs))
}

function htmlOf({ title, body }: NotificationText): string {
  const safe = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
  const lines = safe(body)
    .replace(/^(https?:\/\/\S+)$/gm, '<a href="$1">$1</a>')
    .replace(/\n/g, '<br>')
  return `<!doctype html><html><body style="font-family:sans-serif;line-height:1.6"><h3>${safe(title)}</h3><p>${lines}</p></body></html>`
}

/** Sends a short text at once, outside of the outbox, to try out a channel. */
export async function tryMail(
  db: Queryable,
  secrets: SecretBox,
  to: string,
  messageId: string,
): Promise<SendResult> {
  const access = await opened(() => mailAccess(db, secrets))
  if (access === 'sealed') return failed(to, 'retry', ...otherKey).result
  if (!access) return failed(to, 'retry', '未启用邮件服务器', 'No mail server is switched on').result
  return sendMail(access, {
    messageId,
    to,
    subject: '信衡测试邮件 Xinheng test',
    text: '收到这封邮件，说明邮件通知已经可用。\nIf you read this, mail notifications work.',
  })
}
