import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { bilingualSchema, listOf, versionFrom } from '../../platform/http/schemas.js'
import { changeTemplate, requireKnownVariables } from './change-template.js'
import { kindSchema, localeSchema, templateSchema, templateText, textSchema } from './channel-schemas.js'
import { kindOf, notificationKindNames, type NotificationKind } from './domain/notification-kinds.js'
import { fill, render, sampleValues, standardText } from './domain/render.js'
import {
  findTemplateInForce,
  listTemplatesInForce,
  listTemplateVersions,
  type TemplateLocale,
  type TemplateVersion,
} from './template-store.js'
import { languageOf } from './write-message.js'

const tags = ['Notifications']
const config = { permission: 'settings:write' } as const
const VERSIONS_MAX = 50
const params = z.object({ kind: kindSchema, locale: localeSchema })
const draft = { title: templateText(200), body: templateText(2000) }

/** The texts of notifications in both languages, which an organisation may put into its own words. */
export function registerTemplateRoutes(app: App, deps: Deps): void {
  registerReading(app, deps)
  registerVersions(app, deps)
  registerChanging(app, deps)
}

function registerReading(app: App, { db }: Deps): void {
  app.get(
    '/api/v1/notification-templates',
    {
      config,
      schema: {
        tags,
        summary: 'The texts in force, with the variables that each may use',
        response: {
          200: listOf(
            z.object({
              kind: kindSchema,
              group: z.string(),
              name: bilingualSchema,
              variables: z.array(
                z.object({ name: z.string(), meaning: bilingualSchema, sample: bilingualSchema }),
              ),
              texts: z.array(templateSchema),
            }),
          ),
        },
      },
    },
    async () => {
      const changed = await listTemplatesInForce(db)
      const textOf = (kind: NotificationKind, locale: TemplateLocale) =>
        present(
          kind,
          locale,
          changed.find((one) => one.kind === kind && one.locale === locale),
        )
      const items = notificationKindNames.map((kind) => {
        const { group, name, variables } = kindOf(kind)
        return {
          ...{ kind, group, name },
          variables: Object.entries(variables).map(([variable, { meaning, sample }]) => ({
            name: variable,
            meaning,
            sample: { zh: fill('{it}', { it: sample }, 'zh'), en: fill('{it}', { it: sample }, 'en') },
          })),
          texts: [textOf(kind, 'zh-CN'), textOf(kind, 'en')],
        }
      })
      return { items, nextCursor: null }
    },
  )
}

function registerVersions(app: App, { db }: Deps): void {
  const version = z.object({
    version: z.number().int(),
    title: z.string().nullable().describe("Null: back to the program's own text"),
    body: z.string().nullable(),
    createdBy: z.string(),
    createdAt: z.string(),
  })
  app.get(
    '/api/v1/notification-templates/:kind/:locale/versions',
    {
      config,
      schema: {
        tags,
        summary: 'Versions of a text, newest first',
        params,
        response: { 200: listOf(version) },
      },
    },
    async (request) => {
      const { kind, locale } = request.params
      const found = await listTemplateVersions(db, kind, locale, VERSIONS_MAX)
      const items = found.map(({ createdAt, ...rest }) => ({ ...rest, createdAt: createdAt.toISOString() }))
      return { items, nextCursor: null }
    },
  )
}

function registerChanging(app: App, { db, now }: Deps): void {
  app.post(
    '/api/v1/notification-templates/:kind/:locale/preview',
    {
      config,
      schema: {
        tags,
        summary: 'A text filled with example values; refused when it names an unknown variable',
        params,
        body: z.strictObject(draft),
        response: { 200: textSchema },
      },
    },
    async (request) => {
      const { kind, locale } = request.params
      requireKnownVariables(kind, request.body)
      return Promise.resolve(render(request.body, sampleValues(kind), languageOf(locale)))
    },
  )
  app.put(
    '/api/v1/notification-templates/:kind/:locale',
    {
      config,
      schema: {
        tags,
        summary: 'Put a text into your own words, or back to the standard; in force at once',
        params,
        body: z.strictObject({
          basedOn: versionFrom(0).describe('The version that was shown to the author'),
          text: z.strictObject(draft).nullable().describe("Null: back to the program's own text"),
        }),
        response: { 200: templateSchema },
      },
    },
    async (request) => {
      const { kind, locale } = request.params
      const { basedOn, text } = request.body
      await changeTemplate(db, principalOf(request), { kind, locale, basedOn, text }, now())
      return present(kind, locale, await findTemplateInForce(db, kind, locale))
    },
  )
}

function present(kind: NotificationKind, locale: TemplateLocale, found: TemplateVersion | undefined) {
  const standard = standardText(kind, languageOf(locale))
  const changed = found?.title != null && found.body !== null
  return {
    ...{ kind, locale, changed, standard },
    version: found?.version ?? 0,
    title: found?.title ?? standard.title,
    body: found?.body ?? standard.body,
  }
}
