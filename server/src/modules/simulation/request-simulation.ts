import type { Principal } from '../../kernel/access.js'
import { addMonths, dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { rulesInForce } from '../credit-control/rules-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { policyInForce } from '../policy/policy-in-force.js'
import { checkPolicy } from '../policy/publish-policy.js'
import { checkScorecard } from '../scoring/preview-scorecard.js'
import { scorecardInForce } from '../scoring/scorecard-in-force.js'
import {
  cancelSimulation,
  findSimulation,
  insertSimulation,
  type Simulation,
  type Tried,
} from './simulation-store.js'

/** The job that does a simulation; its payload is `{ simulationId }`. */
export const SIMULATE_JOB = 'simulate'

/** Past orders are decided again for at most so many months. */
const MONTHS_MAX = 24

export type SimulationRequest = Tried & {
  /** First and last day of the past orders to decide again; null: none. */
  readonly period: { readonly from: CalendarDay; readonly to: CalendarDay } | null
}

/**
 * Queues a simulation and gives its number. Refuses a policy that cannot work, a period that ends in the future, begins
 * after its end, or is longer than two years; control rules are tried on past
 * orders, so they need a period, scorecards on the book alone.
 */
export async function requestSimulation(
  tx: Tx,
  request: SimulationRequest,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<Id> {
  const { kind, period } = request
  checkContent(request)
  checkPeriod(request, dayInZone(at, (await getOrganisation(tx)).timeZone))
  const id = newId()
  const base = await inForce(tx, kind, at)
  const tried: Tried = request
  await insertSimulation(tx, {
    ...tried,
    ...{ id, baseVersion: base.version, requestedBy: actor.label, requestedAt: at },
    ...{ fromOn: period?.from ?? null, toOn: period?.to ?? null },
  })
  await addJob(tx, SIMULATE_JOB, { simulationId: id }, { maxAttempts: 3 })
  await recordAudit(tx, {
    ...{ actor, at, action: 'simulation.requested', objectType: 'simulation', objectId: id },
    after: { kind, baseVersion: base.version, ...period },
  })
  return id
}

function checkContent({ kind, content }: Tried): void {
  if (kind === 'policy') checkPolicy(content)
  if (kind === 'scorecard') checkScorecard(content)
}

async function inForce(tx: Tx, kind: Tried['kind'], at: Date): Promise<{ readonly version: number }> {
  if (kind === 'scorecard') return scorecardInForce(tx, at)
  return kind === 'policy' ? policyInForce(tx, at) : rulesInForce(tx, at)
}

function checkPeriod({ kind, period }: SimulationRequest, today: CalendarDay): void {
  if (period === null) {
    if (kind === 'control-rules') throw new Refusal('simulation_period_missing')
    return
  }
  // Past orders keep the grade that they met.
  if (kind === 'scorecard') throw new Refusal('simulation_period_unwanted')
  const { from, to } = period
  if (to > today) throw new Refusal('as_of_in_future', { asOf: to, today })
  if (from > to || to > addMonths(from, MONTHS_MAX)) {
    throw new Refusal('simulation_period_wrong', { months: String(MONTHS_MAX) })
  }
}

export async function getSimulation(tx: Parameters<typeof findSimulation>[0], id: Id): Promise<Simulation> {
  const found = await findSimulation(tx, id)
  if (!found) throw new Refusal('simulation_not_found', { id })
  return found
}

/** Stops a simulation that has not ended. Cancelling twice is no fault; one that is done stays. */
export async function stopSimulation(
  tx: Tx,
  id: Id,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<Simulation> {
  await getSimulation(tx, id)
  if (await cancelSimulation(tx, id, at)) {
    await recordAudit(tx, {
      ...{ actor, at, action: 'simulation.cancelled', objectType: 'simulation', objectId: id },
    })
  }
  return getSimulation(tx, id)
}
