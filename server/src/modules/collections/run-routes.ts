import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { partOf } from '../../platform/http/list-part.js'
import { daySchema, idSchema, listOf, pageQuery } from '../../platform/http/schemas.js'
import { addJob } from '../../platform/jobs.js'
import { recordAudit } from '../audit/record-audit.js'
import { DUNNING_RUN_JOB } from './dunning-jobs.js'
import { listRunMessages } from './dunning-message-list-store.js'
import { listPlanned } from './dunning-planned-store.js'
import { findRun, listRuns, runModes, type DunningRun } from './dunning-run-store.js'
import { dunningModes, getDunningSettings, putDunningMode } from './dunning-settings-store.js'
import { beginRun } from './run-dunning.js'
import { contactJson, figuresJson } from './strategy-schemas.js'

const tags = ['collection runs']
const read = { permission: 'collections:read' } as const
const write = { permission: 'strategies:write' } as const

const runJson = figuresJson.extend({
  id: z.string(),
  mode: z.enum(runModes),
  onDay: z.string(),
  strategyVersion: z.int(),
  scheduled: z.boolean(),
  status: z.enum(['running', 'done', 'failed']),
  error: z.string().nullable(),
  startedBy: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
})

const settingsJson = z.object({
  mode: z
    .enum(dunningModes)
    .describe('off: nothing by itself; dry: computed daily, nothing leaves; live: messages leave'),
  updatedBy: z.string().nullable(),
  updatedAt: z.string().nullable(),
})

/** Runs of collection strategies, and whether they happen by themselves. */
export function registerDunningRunRoutes(app: App, deps: Deps): void {
  registerRuns(app, deps)
  registerRun(app, deps)
  registerSettings(app, deps)
}

function registerRuns(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Runs, newest first',
    querystring: z.strictObject(pageQuery),
    response: { 200: listOf(runJson) },
  }
  app.get('/api/v1/dunning-runs', { config: read, schema: listSchema }, async (request) => {
    const { part, nextCursor } = partOf(request)
    const { runs, total } = await listRuns(deps.db, part)
    return { items: runs.map(present), nextCursor: nextCursor(total), total }
  })

  const startSchema = {
    tags,
    summary: 'Start a run with the strategies in force; it goes on in the background',
    body: z.strictObject({
      mode: z.enum(runModes),
      on: daySchema.optional().describe('Of dry runs any day; messages leave for today only'),
    }),
    response: { 202: runJson },
  }
  app.post('/api/v1/dunning-runs', { config: write, schema: startSchema }, async (request, reply) => {
    const { mode, on } = request.body
    const run = await deps.db.transaction(async (tx) => {
      const begun = await beginRun(tx, { mode, on, actor: principalOf(request) }, deps.now())
      if (!begun) throw new Error('a run that is not scheduled was not begun')
      await addJob(tx, DUNNING_RUN_JOB, { runId: begun.id })
      return begun
    })
    return reply.status(202).send(present(run))
  })
}

function registerRun(app: App, deps: Deps): void {
  const params = z.strictObject({ id: idSchema })
  const schema = { tags, summary: 'A run', params, response: { 200: runJson } }
  app.get('/api/v1/dunning-runs/:id', { config: read, schema }, async (request) => {
    const run = await findRun(deps.db, request.params.id)
    if (!run) throw new Refusal('not_found')
    return present(run)
  })

  const contactsSchema = {
    tags,
    summary: 'The contacts of a run by customer: as planned by a dry run, as written by a real one',
    params,
    querystring: z.strictObject(pageQuery),
    response: { 200: listOf(contactJson) },
  }
  app.get('/api/v1/dunning-runs/:id/contacts', { config: read, schema: contactsSchema }, async (request) => {
    const { part, nextCursor } = partOf(request)
    const { id } = request.params
    const run = await findRun(deps.db, id)
    if (!run) throw new Refusal('not_found')
    const { contacts, total } =
      run.mode === 'dry' ? await listPlanned(deps.db, id, part) : await listRunMessages(deps.db, id, part)
    return {
      items: contacts.map((contact) => ({
        ...contact,
        totals: { ...contact.totals },
        items: [...contact.items],
      })),
      nextCursor: nextCursor(total),
      total,
    }
  })
}

function registerSettings(app: App, deps: Deps): void {
  const answer = async () => {
    const { mode, updatedBy, updatedAt } = await getDunningSettings(deps.db)
    return { mode, updatedBy, updatedAt: updatedAt?.toISOString() ?? null }
  }
  const response = { 200: settingsJson }
  const path = '/api/v1/dunning-settings'
  const getSchema = { tags, summary: 'Whether strategies run by themselves', response }
  app.get(path, { config: read, schema: getSchema }, answer)

  const body = z.strictObject({ mode: z.enum(dunningModes) })
  const putSchema = { tags, summary: 'Switch runs off, to dry, or live', body, response }
  app.put(path, { config: write, schema: putSchema }, async (request) => {
    const { mode } = request.body
    const actor = principalOf(request)
    const at = deps.now()
    await deps.db.transaction(async (tx) => {
      const before = await getDunningSettings(tx)
      await putDunningMode(tx, mode, actor.label, at)
      await recordAudit(tx, {
        ...{ actor, at, action: 'dunning.mode-set', objectType: 'dunning-settings', objectId: 'mode' },
        ...{ before: { mode: before.mode }, after: { mode } },
      })
    })
    return answer()
  })
}

function present({ startedAt, finishedAt, byChannel, asides, ...run }: DunningRun) {
  return {
    ...run,
    ...{ byChannel: { ...byChannel }, asides: { ...asides } },
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}
