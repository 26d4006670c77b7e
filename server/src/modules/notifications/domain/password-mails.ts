import type { Bilingual, Language } from '../../../kernel/bilingual.js'

interface PasswordMail {
  readonly subject: Bilingual
  readonly text: Bilingual
}

/** Mails about a password: not subscribed to, never put off, never collected in a digest. */
export const passwordMailKinds = ['password_reset', 'password_changed'] as const

export type PasswordMailKind = (typeof passwordMailKinds)[number]

/** What stands in the log instead of the link. */
const HIDDEN = '••••••'

export function isPasswordMail(kind: string): kind is PasswordMailKind {
  return (passwordMailKinds as readonly string[]).includes(kind)
}

/** Title and body of a mail about a password. Without `link` (the log) the place of the link is marked only. */
export function passwordMail(
  kind: PasswordMailKind,
  data: unknown,
  link: string | null,
  language: Language,
): { readonly title: string; readonly body: string } {
  const { name, minutes = 0 } = data as { readonly name: string; readonly minutes?: number }
  const mail =
    kind === 'password_reset' ? resetMail({ name, minutes, link: link ?? HIDDEN }) : changedMail({ name })
  return { title: mail.subject[language], body: mail.text[language] }
}

/** The mail with the link for a forgotten password. */
function resetMail(values: { name: string; link: string; minutes: number }): PasswordMail {
  const { name, link, minutes } = values
  return {
    subject: { zh: '【信衡】重置密码', en: 'Xinheng: choose a new password' },
    text: {
      zh: [
        `${name}，您好：`,
        `有人请求重置您在信衡的登录密码。请在 ${minutes} 分钟内打开以下链接设置新密码，链接只能使用一次：`,
        link,
        '如果不是您本人操作，请忽略此邮件，密码不会改变。',
      ].join('\n\n'),
      en: [
        `Hello ${name},`,
        `somebody asked to reset your password at Xinheng. Choose a new one within ${minutes} minutes; the link works once:`,
        link,
        'If that was not you, ignore this mail: your password stays as it is.',
      ].join('\n\n'),
    },
  }
}

/** The mail that tells a person that their password is another one now. */
function changedMail({ name }: { name: string }): PasswordMail {
  return {
    subject: { zh: '【信衡】密码已修改', en: 'Xinheng: your password was changed' },
    text: {
      zh: `${name}，您好：\n\n您在信衡的登录密码刚刚被修改，其他设备已退出登录。\n\n如果不是您本人操作，请立即联系管理员。`,
      en: `Hello ${name},\n\nyour password at Xinheng was changed just now, and other devices were signed out.\n\nIf that was not you, tell an administrator at once.`,
    },
  }
}
