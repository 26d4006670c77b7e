import { daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { groupedAmount } from '../../../kernel/money.js'
import { LINK_PLACE } from './link-place.js'
import type { PlannedContact } from './plan.js'
import { sums } from './plan-customer.js'
import type { DunningLocale } from './strategy.js'
import { fillText, type TemplateText, type TemplateValues, type Variable } from './template-text.js'

/** Items named one by one; the rest is counted. */
const LINES_MAX = 50

export interface ComposeFrame {
  readonly on: CalendarDay
  readonly organisation: string
  /** Name of the person who is addressed; null: the customer itself. */
  readonly addressee: string | null
  /** Who looks after the customer, by name; null: nobody. */
  readonly owner: string | null
}

export interface ComposedMessage {
  readonly title: string
  readonly body: string
  readonly sms: { readonly templateId: string; readonly params: readonly SmsParam[] } | null
}

export interface SmsParam {
  readonly name: string
  readonly value: string
}

/** Writes the message of a contact. */
export function composeMessage(
  contact: PlannedContact,
  text: TemplateText,
  frame: ComposeFrame,
): ComposedMessage {
  const values = valuesOf(contact, frame)
  return {
    title: fillText(text.subject, values).slice(0, 300),
    body: fillText(text.body, values),
    sms:
      text.sms === null
        ? null
        : {
            templateId: text.sms.templateId,
            params: text.sms.params.map((name) => ({ name, value: values[name as Variable] })),
          },
  }
}

/** What each variable stands for in the message of a contact. */
export function valuesOf(
  { customer, lead, items }: PlannedContact,
  { on, organisation, addressee, owner }: ComposeFrame,
): TemplateValues {
  const { locale } = lead.strategy
  const due = items.flatMap(({ item }) => (item.dueOn === null ? [] : [item.dueOn])).sort()
  const oldest = due[0] ?? on
  return {
    customer: customer.name,
    code: customer.code,
    contact: addressee ?? customer.name,
    organisation,
    sender: lead.step.sender === 'owner' && owner !== null ? `${organisation} ${owner}` : organisation,
    amount: amounts(sums(items)),
    count: String(items.length),
    items: itemLines(items, locale),
    oldest,
    days: String(Math.max(0, daysBetween(oldest, on))),
    today: on,
    unmatched: amounts(customer.unmatched) || (locale === 'zh-CN' ? '无' : 'none'),
    // Filled in when the message leaves: its token is kept nowhere.
    link: LINK_PLACE,
  }
}

function amounts(byCurrency: ReadonlyMap<Currency, bigint>): string {
  return [...byCurrency]
    .filter(([, minor]) => minor !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, minor]) => `${currency} ${groupedAmount(minor, currency)}`)
    .join(' + ')
}

function itemLines(items: PlannedContact['items'], locale: DunningLocale): string {
  const zh = locale === 'zh-CN'
  const sorted = items.toSorted((a, b) => ((a.item.dueOn ?? '') < (b.item.dueOn ?? '') ? -1 : 1))
  const lines = sorted.slice(0, LINES_MAX).map(({ item, askedMinor }) => {
    const { number, dueOn, currency, openMinor } = item
    const asked = `${currency} ${groupedAmount(askedMinor, currency)}`
    const open = `${currency} ${groupedAmount(openMinor, currency)}`
    const part = askedMinor === openMinor ? '' : zh ? `（未付 ${open}）` : ` (open: ${open})`
    return zh ? `· ${number}，到期日 ${dueOn}，${asked}${part}` : `· ${number}, due ${dueOn}, ${asked}${part}`
  })
  const more = items.length - lines.length
  if (more > 0) lines.push(zh ? `· 另有 ${more} 笔，详见对账单` : `· and ${more} more, see the statement`)
  return lines.join('\n')
}
