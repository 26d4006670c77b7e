import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { idSchema, listOf } from '../../platform/http/schemas.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { snapshotJsonOf } from './snapshot-json.js'
import * as schemas from './snapshot-schemas.js'
import { listSnapshots } from './snapshot-store.js'
import { getSnapshot, takeSnapshot } from './take-snapshot.js'

const tags = ['provisions']
const read = { permission: 'receivables:read' } as const
const write = { permission: 'provisions:write' } as const
const path = '/api/v1/aging-snapshots'
/** More than twenty years of months. */
const LISTED_MAX = 300

/** The aging as it was known when it was kept. */
export function registerSnapshotRoutes(app: App, deps: Deps): void {
  const listSchema = {
    tags,
    summary: 'Snapshots of the aging, newest day first',
    response: { 200: listOf(schemas.snapshotJson) },
  }
  app.get(path, { config: read, schema: listSchema }, async (request) => {
    const isWhole = principalOf(request).scope === null
    const snapshots = await listSnapshots(deps.db, LISTED_MAX)
    return { items: snapshots.map((one) => snapshotJsonOf(one, isWhole)), nextCursor: null }
  })

  const oneSchema = {
    tags,
    summary: 'A snapshot of the aging with its sums per currency',
    params: z.strictObject({ id: idSchema }),
    response: { 200: schemas.snapshotJson },
  }
  app.get(`${path}/:id`, { config: read, schema: oneSchema }, async (request) => {
    const snapshot = await getSnapshot(deps.db, request.params.id)
    return snapshotJsonOf(snapshot, principalOf(request).scope === null)
  })

  const takeSchema = {
    tags,
    summary: 'Keep the aging of a day as it is known now',
    description: 'Σ buckets is proved equal to the ledger first. Month ends are kept by the program itself.',
    body: schemas.newSnapshotBody,
    response: { 201: schemas.snapshotJson },
  }
  app.post(path, { config: write, schema: takeSchema }, async (request, reply) => {
    const at = deps.now()
    const { asOf, note } = request.body
    const taken = await deps.db.transaction(async (tx) => {
      const day = asOf ?? dayInZone(at, (await getOrganisation(tx)).timeZone)
      const wanted = { kind: 'on-demand', asOf: day, note: note ?? null } as const
      return takeSnapshot(tx, wanted, { actor: principalOf(request), at })
    })
    return reply.code(201).send(snapshotJsonOf(taken, true))
  })
}
