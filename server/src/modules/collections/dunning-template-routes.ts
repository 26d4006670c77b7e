import { z } from 'zod'
import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { bilingualSchema, codeSchema, lineOf, listOf, versionFrom } from '../../platform/http/schemas.js'
import { findCustomer } from '../customers/customer-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { variables } from './domain/template-text.js'
import { listDunningTemplateVersions } from './dunning-template-store.js'
import { changeText, requireKnownPlaces, textsInForce, type TextInForce } from './dunning-texts.js'
import { previewText } from './preview-text.js'

const tags = ['collection texts']
const read = { permission: 'collections:read' } as const
const write = { permission: 'strategies:write' } as const
const locales = ['zh-CN', 'en'] as const

const plainCode = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens')
const smsJson = z.strictObject({
  templateId: lineOf(60).describe('What the SMS platform knows the text by'),
  params: z.array(lineOf(40)).max(20).describe('Our variables in the order of its places'),
})
const textShape = {
  subject: lineOf(200),
  body: z
    .string()
    .min(1)
    .max(10_000)

    .regex(/^[^\u0000]*$/, 'NUL is not allowed'),
  sms: smsJson.nullable(),
}
const textJson = z.object({
  code: z.string(),
  locale: z.enum(locales),
  version: z.int().describe('0: the text that came with the program'),
  name: bilingualSchema,
  subject: z.string(),
  body: z.string(),
  sms: z.object({ templateId: z.string(), params: z.array(z.string()) }).nullable(),
  createdBy: z.string().nullable(),
  createdAt: z.string().nullable(),
})

/** Texts of collection steps, in two languages and in versions. */
export function registerDunningTemplateRoutes(app: App, deps: Deps): void {
  registerReads(app, deps)
  registerWrites(app, deps)
}

const params = z.strictObject({ code: plainCode, locale: z.enum(locales) })

function registerReads(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'The texts in force, and what they may name',
    response: {
      200: listOf(textJson).extend({
        variables: z.array(z.object({ name: z.string(), meaning: bilingualSchema })),
      }),
    },
  }
  app.get('/api/v1/dunning-templates', { config: read, schema }, async () => ({
    items: (await textsInForce(deps.db)).map(present),
    nextCursor: null,
    variables: Object.entries(variables).map(([name, meaning]) => ({ name, meaning })),
  }))

  const versionsSchema = {
    tags,
    summary: 'Versions of a text, newest first',
    params,
    response: { 200: listOf(textJson) },
  }
  app.get(
    '/api/v1/dunning-templates/:code/:locale',
    { config: read, schema: versionsSchema },
    async (request) => {
      const { code, locale } = request.params
      const versions = await listDunningTemplateVersions(deps.db, code, locale)
      return { items: versions.map(present), nextCursor: null }
    },
  )
}

function registerWrites(app: App, deps: Deps): void {
  const putSchema = {
    tags,
    summary: 'Change a text, or add one; in force at once',
    params,
    body: z.strictObject({
      ...textShape,
      name: z.strictObject({ zh: lineOf(100), en: lineOf(100) }),
      basedOn: versionFrom(0).describe('The version that was opened; 0 for the program’s own or a new one'),
    }),
    response: { 200: textJson },
  }
  app.put(
    '/api/v1/dunning-templates/:code/:locale',
    { config: write, schema: putSchema },
    async (request) => {
      const change = { ...request.params, ...request.body }
      const next = await deps.db.transaction((tx) =>
        changeText(tx, change, { actor: principalOf(request), at: deps.now() }),
      )
      return present(next)
    },
  )

  const previewSchema = {
    tags,
    summary: 'A text as a customer would read it, with what is open of that customer today',
    body: z.strictObject({
      ...textShape,
      locale: z.enum(locales),
      customerCode: codeSchema,
    }),
    response: {
      200: z.object({
        title: z.string(),
        body: z.string(),
        sms: z.array(z.object({ name: z.string(), value: z.string() })).nullable(),
      }),
    },
  }
  app.post('/api/v1/dunning-templates/preview', { config: write, schema: previewSchema }, async (request) => {
    const { customerCode, locale, ...text } = request.body
    requireKnownPlaces(text)
    return deps.db.transaction(async (tx) => {
      const at = deps.now()
      const customer = await findCustomer(tx, customerCode, null)
      if (!customer) throw new Refusal('customer_not_found', { code: customerCode })
      const { timeZone, name: organisation } = await getOrganisation(tx)
      const on = dayInZone(at, timeZone)
      return previewText(tx, { customerId: customer.id, text, locale, organisation }, { on, at })
    })
  })
}

function present({ name, sms, createdAt, ...rest }: TextInForce) {
  return {
    ...rest,
    ...{ name: { ...name }, sms: sms === null ? null : { ...sms, params: [...sms.params] } },
    createdAt: createdAt?.toISOString() ?? null,
  }
}
