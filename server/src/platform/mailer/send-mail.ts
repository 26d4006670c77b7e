import { createTransport, type SentMessageInfo } from 'nodemailer'
import type { Bilingual } from '../../kernel/bilingual.js'

/** How to reach a mail server. */
export interface SmtpAccess {
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly username: string | null
  readonly password: string | null
  readonly from: string
}

export interface Mail {
  /** The same for every attempt to send the same mail, so that a receiver can tell a repetition. */
  readonly messageId: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
}

/** What became of one attempt to send something. */
export type SendResult =
  | { readonly outcome: 'sent'; readonly code: string }
  /** May succeed later; `waitMs` when the other side told how long to wait. */
  | { readonly outcome: 'retry'; readonly code: string; readonly reason: Bilingual; readonly waitMs?: number }
  /** Will not succeed until somebody changes something. */
  | { readonly outcome: 'rejected'; readonly code: string; readonly reason: Bilingual }

const TIMEOUT_MS = 15_000

/** Sends one mail over SMTP. Never throws: every fault of the other side is a result, in words. */
export async function sendMail(access: SmtpAccess, mail: Mail): Promise<SendResult> {
  const { host, port, security, username, password } = access
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(username === null ? {} : { auth: { user: username, pass: password ?? '' } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const info: SentMessageInfo = await transport.sendMail({
      from: access.from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      ...(mail.html === undefined ? {} : { html: mail.html }),
      messageId: `<${mail.messageId}@${domainOf(access.from)}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    return { outcome: 'sent', code: String(info.response).slice(0, 3) }
  } catch (error) {
    return resultOf(error)
  } finally {
    transport.close()
  }
}

function domainOf(from: string): string {
  return /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'xinheng.invalid'
}

function resultOf(error: unknown): SendResult {
  const { code, responseCode, message } = error as { code?: string; responseCode?: number; message?: string }
  const said = (message ?? String(error)).slice(0, 300)
  if (code === 'EAUTH') {
    return {
      outcome: 'retry',
      code: String(responseCode ?? 'EAUTH'),
      reason: {
        zh: `邮件服务器拒绝了用户名或密码：${said}`,
        en: `The mail server refused the username or the password: ${said}`,
      },
    }
  }
  if (responseCode !== undefined && responseCode >= 500) {
    const reason = { zh: `邮件服务器拒收：${said}`, en: `The mail server refused the mail: ${said}` }
    return { outcome: 'rejected', code: String(responseCode), reason }
  }
  return {
    outcome: 'retry',
    code: String(responseCode ?? code ?? 'failed'),
    reason:
      responseCode === undefined
        ? { zh: `连接不上邮件服务器：${said}`, en: `The mail server cannot be reached: ${said}` }
        : { zh: `邮件服务器暂时不收：${said}`, en: `The mail server is not ready: ${said}` },
  }
}
