import type { CustomerPlan, PlanDay } from './plan.js'
import type { CustomerFacts } from './plan-facts.js'

/** The customer after a day's contacts were made and nothing was paid: what the next day of a simulation begins with. */
export function afterPlan(
  customer: CustomerFacts,
  { contacts }: CustomerPlan,
  { on }: PlanDay,
): CustomerFacts {
  if (contacts.length === 0) return customer
  const done = new Map(customer.items.map((item) => [item, [...item.done]]))
  for (const { items } of contacts) {
    for (const { item, step, days } of items)
      done.get(item)?.push({ step: step.code, channel: step.channel, days, on })
  }
  return {
    ...customer,
    contacts: [...customer.contacts, ...contacts.map(({ channel }) => ({ channel, on }))],
    items: customer.items.map((item) => ({ ...item, done: done.get(item) ?? item.done })),
  }
}
