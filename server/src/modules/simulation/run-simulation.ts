import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import { rulesInForce, rulesVersion } from '../credit-control/rules-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { policyDay, type PolicyDay } from '../policy/apply-policy.js'
import { policyInForce } from '../policy/policy-in-force.js'
import { findPolicy } from '../policy/policy-store.js'
import type { Scorecard } from '../scoring/domain/scorecard.js'
import { openRatedBook } from '../scoring/rated-book.js'
import { SCORECARD_CODE } from '../scoring/scorecard-in-force.js'
import { findScorecard } from '../scoring/scorecard-store.js'
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
  const advance = await progressOf(deps, simulation, frame.timeZone)
  const book = await bookEffect(deps, simulation, frame, advance)
  const checks = await checkEffect(deps, simulation, frame, advance)
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

type Advance = (count: number) => Promise<void>

async function bookEffect(deps: Deps, simulation: Simulation, { day }: Frame, onAccounts: Advance) {
  const { id: simulationId, kind, content, baseVersion } = simulation
  if (kind === 'control-rules') return null
  if (kind === 'policy') {
    const before = await basePolicy(deps, baseVersion)
    return simulateBook(deps, {
      simulationId,
      before,
      after: content,
      gradesAfter: new Map(),
      day,
      onAccounts,
    })
  }
  const policy = await deps.db.transaction((tx) => policyInForce(tx, simulation.requestedAt))
  const gradesAfter = await gradesUnder(deps, content, baseVersion)
  const sides = { before: policy.content, after: policy.content, gradesAfter }
  return simulateBook(deps, { simulationId, ...sides, day, onAccounts })
}

/** The grades that a scorecard gives, of the customers to whom it gives another one than the scorecard in force. */
async function gradesUnder(deps: Deps, tried: Scorecard, version: number): Promise<ReadonlyMap<Id, string>> {
  const base = await findScorecard(deps.db, SCORECARD_CODE, version)
  if (!base) throw new Error(`scorecard ${version} has vanished`)
  const book = openRatedBook(deps)
  try {
    const { answer } = await book.ask({ kind: 'moves', inForce: base.content, tried })
    return new Map(answer.map(({ customerId, gradeAfter }) => [customerId, gradeAfter]))
  } finally {
    await book.close()
  }
}

async function checkEffect(deps: Deps, simulation: Simulation, frame: Frame, onChecks: Advance) {
  const { id: simulationId, fromOn: from, toOn: to, baseVersion } = simulation
  if (from === null || to === null || simulation.kind === 'scorecard') return null
  const run = { simulationId, from, to, timeZone: frame.timeZone, day: frame.day, onChecks }
  if (simulation.kind === 'policy') {
    const rules = (await deps.db.transaction((tx) => rulesInForce(tx, simulation.requestedAt))).content
    const policy = await basePolicy(deps, baseVersion)
    return simulateChecks(deps, {
      ...run,
      before: { rules, policy },
      after: { rules, policy: simulation.content },
    })
  }
  const base = await rulesVersion(deps.db, baseVersion)
  if (!base) throw new Error(`control rules ${baseVersion} have vanished`)
  const before = { rules: base.content, policy: null }
  return simulateChecks(deps, { ...run, before, after: { rules: simulation.content, policy: null } })
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
): Promise<Advance> {
  let total = kind === 'control-rules' ? 0 : await countAccounts(deps.db)
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
