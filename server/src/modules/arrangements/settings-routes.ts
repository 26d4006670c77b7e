import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { registerPickList } from '../../platform/http/pick-list.js'
import { recordAudit } from '../audit/record-audit.js'
import { DISPUTE_REASONS, getArrangementSettings, putArrangementSettings } from './settings-store.js'

const tags = ['arrangements']

const settingsJson = z.strictObject({
  promiseGraceDays: z.int().min(0).max(60).describe('Days after the promised day in which money is in time'),
  promiseDaysMax: z.int().min(1).max(730).describe('How many days ahead a promise may lie'),
  brokenPromiseMonths: z.int().min(1).max(60).describe('How long a broken promise counts in credit control'),
  planGraceDays: z.int().min(0).max(60),
  disputeDays: z.int().min(1).max(365).describe('Days to settle a dispute where nobody says another day'),
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
  registerPickList(app, deps, {
    ...{ path: '/api/v1/dispute-reasons', table: DISPUTE_REASONS, tags, read: 'collections:read' },
    summary: {
      read: 'Why customers dispute',
      write: 'Set why customers may dispute, in this order; what is left out can no longer be chosen',
    },
    noted: (tx, change) =>
      recordAudit(tx, {
        ...{ action: 'dispute-reasons.changed', objectType: 'settings', objectId: 'arrangements' },
        ...change,
      }),
  })
}
