import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/create-app.js'
import { listSegments } from '../customers/segment-store.js'
import { grades } from '../scoring/domain/grade-scale.js'
import { policyFaults } from './domain/check-policy.js'
import { findRule } from './domain/policy.js'
import * as schemas from './policy-schemas.js'

/** So many cells are answered; a larger matrix is cut off after whole segments. */
const CELLS_MAX = 20_000

/** Checks a policy that may be unfinished: what is wrong with it, and which row decides in each cell. */
export function registerPolicyCoverageRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['policies'],
    summary: 'What is wrong with a policy, and which row applies to each grade, segment and customer class',
    body: schemas.coverageBody,
    response: { 200: schemas.coverageAnswer },
  }
  const config = { permission: 'policy:write' } as const
  app.post('/api/v1/policies/coverage', { config, schema }, async (request) => {
    const { content } = request.body
    const segments = await listSegments(deps.db)
    const classes = [...(content.classes ?? []).map(({ code }) => code), null]
    const cells = segments
      .slice(0, Math.floor(CELLS_MAX / (classes.length * grades.length)))
      .flatMap(({ code: segment }) =>
        classes.flatMap((customerClass) => grades.map((grade) => ({ grade, segment, customerClass }))),
      )
    const rowOf = ({ grade, segment, customerClass }: (typeof cells)[number]) => {
      const rule = findRule(content, { grade, segmentCode: segment, classCode: customerClass })
      return rule === undefined ? null : content.rules.findIndex((one) => one === rule)
    }
    return {
      faults: policyFaults(content),
      items: cells.map((cell) => ({ ...cell, row: rowOf(cell) })),
    }
  })
}
