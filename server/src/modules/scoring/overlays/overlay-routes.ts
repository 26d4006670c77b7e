import { z } from 'zod'
import { dayInZone, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Deps } from '../../../platform/deps.js'
import { principalOf, type App } from '../../../platform/http/create-app.js'
import { idSchema } from '../../../platform/http/schemas.js'
import type { Approvals } from '../../approvals/subject.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import { wholeBookOnly } from '../whole-book-only.js'
import * as schemas from './overlay-schemas.js'
import { countInScope, listOverlays, type RatingOverlay } from './overlay-store.js'
import { endOverlayEarly, lastDayOf, overlayInWords, proposeOverlay } from './propose-overlay.js'

const tags = ['rating overlays']
const read = { permission: 'policy:read' } as const
const ask = { permission: 'models:write' } as const
const path = '/api/v1/rating-overlays'

/** Seasonal and market adjustments of ratings. */
export function registerOverlayRoutes(app: App, deps: Deps, approvals: Approvals): void {
  const listSchema = {
    tags,
    summary: 'Overlays with their history, newest first',
    response: { 200: schemas.overlaysAnswer },
  }
  app.get(path, { config: read, schema: listSchema }, async () => {
    const today = dayInZone(deps.now(), (await getOrganisation(deps.db)).timeZone)
    return { items: (await listOverlays(deps.db)).map((one) => overlayJson(one, today)), nextCursor: null }
  })

  const newSchema = {
    tags,
    summary: 'Adjust ratings for a time; where an approval is needed it waits (202)',
    body: schemas.overlayBody,
    response: { 201: schemas.overlayJson, 202: schemas.overlayJson },
  }
  app.post(path, { config: ask, schema: newSchema }, async (request, reply) => {
    const actor = wholeBookOnly(principalOf(request), 'models:write')
    const at = deps.now()
    const { points, ...asked } = request.body
    const { overlay, caseId } = await deps.db.transaction((tx) =>
      proposeOverlay(tx, approvals, { ...asked, points: Math.round(points * 100) }, { actor, at }),
    )
    const today = dayInZone(at, (await getOrganisation(deps.db)).timeZone)
    const answer = { ...overlayJson(overlay, today), ...(caseId === null ? {} : { caseId }) }
    return reply.status(caseId === null ? 201 : 202).send(answer)
  })

  const scopeSchema = {
    tags,
    summary: 'How many rated customers lie in a scope; stores nothing',
    body: schemas.scopeBody,
    response: { 200: schemas.scopeAnswer },
  }
  app.post(`${path}/scope`, { config: ask, schema: scopeSchema }, async (request) => {
    wholeBookOnly(principalOf(request), 'models:write')
    const found = await countInScope(deps.db, request.body)
    return { customers: found.reduce((sum, { customers }) => sum + customers, 0), grades: found }
  })

  const endSchema = {
    tags,
    summary: 'End an overlay before its last day; it counts no more from today on',
    params: z.strictObject({ id: idSchema }),
    body: schemas.endBody,
    response: { 200: schemas.overlayJson },
  }
  const config = { permission: 'policy:write' } as const
  app.post(`${path}/:id/end`, { config, schema: endSchema }, async (request) => {
    const at = deps.now()
    const doing = { actor: principalOf(request), at }
    const { id } = request.params
    const ended = await deps.db.transaction((tx) => endOverlayEarly(tx, id, request.body.reason, doing))
    return overlayJson(ended, dayInZone(at, (await getOrganisation(deps.db)).timeZone))
  })
}

function overlayJson(overlay: RatingOverlay, today: CalendarDay) {
  const { status: _, points, industries, regions, segments, grades, ...rest } = overlay
  return {
    ...rest,
    ...{ industries: [...industries], regions: [...regions], segments: [...segments], grades: [...grades] },
    points: points / 100,
    effect: overlayInWords(overlay),
    state: stateOf(overlay, today),
    requestedAt: overlay.requestedAt.toISOString(),
    decidedAt: overlay.decidedAt?.toISOString() ?? null,
  }
}

function stateOf(overlay: RatingOverlay, today: CalendarDay) {
  if (overlay.status !== 'approved') return overlay.status
  if (lastDayOf(overlay) < today) return 'over' as const
  return overlay.validFrom > today ? ('planned' as const) : ('in-force' as const)
}
