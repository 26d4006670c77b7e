import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { composeMessage, type SmsParam } from './domain/compose-message.js'
import { withLink } from './domain/link-place.js'
import { restOf } from './domain/plan-customer.js'
import type { PlannedContact } from './domain/plan.js'
import type { DunningLocale, Step, Strategy } from './domain/strategy.js'
import type { TemplateText } from './domain/template-text.js'
import { displayNames } from './dunning-message-store.js'
import { loadPlanFacts } from './load-plan-facts.js'
import { listAddressees } from './plan-facts-store.js'
import { planFrame } from './plan-frame.js'
import { strategiesInForce } from './strategy-store.js'

export interface TextPreview {
  readonly customerId: Id
  readonly text: TemplateText
  readonly locale: DunningLocale
  readonly organisation: string
}

/** A text filled with what a customer owes today. Refuses a customer who owes nothing. */
export async function previewText(
  tx: Tx,
  { customerId, text, locale, organisation }: TextPreview,
  { on, at }: { readonly on: CalendarDay; readonly at: Date },
): Promise<{ title: string; body: string; sms: SmsParam[] | null }> {
  const { content } = await strategiesInForce(tx, at)
  const frame = await planFrame(tx, content, { on, at })
  const { customers } = await loadPlanFacts(
    tx,
    { after: null, limit: 1, only: customerId, part: null },
    frame.facts,
  )
  const [customer] = customers
  const [strategy] = content.strategies
  const [step] = strategy?.steps ?? []
  const items = customer?.items.filter((item) => item.dueOn !== null && restOf(item, on) > 0n) ?? []
  const [first] = items
  if (!customer || !strategy || !step || !first) throw new Refusal('dunning_nothing_open')
  const dueOf = dueAs({ ...strategy, locale }, step, on)
  const contact: PlannedContact = {
    ...{ customer, channel: 'email', lead: dueOf(first), items: items.map(dueOf), approval: false },
  }
  const people = await listAddressees(tx, [customerId])
  const owner = customer.ownerUsername
  const names = await displayNames(tx, owner === null ? [] : [owner])
  const { title, body, sms } = composeMessage(contact, text, {
    ...{ on, organisation },
    addressee: people[0]?.name ?? null,
    owner: owner === null ? null : (names.get(owner) ?? owner),
  })
  // A real link is made for each message when it leaves.
  const link = locale === 'en' ? '(link to the statement)' : '（对账单链接）'
  const params = sms?.params.map(({ name, value }) => ({ name, value: withLink(value, link) }))
  return { title, body: withLink(body, link), sms: params ?? null }
}

function dueAs(strategy: Strategy, step: Step, on: CalendarDay) {
  return (item: PlannedContact['lead']['item']) => ({
    ...{ item, strategy, step, days: 0, askedMinor: restOf(item, on) },
  })
}
