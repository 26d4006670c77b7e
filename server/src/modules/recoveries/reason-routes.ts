import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { pickListCode, registerPickList, registerPickListOrder } from '../../platform/http/pick-list.js'
import {
  bilingualSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  nonNegativeMoneySchema,
} from '../../platform/http/schemas.js'
import { moneyJson } from '../../kernel/money.js'
import { Refusal } from '../../kernel/errors.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { BAD_DEBT_CAUSES } from './bad-debt-store.js'
import { evidenceKinds } from './domain/evidence-checklist.js'
import { tags } from './recovery-schemas.js'
import {
  listWriteOffReasons,
  putWriteOffReason,
  WRITE_OFF_REASONS,
  type WriteOffReason,
} from './write-off-reason-store.js'
import type { Currency } from '../../kernel/currency.js'

const rule = {
  overdueMonths: z.int().min(1).max(240).nullable().describe('Each item must be past due for so long'),
  evidence: z.array(z.enum(evidenceKinds)).max(evidenceKinds.length),
  active: z.boolean(),
}
const reasonJson = z.object({
  code: z.string(),
  name: bilingualSchema,
  source: bilingualSchema.describe('Where the rule stands'),
  amountMax: moneyJsonSchema.nullable().describe('Largest single item'),
  ...rule,
})
const texts = (max: number) => z.strictObject({ zh: lineOf(max), en: lineOf(max) })

/** Reasons for write-offs, with what tax rules ask to be shown, and causes of bad debts. */
export function registerReasonRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/v1/write-off-reasons',
    {
      config: { permission: 'collections:read' },
      schema: {
        ...{ tags, summary: 'Reasons for write-offs and the evidence that each asks for' },
        response: { 200: listOf(reasonJson) },
      },
    },
    async () => {
      const { baseCurrency } = await getOrganisation(deps.db)
      const reasons = await listWriteOffReasons(deps.db)
      return { items: reasons.map((reason) => jsonOf(reason, baseCurrency)), nextCursor: null }
    },
  )
  registerPut(app, deps)
  registerPickListOrder(app, deps, {
    ...{ path: '/api/v1/write-off-reason-order', table: WRITE_OFF_REASONS, tags },
    summary: 'Set the order in which people choose among the reasons for write-offs',
  })
  registerCauses(app, deps)
}

/** Causes of bad debts: what people choose from when they write down what was learnt. */
function registerCauses(app: App, deps: Deps): void {
  registerPickList(app, deps, {
    ...{ path: '/api/v1/bad-debt-causes', table: BAD_DEBT_CAUSES, tags, read: 'collections:read' },
    summary: {
      read: 'Causes of bad debts',
      write: 'Set the causes of bad debts, in this order; what is left out can no longer be chosen',
    },
    noted: (tx, change) =>
      recordAudit(tx, {
        ...{ action: 'bad-debt-causes.changed', objectType: 'settings', objectId: 'recoveries' },
        ...change,
      }),
  })
}

function registerPut(app: App, deps: Deps): void {
  const schema = {
    ...{ tags, summary: 'Add a reason for write-offs, or change one' },
    params: z.strictObject({ code: pickListCode }),
    body: z.strictObject({
      ...{ name: texts(100), source: texts(200), amountMax: nonNegativeMoneySchema.nullable() },
      ...rule,
    }),
    response: { 200: reasonJson },
  }
  const config = { permission: 'settings:write' } as const
  app.put('/api/v1/write-off-reasons/:code', { config, schema }, async (request) => {
    const actor = principalOf(request)
    const { code } = request.params
    const { name, source, amountMax, ...rest } = request.body
    return deps.db.transaction(async (tx) => {
      const { baseCurrency } = await getOrganisation(tx)
      if (amountMax && amountMax.currency !== baseCurrency)
        throw new Refusal('currency_mismatch', { actual: amountMax.currency, expected: baseCurrency })
      const reason: WriteOffReason = {
        ...{ code, nameZh: name.zh, nameEn: name.en, sourceZh: source.zh, sourceEn: source.en },
        ...{ ...rest, amountMaxMinor: amountMax?.minor === 0n ? null : (amountMax?.minor ?? null) },
      }
      await putWriteOffReason(tx, reason, { by: actor.label, at: deps.now() })
      return jsonOf(reason, baseCurrency)
    })
  })
}

function jsonOf(one: WriteOffReason, base: Currency): z.input<typeof reasonJson> {
  return {
    ...{ code: one.code, name: { zh: one.nameZh, en: one.nameEn } },
    source: { zh: one.sourceZh, en: one.sourceEn },
    amountMax: one.amountMaxMinor === null ? null : moneyJson(one.amountMaxMinor, base),
    ...{ overdueMonths: one.overdueMonths, evidence: [...one.evidence], active: one.active },
  }
}
