import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { matrixContentOf } from './matrix-json.js'
import * as schemas from './matrix-schemas.js'
import { builtInMatrix, listMatrices, matrixInForce, type MatrixVersion } from './matrix-store.js'
import { publishMatrix } from './publish-matrix.js'
import { todayOf } from './today-of.js'

const tags = ['provisions']
const path = '/api/v1/provision-matrices'
const needs = { edit: 'provisions:write' } as const

/** How expected credit losses are provided for, as a versioned document. */
export function registerMatrixRoutes(app: App, deps: Deps): void {
  const schema = {
    tags,
    summary: 'Versions of the provision matrix, newest first; the built-in one (0) last',
    response: { 200: z.object({ items: z.array(schemas.matrixJson), nextCursor: z.null() }) },
  }
  app.get(path, { config: { permission: 'receivables:read' }, schema }, async (request) => {
    const actor = principalOf(request)
    const inForce = await matrixInForce(deps.db, await todayOf(deps.db, deps.now()))
    const versions = [...(await listMatrices(deps.db)), builtInMatrix]
    return { items: versions.map((one) => jsonOf(one, inForce, actor)), nextCursor: null }
  })

  const postSchema = {
    tags,
    summary: 'Publish a provision matrix as the next version',
    body: schemas.newMatrixBody,
    response: { 201: schemas.matrixJson },
  }
  app.post(path, { config: { permission: needs.edit }, schema: postSchema }, async (request, reply) => {
    const actor = principalOf(request)
    const { content, validFrom, reason, baseVersion } = request.body
    const at = deps.now()
    const answer = await deps.db.transaction(async (tx) => {
      const today = await todayOf(tx, at)
      const context = { actor, at, validFrom: validFrom ?? today, reason, baseVersion }
      const published = await publishMatrix(tx, content, context)
      return jsonOf(published, await matrixInForce(tx, today), actor)
    })
    return reply.code(201).send(answer)
  })
}

function jsonOf(matrix: MatrixVersion, inForce: MatrixVersion, actor: Principal) {
  const { version, content, validFrom, reason, createdBy, createdAt } = matrix
  return {
    ...{ version, inForce: version === inForce.version, allowed: actsOf(actor, needs) },
    ...{ validFrom, reason, createdBy, createdAt: createdAt.toISOString() },
    content: matrixContentOf(content),
  }
}
