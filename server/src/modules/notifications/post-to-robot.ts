import { createHmac } from 'node:crypto'
import { postJson, type PostAnswer } from '../../platform/http/post-json.js'
import type { SendResult } from '../../platform/mailer/send-mail.js'
import {
  cutToBytes,
  robotProtocols,
  type RobotProtocol,
  type RobotProvider,
} from './domain/robot-protocol.js'

const TIMEOUT_MS = 10_000

export interface RobotAccess {
  readonly provider: RobotProvider
  /** The whole address that the provider shows when the robot is made; its query holds the key. */
  readonly url: string
  /** The signing secret, where the robot asks for signatures; WeCom has none. */
  readonly secret: string | null
}

/** Posts one text to a group chat. Never throws: what the provider answers becomes a result, in words. */
export async function postToRobot(access: RobotAccess, text: string, now: Date): Promise<SendResult> {
  const protocol: RobotProtocol = robotProtocols[access.provider]
  const { url, body } = requestFor(access, cutToBytes(text, protocol.bytesMax), now)
  return resultOf(protocol, await postJson(url, body, TIMEOUT_MS))
}

function requestFor(
  { provider, url, secret }: RobotAccess,
  text: string,
  now: Date,
): { url: string; body: unknown } {
  switch (provider) {
    case 'wecom':
      return { url, body: { msgtype: 'text', text: { content: text } } }
    case 'dingtalk': {
      const signed = new URL(url)
      if (secret !== null) {
        const timestamp = String(now.getTime())
        signed.searchParams.set('timestamp', timestamp)
        signed.searchParams.set('sign', dingtalkSign(secret, timestamp))
      }
      return { url: signed.href, body: { msgtype: 'text', text: { content: text } } }
    }
    case 'feishu': {
      const timestamp = String(Math.floor(now.getTime() / 1000))
      const signature = secret === null ? {} : { timestamp, sign: feishuSign(secret, timestamp) }
      return { url, body: { ...signature, msg_type: 'text', content: { text } } }
    }
  }
}

/** HMAC-SHA256 with the secret as key over `timestamp\nsecret`; the timestamp is in milliseconds. */
export function dingtalkSign(secret: string, timestamp: string): string {
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
}

/** HMAC-SHA256 over nothing with `timestamp\nsecret` as key; the timestamp is in seconds. */
export function feishuSign(secret: string, timestamp: string): string {
  return createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64')
}

function resultOf(protocol: RobotProtocol, answer: PostAnswer): SendResult {
  if (!answer.ok) {
    return {
      outcome: 'retry',
      code: 'unreachable',
      reason: { zh: `连接不上：${answer.error}`, en: `Cannot be reached: ${answer.error}` },
    }
  }
  const fields = fieldsOf(answer.text)
  const given = fields?.[protocol.codeField]
  const code = typeof given === 'number' || typeof given === 'string' ? String(given) : null
  if (answer.status < 300 && code === '0') return { outcome: 'sent', code }
  const wait = answer.retryAfterMs === null ? {} : { waitMs: answer.retryAfterMs }
  if (code === null || code === '0') {
    const reason = {
      zh: `对方返回了 HTTP ${answer.status}，内容无法识别`,
      en: `The other side answered HTTP ${answer.status} with something else than expected`,
    }
    return { outcome: 'retry', code: `http-${answer.status}`, reason, ...wait }
  }
  const message = fields?.[protocol.messageField]
  const said = typeof message === 'string' ? message.slice(0, 200) : ''
  const known = protocol.codes[code]
  const reason = {
    zh: `${known?.text.zh ?? '发送失败'}（${code} ${said}）`,
    en: `${known?.text.en ?? 'Not sent'} (${code} ${said})`,
  }
  if (known?.meaning === 'wrong') return { outcome: 'rejected', code, reason }
  return {
    outcome: 'retry',
    code,
    reason,
    ...(known?.waitMs === undefined ? wait : { waitMs: known.waitMs }),
  }
}

function fieldsOf(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
