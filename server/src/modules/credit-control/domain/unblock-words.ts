import { counted } from '../../../kernel/counted.js'
import type { Bilingual } from '../../../kernel/bilingual.js'
import type { Currency } from '../../../kernel/currency.js'
import { groupedAmount } from '../../../kernel/money.js'
import type { ReasonCode } from './rules.js'
import type { Reason } from './reasons.js'
import type { Step } from './unblock-step.js'
import type { Way } from './unblock.js'

/** What the customer can do; everything else is for the credit department. */
const OF_CUSTOMER: ReadonlySet<Step['kind']> = new Set(['pay', 'prepay', 'reduce', 'wait', 'shorten-terms'])

export function isOfCustomer(way: Way): boolean {
  return way.steps.every((step) => OF_CUSTOMER.has(step.kind))
}

/** One step as somebody would say it, without a full stop. */
export function wordsOfStep(step: Step): Bilingual {
  switch (step.kind) {
    case 'pay':
      return both(
        `先支付欠款 ${text(step)}（最早到期的在前）`,
        `pay ${text(step)} of open invoices, those due longest first`,
      )
    case 'prepay':
      return both(`预付 ${text(step)}`, `pay ${text(step)} in advance`)
    case 'reduce':
      return both(`把订单减到 ${text(step)} 以内`, `reduce the order to ${text(step)}`)
    case 'raise-limit':
      return both(`调高额度 ${text(step)}`, `raise the limit by ${text(step)}`)
    case 'grant-limit':
      return both(`授信 ${text(step)}`, `grant a limit of ${text(step)}`)
    case 'raise-group-limit':
      return both(`调高集团额度 ${text(step)}`, `raise the group limit by ${text(step)}`)
    case 'wait':
      return both(
        `等到 ${step.until}（其间没有新的逾期）`,
        `wait until ${step.until}, if nothing else changes meanwhile`,
      )
    case 'shorten-terms':
      return both(`账期改为 ${step.days} 天以内`, `agree on terms of at most ${counted(step.days, 'day')}`)
    case 'unfreeze':
      return both('解除账户冻结', 'unfreeze the account')
    case 'lift-forced-hold':
      return both('解除强制冻结', 'lift the forced hold')
    case 'rate':
      return step.grade === null
        ? both('补充资料并重新评级', 'complete the data and rate the customer again')
        : both(`信用等级提高到 ${step.grade}`, `bring the grade up to ${step.grade}`)
    case 'record-rate':
      return both(`录入汇率 ${step.from} → ${step.to}`, `record the rate ${step.from} → ${step.to}`)
  }
}

export function wordsOfWay({ steps }: Way): Bilingual {
  const words = steps.map(wordsOfStep)
  return both(words.map(({ zh }) => zh).join('，并'), words.map(({ en }) => en).join(' and '))
}

function text({ minor, currency }: { readonly minor: bigint; readonly currency: Currency }): string {
  return `${currency} ${groupedAmount(minor, currency)}`
}

function both(zh: string, en: string): Bilingual {
  return { zh, en }
}

/** Why an order waits, as one would tell the customer: no thresholds, no grades, nothing internal. */
const PLAIN: Readonly<Record<ReasonCode, Bilingual>> = {
  limit_exceeded: both(
    '加上这一单，欠款将超出给客户的额度',
    'with this order the customer would owe more than agreed',
  ),
  group_limit_exceeded: both(
    '加上这一单，客户所在集团的欠款将超出额度',
    'with this order the customer’s group would owe more than agreed',
  ),
  order_amount_exceeded: both('这一单的金额超过了单笔上限', 'the order is larger than one order may be'),
  overdue_amount: both('客户有到期未付的货款', 'the customer has invoices past due'),
  overdue_days: both('客户有货款逾期太久', 'the customer has invoices long past due'),
  oldest_item_days: both('客户有很久以前的货款没有结清', 'the customer has very old open invoices'),
  broken_promises: both('客户答应的付款没有到账', 'promised payments did not arrive'),
  grade_too_low: both(
    '客户目前的信用状况需要先付款再发货',
    'the customer’s present standing asks for payment first',
  ),
  rating_missing: both('客户的信用资料还不完整', 'the customer’s credit file is not complete yet'),
  coverage_low: both('客户的信用资料还不完整', 'the customer’s credit file is not complete yet'),
  limit_expired: both('客户的额度已经到期，需要续期', 'the customer’s credit has to be renewed'),
  no_limit: both('还没有给客户开通赊销', 'the customer does not buy on account yet'),
  terms_exceed_policy: both('约定的付款期比允许的长', 'the terms are longer than agreed'),
  account_frozen: both('客户的赊销目前暂停', 'sales on account are paused for the customer'),
  account_blocked: both('客户不能赊销', 'the customer cannot buy on account'),
  customer_blacklisted: both('客户不能赊销', 'the customer cannot buy on account'),
  document_missing: both('还缺客户的文件', 'a document of the customer is missing'),
  fx_rate_missing: both('等待财务录入汇率', 'an exchange rate has yet to be recorded'),
  forced_hold: both('信用部门要求先停发', 'the credit department asked to stop it'),
}

/** What a salesperson reads and may read out to the customer. */
export interface PlainView {
  readonly stopped: Bilingual
  readonly why: Bilingual
  /** What the customer can do, one of them is enough; none: only the credit department can help. */
  readonly customerCan: readonly Bilingual[]
}

export function plainView(
  order: {
    readonly number: string
    readonly minor: bigint
    readonly currency: Currency
    readonly customer: string
  },
  reasons: readonly Reason[],
  ways: readonly Way[],
): PlainView {
  const stopping = reasons.filter(({ strength }) => strength !== 'warn')
  const why = [...new Map(stopping.map(({ code }) => [PLAIN[code].en, PLAIN[code]])).values()]
  const zh = why.map((one) => one.zh).join('，而且')
  const en = why.map((one) => one.en).join(', and ')
  return {
    stopped: both(
      `${order.customer} 的订单 ${order.number}（${text(order)}）暂时不能发货。`,
      `Order ${order.number} of ${order.customer} (${text(order)}) cannot ship yet.`,
    ),
    why:
      why.length === 0
        ? both(
            '原因已经消除，等待信用部门放行。',
            'Nothing stops it any more; the credit department has to let it go.',
          )
        : both(`${zh}。`, `${en.charAt(0).toUpperCase()}${en.slice(1)}.`),
    customerCan: ways.filter(isOfCustomer).map((way) => {
      const words = wordsOfWay(way)
      return both(`${words.zh}。`, `${words.en.charAt(0).toUpperCase()}${words.en.slice(1)}.`)
    }),
  }
}
