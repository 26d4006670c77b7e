import type { Bilingual } from '../../../kernel/bilingual.js'

export interface PasswordMail {
  readonly subject: Bilingual
  readonly text: Bilingual
}

/** The mail with the link for a forgotten password. */
export function resetMail(values: { name: string; link: string; minutes: number }): PasswordMail {
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
export function changedMail({ name }: { name: string }): PasswordMail {
  return {
    subject: { zh: '【信衡】密码已修改', en: 'Xinheng: your password was changed' },
    text: {
      zh: `${name}，您好：\n\n您在信衡的登录密码刚刚被修改，其他设备已退出登录。\n\n如果不是您本人操作，请立即联系管理员。`,
      en: `Hello ${name},\n\nyour password at Xinheng was changed just now, and other devices were signed out.\n\nIf that was not you, tell an administrator at once.`,
    },
  }
}
