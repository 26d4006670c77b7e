import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { moneyJson } from '../../kernel/money.js'
import type { PickListEntry } from '../../platform/db/pick-list.js'
import { bilingualSchema, moneyJsonSchema } from '../../platform/http/schemas.js'
import type { ListedBadDebt } from './bad-debt-store.js'
import { signalKinds, type LossSignal } from './domain/loss-signals.js'
import { badDebtNumber, writeOffNumber } from './numbers.js'
import { needs } from './recovery-schemas.js'

export const signalJson = z.object({
  kind: z.enum(signalKinds),
  on: z.string(),
  who: z.string().nullable(),
  text: bilingualSchema,
  danger: z.boolean().describe('false: what somebody decided all the same'),
})

const named = z.object({ code: z.string(), name: bilingualSchema })

export const badDebtJson = z.object({
  id: z.string(),
  number: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  writeOff: z.object({ id: z.string(), number: z.string() }),
  industry: z.string().nullable(),
  grade: z.string().nullable(),
  loss: moneyJsonSchema,
  recovered: moneyJsonSchema,
  lostOn: z.string(),
  firstSignalOn: z.string().nullable(),
  causes: z.array(named),
  happened: z.string(),
  lessons: z.string(),
  rule: z.string().nullable(),
  writtenBy: z.string(),
  writtenAt: z.string(),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
})

export const badDebtDetail = badDebtJson.extend({
  signals: z.array(signalJson),
  allowed: z.array(z.enum(['edit'])),
})

export const causeJson = named.extend({ active: z.boolean().describe('false: cases of before name it') })

export function causeJsonOf(cause: PickListEntry): z.input<typeof causeJson> {
  return { ...namedOf(cause), active: cause.active }
}

function namedOf({ code, nameZh, nameEn }: PickListEntry): z.input<typeof named> {
  return { code, name: { zh: nameZh, en: nameEn } }
}

export function signalJsonOf(signal: LossSignal): z.input<typeof signalJson> {
  return { ...signal }
}

/** A case of the library as answered, with the names of its causes. */
export function badDebtJsonOf(
  one: ListedBadDebt,
  causes: readonly PickListEntry[],
): z.input<typeof badDebtJson> {
  const { currency } = one
  return {
    ...{ id: one.id, number: badDebtNumber(one.number), customerCode: one.customerCode },
    ...{ customerName: one.customerName, industry: one.industry, grade: one.grade, lostOn: one.lostOn },
    writeOff: { id: one.writeOffId, number: writeOffNumber(one.writeOffNumber) },
    loss: moneyJson(one.lossMinor, currency),
    recovered: moneyJson(one.recoveredMinor, currency),
    firstSignalOn: one.firstSignalOn,
    causes: causes.filter(({ code }) => one.causes.includes(code)).map(namedOf),
    ...{ happened: one.happened, lessons: one.lessons, rule: one.rule, writtenBy: one.writtenBy },
    writtenAt: one.writtenAt.toISOString(),
    ...{ changedBy: one.changedBy, changedAt: one.changedAt?.toISOString() ?? null },
  }
}

export function badDebtDetailOf(
  one: ListedBadDebt,
  causes: readonly PickListEntry[],
  actor: Principal,
): z.input<typeof badDebtDetail> {
  return {
    ...badDebtJsonOf(one, causes),
    signals: one.signals.map(signalJsonOf),
    allowed: actsOf(actor, { edit: needs.edit }, one),
  }
}
