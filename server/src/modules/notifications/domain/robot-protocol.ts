import type { Bilingual } from '../../../kernel/bilingual.js'

/** What a provider's answer means for us. */
export type Meaning = 'ok' | 'busy' | 'wrong'

interface CodeMeaning {
  readonly meaning: Meaning
  readonly text: Bilingual
  /** How long the provider wants to be left alone. */
  readonly waitMs?: number
}

export interface RobotProtocol {
  /** Field of the answer that holds the code; 0 is success. */
  readonly codeField: string
  readonly messageField: string
  /** Least time between two messages of one robot, from the provider's rate. */
  readonly spacingMs: number
  readonly bytesMax: number
  readonly codes: Readonly<Record<string, CodeMeaning>>
}

const MINUTE = 60_000
const both = (zh: string, en: string): Bilingual => ({ zh, en })

/**
 * Rates and error codes as the providers document them. WeCom and DingTalk take 20 messages a minute, and DingTalk
 * shuts a robot up for ten minutes that sends more; Feishu takes 100 a minute and 5 a second. A code that is not named
 * here is tried again later.
 */
export const robotProtocols = {
  wecom: {
    codeField: 'errcode',
    messageField: 'errmsg',
    spacingMs: 3_100,
    bytesMax: 2_048,
    codes: {
      45009: {
        meaning: 'busy',
        text: both('企业微信：发送过于频繁，稍后重试', 'WeCom: too many messages; trying again later'),
        waitMs: MINUTE,
      },
      93000: {
        meaning: 'wrong',
        text: both(
          '企业微信：Webhook 地址无效或机器人已被移除，请重新复制地址',
          'WeCom: the webhook address is wrong or the robot was removed; copy the address again',
        ),
      },
      40058: {
        meaning: 'wrong',
        text: both('企业微信：消息内容不符合要求', 'WeCom: the message is not valid'),
      },
    },
  },
  dingtalk: {
    codeField: 'errcode',
    messageField: 'errmsg',
    spacingMs: 3_100,
    bytesMax: 18_000,
    codes: {
      130101: {
        meaning: 'busy',
        text: both('钉钉：发送过于频繁，限流 10 分钟', 'DingTalk: too many messages; silent for ten minutes'),
        waitMs: 10 * MINUTE,
      },
      310000: {
        meaning: 'wrong',
        text: both(
          '钉钉：安全设置不通过（签名密钥、关键词或 IP 白名单），请核对机器人的安全设置',
          "DingTalk: refused by the robot's security settings (signing secret, keyword or IP list); check them",
        ),
      },
      300001: {
        meaning: 'wrong',
        text: both('钉钉：access_token 无效', 'DingTalk: the access_token is wrong'),
      },
      '-1': { meaning: 'busy', text: both('钉钉：系统繁忙', 'DingTalk: the system is busy'), waitMs: MINUTE },
    },
  },
  feishu: {
    codeField: 'code',
    messageField: 'msg',
    spacingMs: 700,
    bytesMax: 18_000,
    codes: {
      11232: {
        meaning: 'busy',
        text: both('飞书：发送过于频繁，稍后重试', 'Feishu: too many messages; trying again later'),
        waitMs: MINUTE,
      },
      19021: {
        meaning: 'wrong',
        text: both(
          '飞书：签名不正确，或服务器时钟偏差超过 1 小时',
          "Feishu: the signature is wrong, or this server's clock is off by more than an hour",
        ),
      },
      19022: {
        meaning: 'wrong',
        text: both('飞书：服务器 IP 不在白名单内', "Feishu: this server's IP is not on the list"),
      },
      19024: {
        meaning: 'wrong',
        text: both('飞书：消息缺少设定的关键词', 'Feishu: the message lacks the keyword that was set'),
      },
      9499: { meaning: 'wrong', text: both('飞书：请求内容不正确', 'Feishu: the request is malformed') },
      19001: {
        meaning: 'wrong',
        text: both('飞书：Webhook 地址无效', 'Feishu: the webhook address is wrong'),
      },
    },
  },
} as const satisfies Record<string, RobotProtocol>

export type RobotProvider = keyof typeof robotProtocols

/** Cuts a text to so many bytes of UTF-8, at a character, with an ellipsis. */
export function cutToBytes(text: string, bytesMax: number): string {
  const encoder = new TextEncoder()
  if (encoder.encode(text).length <= bytesMax) return text
  let cut = ''
  let bytes = 3
  for (const character of text) {
    bytes += encoder.encode(character).length
    if (bytes > bytesMax) break
    cut += character
  }
  return `${cut}…`
}
