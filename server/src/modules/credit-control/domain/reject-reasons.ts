import type { Bilingual } from '../../../kernel/bilingual.js'

const both = (zh: string, en: string): Bilingual => ({ zh, en })

/** Why held orders are refused for good; records keep the code, so a code is never given another meaning. */
export const rejectReasons = {
  overdue_unpaid: both('逾期款未结清', 'Overdue items are not paid'),
  limit_not_raised: both('额度不足且不予增加', 'Over the limit, and it will not be raised'),
  customer_risk: both('客户风险上升', 'The risk of the customer has risen'),
  security_missing: both('未提供预付款或担保', 'No prepayment or security was given'),
  terms_not_accepted: both('账期或条款不符合政策', 'The terms do not fit the policy'),
  order_withdrawn: both('客户取消订单', 'The customer withdrew the order'),
  order_faulty: both('订单重复或有误', 'The order is a duplicate or faulty'),
  other: both('其他原因', 'Another reason'),
} as const satisfies Record<string, Bilingual>

export type RejectCode = keyof typeof rejectReasons

export const rejectCodes = Object.keys(rejectReasons) as RejectCode[]

/** The words of a code; of one that a later version dropped, the code itself. */
export function rejectReasonText(code: string): Bilingual {
  return (rejectReasons as Readonly<Record<string, Bilingual>>)[code] ?? { zh: code, en: code }
}
