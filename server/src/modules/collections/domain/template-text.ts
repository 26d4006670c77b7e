import type { Bilingual } from '../../../kernel/bilingual.js'
import { ownValue } from '../../../kernel/own-value.js'
import type { Channel, DunningLocale } from './strategy.js'

const both = (zh: string, en: string): Bilingual => ({ zh, en })

/** Everything that a text may name, with what it stands for. */
export const variables = {
  customer: both('客户名称', 'Name of the customer'),
  code: both('客户编码', 'Code of the customer'),
  contact: both('联系人', 'Who is addressed'),
  organisation: both('本公司名称', 'Our name'),
  sender: both('落款', 'Who signs'),
  amount: both('本次提示金额，含币种', 'What is asked for, with its currency'),
  count: both('笔数', 'Number of items'),
  items: both('明细：单据号、到期日、金额', 'The items: number, due day, amount'),
  oldest: both('最早到期日', 'The earliest due day'),
  days: both('最长逾期天数', 'Days since the earliest due day; 0 before it'),
  today: both('发送日期', 'The day of the message'),
  unmatched: both('尚未核销的来款', 'Money received and not matched yet'),
  link: both(
    '对账确认链接；仅邮件和短信，没有链接时略去该行',
    'Link to confirm the statement; in mails and SMS only, the line is left out where there is none',
  ),
} as const satisfies Record<string, Bilingual>

export type Variable = keyof typeof variables
export type TemplateValues = Readonly<Record<Variable, string>>

/** How an SMS platform knows a text: its number there, and our variables in the order of its places. */
export interface SmsReference {
  readonly templateId: string
  readonly params: readonly string[]
}

export interface TemplateText {
  readonly subject: string
  readonly body: string
  readonly sms: SmsReference | null
}

export function isVariable(name: string): name is Variable {
  return Object.hasOwn(variables, name)
}

/** Names in a text that stand for nothing, each once. */
export function unknownVariables(text: string): string[] {
  const named = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '')
  return [...new Set(named.filter((name) => !isVariable(name)))]
}

/** Fills a text. Values are put in as they are: they are no templates themselves. */
export function fillText(text: string, values: TemplateValues): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => ownValue(values, name) ?? place)
}

export interface StandardTemplate {
  readonly code: string
  readonly name: Bilingual
  readonly channel: Channel
  readonly text: Readonly<Record<DunningLocale, TemplateText>>
}

function standard(
  code: string,
  channel: Channel,
  name: Bilingual,
  zh: readonly [subject: string, body: string],
  en: readonly [subject: string, body: string],
): StandardTemplate {
  const text = ([subject, body]: readonly [string, string]) => ({ subject, body, sms: null })
  return { code, name, channel, text: { 'zh-CN': text(zh), en: text(en) } }
}

/**
 * The program's own texts. They remind and ask for reconciliation, threaten nothing, and reserve rights only where the
 * law has one write so (Civil Code Art. 195: a demand interrupts the limitation period).
 */
export const standardTemplates: readonly StandardTemplate[] = [
  standard(
    'reminder',
    'email',
    both('到期前提醒', 'Reminder before the due day'),
    [
      '账单即将到期提醒：{amount}',
      '{contact}，您好：\n\n以下账款即将到期，共 {count} 笔，合计 {amount}：\n{items}\n\n请安排到期付款；如已付款，请忽略本提醒。\n\n{sender}\n{today}',
    ],
    [
      'Falling due soon: {amount}',
      'Dear {contact},\n\nthe following {count} items over {amount} fall due soon:\n{items}\n\nPlease arrange payment by then. If you have paid already, ignore this reminder.\n\n{sender}\n{today}',
    ],
  ),
  standard(
    'due',
    'email',
    both('到期通知', 'Due day'),
    [
      '账单到期提醒：{amount}',
      '{contact}，您好：\n\n以下账款已到付款日，共 {count} 笔，合计 {amount}：\n{items}\n\n如已付款，请告知付款日期与金额，便于我方及时核销。\n\n{sender}\n{today}',
    ],
    [
      'Due for payment: {amount}',
      'Dear {contact},\n\nthe following {count} items over {amount} are due for payment:\n{items}\n\nIf you have paid, please tell us day and amount so that we can match it.\n\n{sender}\n{today}',
    ],
  ),
  standard(
    'overdue',
    'email',
    both('首次逾期提醒', 'First reminder of arrears'),
    [
      '账款逾期提醒：{amount}',
      '{contact}，您好：\n\n我方账上显示以下 {count} 笔账款已过付款日，合计 {amount}：\n{items}\n\n可能是遗漏，烦请尽快安排付款；如有异议，请直接回复说明。\n在线查看对账单、确认或提出异议：{link}\n\n{sender}\n{today}',
    ],
    [
      'Overdue: {amount}',
      'Dear {contact},\n\naccording to our books the following {count} items over {amount} are past their due day:\n{items}\n\nThis may have been overlooked. Please pay soon; if you disagree with an item, simply reply.\nSee the statement, confirm it or dispute a line: {link}\n\n{sender}\n{today}',
    ],
  ),
  standard(
    'call',
    'phone',
    both('电话话术', 'Script of a call'),
    [
      '致电 {customer}：{amount} 已逾期 {days} 天',
      '1. 核对身份，说明代表 {organisation}。\n2. 明细：\n{items}\n3. 是否收到发票和货物？有无异议？\n4. 何时付款？记录承诺日期与金额。\n5. 尚未核销的来款：{unmatched}',
    ],
    [
      'Call {customer}: {amount} overdue for {days} days',
      '1. Make sure whom you speak with; say that you call for {organisation}.\n2. Items:\n{items}\n3. Were invoice and goods received? Any dispute?\n4. When will they pay? Note day and amount.\n5. Money not matched yet: {unmatched}',
    ],
  ),
  standard(
    'second',
    'email',
    both('二次逾期提醒', 'Second reminder of arrears'),
    [
      '账款逾期 {days} 天，请尽快处理：{amount}',
      '{contact}，您好：\n\n截至 {today}，以下 {count} 笔账款仍未付清，合计 {amount}：\n{items}\n\n请于五个工作日内付款，或回复付款计划；双方账目如有差异，请与我方对账。\n在线查看对账单、确认或提出异议：{link}\n\n{sender}',
    ],
    [
      'Overdue for {days} days: {amount}',
      'Dear {contact},\n\nas of {today} the following {count} items over {amount} are still unpaid:\n{items}\n\nPlease pay within five working days or reply with a plan; where our books differ, please reconcile with us.\nSee the statement, confirm it or dispute a line: {link}\n\n{sender}',
    ],
  ),
  standard(
    'inform',
    'in-app',
    both('告知业务员', 'For the salesperson'),
    ['{customer} 逾期 {days} 天：{amount}', '{items}\n请与客户沟通付款安排。'],
    ['{customer} is {days} days overdue: {amount}', '{items}\nPlease talk to the customer about payment.'],
  ),
  standard(
    'demand',
    'letter',
    both('催告函', 'Demand'),
    [
      '付款催告函',
      '{customer}：\n\n截至 {today}，贵司尚欠我司以下款项未付，共 {count} 笔，合计 {amount}，最早到期日 {oldest}：\n{items}\n\n现正式催告贵司自收到本函之日起七日内付清上述款项。本函同时作为我司依据《民法典》第一百九十五条主张权利的书面请求。我司保留依合同及法律主张逾期付款违约金或利息的权利。\n\n如已付款，请提供付款凭证，以便核对。\n\n{sender}\n{today}',
    ],
    [
      'Demand for payment',
      '{customer},\n\nas of {today} the following {count} items over {amount} are unpaid; the earliest was due on {oldest}:\n{items}\n\nWe demand payment within seven days of receipt. This letter is a demand in the sense of Art. 195 of the Civil Code of the PRC. We reserve interest and damages for late payment by contract and law.\n\nIf you have paid, please send proof of payment.\n\n{sender}\n{today}',
    ],
  ),
  standard(
    'final',
    'letter',
    both('最后催告函', 'Last demand'),
    [
      '最后催告函',
      '{customer}：\n\n经多次提示，截至 {today} 贵司仍有以下 {count} 笔款项未付，合计 {amount}，最长逾期 {days} 天：\n{items}\n\n请自收到本函之日起七日内付清。在此之前，我司将暂停接受新的赊销订单；逾期仍未付清的，我司将依合同约定和法律规定主张权利。\n\n{sender}\n{today}',
    ],
    [
      'Last demand for payment',
      '{customer},\n\ndespite several reminders the following {count} items over {amount} are unpaid as of {today}, the oldest for {days} days:\n{items}\n\nPlease pay within seven days of receipt. Until then we accept no new orders on credit; afterwards we shall pursue our rights by contract and law.\n\n{sender}\n{today}',
    ],
  ),
]
