import type { Language } from '../../../kernel/bilingual.js'

interface StatementMail {
  readonly organisation: string
  readonly customerName: string
  readonly asOf: string
  readonly link: string
  readonly until: string
}

/** The mail that asks a customer to confirm a statement. It names no amounts: mail is read by many. */
export function statementMail(
  { organisation, customerName, asOf, link, until }: StatementMail,
  language: Language,
): { readonly subject: string; readonly text: string } {
  if (language === 'en')
    return {
      subject: `${organisation}: statement of account as of ${asOf}`,
      text: [
        `To ${customerName}:`,
        `Please compare our statement of account as of ${asOf} with your books, and confirm it or name the differences here:`,
        link,
        `The link works until ${until}; no account is needed. Do not forward it. The statement confirms the principal only; claims for default interest are reserved, except as far as waived in writing.`,
        organisation,
      ].join('\n\n'),
    }
  return {
    subject: `${organisation}：截至 ${asOf} 的往来对账单`,
    text: [
      `${customerName}：`,
      `请核对截至 ${asOf} 的往来对账单，核对无误请在线确认，如有差异请逐笔注明：`,
      link,
      `链接有效期至 ${until}，无需注册，请勿转发。本对账单仅确认本金，不影响我方就逾期利息及违约金主张权利，已书面豁免的除外。`,
      organisation,
    ].join('\n\n'),
  }
}
