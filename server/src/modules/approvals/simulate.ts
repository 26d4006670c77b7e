import { dayInZone } from '../../kernel/calendar-day.js'
import type { Money } from '../../kernel/money.js'
import type { Queryable } from '../../platform/db/types.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { namesOf } from './case-list-store.js'
import { surroundings } from './case-context.js'
import type { FieldValues, Flow } from './domain/flow.js'
import { graphOf, nodeOf } from './domain/flow-graph.js'
import { simulateFlow } from './domain/simulate-flow.js'
import { findForVisit, usernameCovers, type Asked } from './find-people.js'
import { faultsOf } from './manage-flow.js'
import type { Approvals } from './subject.js'
import { workingCalendar } from './working-calendar-store.js'

export interface Sample {
  readonly submitter: string
  readonly owner: string | null
  readonly amount: Money | null
  readonly segment: string | null
  readonly fields: FieldValues
}

/** Walks a sample case through a flow with the people of today; a flow with faults is not walked. */
export async function simulate(db: Queryable, approvals: Approvals, flow: Flow, sample: Sample, at: Date) {
  const faults = await faultsOf(db, approvals, flow)
  if (faults.length > 0) return { faults, outcome: null, visited: [] }
  const { timeZone } = await getOrganisation(db)
  const calendar = await workingCalendar(db, timeZone)
  const today = dayInZone(at, timeZone)
  const graph = graphOf(flow)
  const asked: Asked = {
    ...{ subject: flow.subject, submitter: sample.submitter, ownerUsername: sample.owner },
    ...{ segmentCode: sample.segment, amount: sample.amount, overLimitBp: null, days: null },
  }
  const context = { approvals, today }
  const { visits, outcome } = await simulateFlow(
    graph,
    { submitter: sample.submitter, barred: [sample.submitter], owner: sample.owner, fields: sample.fields },
    (visit) => findForVisit(db, graph, asked, visit, context),
    { ...surroundings({ at, calendar }), covers: (username) => usernameCovers(db, asked, username, context) },
  )
  const names = await namesOf(
    db,
    visits.flatMap(({ plan }) => plan.flat().map(({ username }) => username)),
  )
  const visited = visits.map((visit) => {
    const node = nodeOf(graph, visit.nodeId)
    return {
      nodeId: visit.nodeId,
      name: node.name,
      kind: node.kind,
      branch: visit.branch,
      stages: visit.plan.map((people) =>
        people.map((one) => ({ ...one, displayName: names.get(one.username) ?? one.username })),
      ),
      fallback: visit.fallback,
      dueAt: visit.dueAt?.toISOString() ?? null,
    }
  })
  return { faults, outcome, visited }
}
