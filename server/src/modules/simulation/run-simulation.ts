import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import { rulesInForce, rulesVersion } from '../credit-control/rules-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { policyDay, type PolicyDay } from '../policy/apply-policy.js'
import { findPolicy } from '../policy/policy-store.js'
import { countAccounts } from './account-reading-store.js'
import { countPastChecks, periodOf } from './past-check-store.js'
import { getSimulation } from './request-simulation.js'
import { simulateBook } from './simulate-book.js'
import { monthsOf, simulateChecks } from './simulate-checks.js'
import { clearSimulatedAccounts } from './simulated-account-store.js'
import { clearSimulatedChecks } from './simulated-check-store.js'
import {
  advanceSimulation,
  failSimulation,
  finishSimulation,
  startSimulation,
  type Simulation,
} from './simulation-store.js'
import { summaryJson } from './summary-json.js'

/** Thrown between two pages when somebody has cancelled the run. */
class Cancelled extends Error {}

/** Does a queued simulation. One that has ended is left alone, so the job may come twice. */
export async function runSimulation(deps: Deps, id: Id): Promise<void> {
  const simulation = await getSimulation(deps.db, id)
  const started = await deps.db.transaction(async (tx) => {
    if (!(await startSimulation(tx, id))) return false
    await clearSimulatedAccounts(tx, id)
    await clearSimulatedChecks(tx, id)
    return true
  })
  if (!started) return
  try {
    const summary = await simulate(deps, simulation)
    await deps.db.transaction((tx) => finishSimulation(tx, id, summary, deps.now()))
  } catch (error) {
    if (error instanceof Cancelled) return
    const failure = error instanceof Error ? error.message : String(error)
    await deps.db.transaction((tx) => failSimulation(tx, id, failure, deps.now()))
    throw error
  }
}

async function simulate(deps: Deps, simulation: Simulation): Promise<string> {
  const frame = await frameOf(deps, simulation)
  const { id, kind, baseVersion } = simulation
  const advance = await progressOf(deps, simulation, frame.timeZone)
  const book = await bookEffect(deps, simulation, frame, advance)
  const { fromOn, toOn } = simulation
  if (fromOn === null || toOn === null) return summaryJson(frame.day.baseCurrency, book, null)
  const rules = await deps.db.transaction((tx) => rulesInForce(tx, simulation.requestedAt))
  const base = kind === 'control-rules' ? await rulesVersion(deps.db, baseVersion) : rules
  if (!base) throw new Error(`control rules ${baseVersion} have vanished`)
  const checks = await simulateChecks(deps, {
    ...{
      simulationId: id,
      from: fromOn,
      to: toOn,
      timeZone: frame.timeZone,
      day: frame.day,
      onChecks: advance,
    },
    before: { rules: base.content, policy: kind === 'policy' ? await basePolicy(deps, baseVersion) : null },
    after:
      kind === 'policy'
        ? { rules: base.content, policy: simulation.content }
        : { rules: simulation.content, policy: null },
  })
  return summaryJson(frame.day.baseCurrency, book, checks)
}

interface Frame {
  readonly day: PolicyDay
  readonly timeZone: string
}

async function frameOf(deps: Deps, simulation: Simulation): Promise<Frame> {
  return deps.db.transaction(async (tx) => {
    const { timeZone } = await getOrganisation(tx)
    const today = dayInZone(simulation.requestedAt, timeZone)
    return { timeZone, day: await policyDay(tx, today, simulation.requestedAt) }
  })
}

async function bookEffect(
  deps: Deps,
  simulation: Simulation,
  { day }: Frame,
  advance: (count: number) => Promise<void>,
) {
  if (simulation.kind !== 'policy') return null
  const before = await basePolicy(deps, simulation.baseVersion)
  return simulateBook(deps, {
    ...{ simulationId: simulation.id, before, after: simulation.content, day, onAccounts: advance },
  })
}

async function basePolicy(deps: Deps, version: number) {
  const found = await findPolicy(deps.db, version)
  if (!found) throw new Error(`credit policy ${version} has vanished`)
  return found.content
}

/** Counts the work and gives the function that tells how much of it is done. */
async function progressOf(
  deps: Deps,
  { id, kind, fromOn, toOn }: Simulation,
  timeZone: string,
): Promise<(count: number) => Promise<void>> {
  let total = kind === 'policy' ? await countAccounts(deps.db) : 0
  if (fromOn !== null && toOn !== null) {
    for (const month of monthsOf(fromOn, toOn)) {
      total += await countPastChecks(deps.db, await periodOf(deps.db, month, timeZone))
    }
  }
  let done = 0
  const advance = async (count: number) => {
    done += count
    if (!(await deps.db.transaction((tx) => advanceSimulation(tx, id, { done, total }))))
      throw new Cancelled()
  }
  await advance(0)
  return advance
}
