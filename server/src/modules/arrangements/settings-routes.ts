import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { lineOf, listOf } from '../../platform/http/schemas.js'
import { recordAudit } from '../audit/record-audit.js'
import {
  getArrangementSettings,
  listDisputeReasons,
  putArrangementSettings,
  putDisputeReasons,
} from './settings-store.js'

const tags = ['arrangements']
const REASONS_MAX = 50

const settingsJson = z.strictObject({
  promiseGraceDays: z.int().min(0).max(60).describe('Days after the promised day in which money is in time'),
  promiseDaysMax: z.int().min(1).max(730).describe('How many days ahead a promise may lie'),
  brokenPromiseMonths: z.int().min(1).max(60).describe('How long a broken promise counts in credit control'),
  planGraceDays: z.int().min(0).max(60),
  disputeDays: z.int().min(1).max(365).describe('Days to settle a dispute where nobody says another day'),
})

const reasonJson = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/),
  nameZh: lineOf(60),
  nameEn: lineOf(60),
  active: z.boolean(),
})

/** What an administrator sets for promises, plans and disputes. */
export function registerArrangementSettingsRoutes(app: App, deps: Deps): void {
  const path = '/api/v1/arrangement-settings'
  app.get(
    path,
    {
      config: { permission: 'collections:read' },
      schema: { tags, summary: 'Settings of promises, plans and disputes', response: { 200: settingsJson } },
    },
    () => getArrangementSettings(deps.db),
  )
  app.put(
    path,
    {
      config: { permission: 'settings:write' },
      schema: {
        ...{ tags, summary: 'Change the settings of promises, plans and disputes', body: settingsJson },
        response: { 200: settingsJson },
      },
    },
    async (request) => {
      const actor = principalOf(request)
      const at = deps.now()
      await deps.db.transaction(async (tx) => {
        const before = await getArrangementSettings(tx)
        await putArrangementSettings(tx, request.body, { by: actor.label, at })
        await recordAudit(tx, {
          ...{
            actor,
            action: 'arrangement-settings.changed',
            objectType: 'settings',
            objectId: 'arrangements',
          },
          ...{ before, after: request.body, at },
        })
      })
      return request.body
    },
  )
  registerReasons(app, deps)
}

function registerReasons(app: App, deps: Deps): void {
  const path = '/api/v1/dispute-reasons'
  const read = async () => ({ items: await listDisputeReasons(deps.db), nextCursor: null })
  app.get(
    path,
    {
      config: { permission: 'collections:read' },
      schema: { tags, summary: 'Why customers dispute', response: { 200: listOf(reasonJson) } },
    },
    read,
  )
  app.put(
    path,
    {
      config: { permission: 'settings:write' },
      schema: {
        ...{
          tags,
          summary: 'Set why customers may dispute, in this order; what is left out can no longer be chosen',
        },
        body: z.strictObject({
          items: z
            .array(reasonJson)
            .min(1)
            .max(REASONS_MAX)
            .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'codes must differ'),
        }),
        response: { 200: listOf(reasonJson) },
      },
    },
    async (request) => {
      const actor = principalOf(request)
      await deps.db.transaction(async (tx) => {
        const before = await listDisputeReasons(tx)
        await putDisputeReasons(tx, request.body.items)
        await recordAudit(tx, {
          ...{ actor, action: 'dispute-reasons.changed', objectType: 'settings', objectId: 'arrangements' },
          ...{ before, after: request.body.items, at: deps.now() },
        })
      })
      return read()
    },
  )
}
