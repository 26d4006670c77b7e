import { addDays, addMonths, calendarDay, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { decide } from '../credit-control/domain/decide.js'
import { factsFromJson } from '../credit-control/domain/facts-json.js'
import type { Facts } from '../credit-control/domain/facts.js'
import type { RulesDocument } from '../credit-control/domain/rules.js'
import { convertAt, policyDay, readPolicyPage, type PolicyDay } from '../policy/apply-policy.js'
import type { CreditPolicy } from '../policy/domain/policy.js'
import { addChecks, noCheckEffect, passes, type CheckEffect, type Fate } from './domain/check-effect.js'
import type { Grant } from './domain/compare-limits.js'
import { withLimit } from './domain/with-limit.js'
import {
  listOrderFates,
  listPastChecks,
  periodOf,
  type OrderFate,
  type PastCheck,
  type Period,
} from './past-check-store.js'
import { grantOf } from './simulate-book.js'
import { insertSimulatedChecks, type SimulatedCheck } from './simulated-check-store.js'

const PAGE = 1_000
const ACCOUNTS_PAGE = 5_000

/** Decides by one side of the comparison. A null policy leaves limits and terms as the decision found them. */
interface SideOfChecks {
  readonly rules: RulesDocument
  readonly policy: CreditPolicy | null
}

export interface CheckRun {
  readonly simulationId: Id
  readonly before: SideOfChecks
  readonly after: SideOfChecks
  readonly from: CalendarDay
  readonly to: CalendarDay
  readonly timeZone: string
  /** Rates and day by which amounts are brought into the base currency, and by which fates are judged. */
  readonly day: PolicyDay
  /** Told after each page how many checks it held. Throws to stop. */
  readonly onChecks: (count: number) => Promise<void>
}

/**
 * Decides the orders of a period again, once by each side, each on the facts that its decision saw. Under a policy the
 * base limit and the terms are what the policy would have given on the first day of the month, with the grade, purchases
 * and net assets known then. Every order is judged by itself: that an order held earlier would have left more room for
 * the next is not followed up.
 */
export async function simulateChecks(deps: Deps, run: CheckRun): Promise<CheckEffect> {
  let effect = noCheckEffect
  for (const month of monthsOf(run.from, run.to)) {
    const period = await deps.db.transaction((tx) => periodOf(tx, month, run.timeZone))
    const grants = {
      before: await grantsOf(deps, run.before.policy, month.from),
      after: await grantsOf(deps, run.after.policy, month.from),
    }
    let after: PastCheck | null = null
    do {
      const page: PageOfChecks = await deps.db.transaction((tx) =>
        simulatePage(tx, { period, after, month, grants }, run),
      )
      effect = addChecks(
        effect,
        page.count,
        page.changed.map((one) => ({ ...one, amount: one.amountBaseMinor, loss: one.lossBaseMinor })),
      )
      await run.onChecks(page.count)
      after = page.last
    } while (after !== null)
  }
  return effect
}

interface Month {
  readonly from: CalendarDay
  /** The day after its last. */
  readonly before: CalendarDay
}

/** The period cut at the first of each month. */
export function monthsOf(from: CalendarDay, to: CalendarDay): Month[] {
  const months: Month[] = []
  let start = from
  const end = addDays(to, 1)
  while (start < end) {
    const next = addMonths(calendarDay(`${start.slice(0, 7)}-01`), 1)
    months.push({ from: start, before: next < end ? next : end })
    start = next
  }
  return months
}

type Grants = ReadonlyMap<Id, Grant> | null

/** What a policy would have given each account on a day, with what was known then. */
async function grantsOf(deps: Deps, policy: CreditPolicy | null, on: CalendarDay): Promise<Grants> {
  if (policy === null) return null
  const day = await deps.db.transaction((tx) => policyDay(tx, on, deps.now()))
  // The bound on single raises looks at the limit of then, which another policy would have set otherwise.
  const free = { ...policy, raiseAtMostBasisPoints: null, ignoreChangesBelowBasisPoints: 0 }
  const grants = new Map<Id, Grant>()
  let after: Id | null = null
  do {
    const last: Id | null = await deps.db.transaction(async (tx) => {
      const page = await readPolicyPage(tx, { after, limit: ACCOUNTS_PAGE }, day)
      const bought = await page.bought(free.averageOverMonths)
      for (const situation of page.situations) {
        const grant = grantOf(free, situation, bought.get(situation.accountId), day)
        if (grant) grants.set(situation.accountId, { minor: grant.minor, days: grant.days })
      }
      return page.last
    })
    after = last
  } while (after !== null)
  return grants
}

interface PageRequest {
  readonly period: Period
  readonly after: PastCheck | null
  readonly month: Month
  readonly grants: { readonly before: Grants; readonly after: Grants }
}

interface PageOfChecks {
  readonly changed: readonly SimulatedCheck[]
  readonly count: number
  readonly last: PastCheck | null
}

async function simulatePage(tx: Tx, request: PageRequest, run: CheckRun): Promise<PageOfChecks> {
  const { period, after, month, grants } = request
  const checks = await listPastChecks(tx, period, { after, limit: PAGE })
  const decided = checks.flatMap((check) => {
    const facts = factsFromJson(check.facts)
    const was = decide(factsUnder(facts, check.accountId, grants.before, month), run.before.rules)
    const becomes = decide(factsUnder(facts, check.accountId, grants.after, month), run.after.rules)
    return was.outcome === becomes.outcome ? [] : [{ check, facts, was, becomes }]
  })
  const fates = await fatesOf(
    tx,
    decided.map(({ check }) => check.id),
    run.day,
  )
  const changed = decided.map(({ check, facts, was, becomes }): SimulatedCheck => {
    const fate = fates.get(check.id)
    return {
      ...{ decisionId: check.id, accountId: check.accountId, decidedAt: check.decidedAt },
      ...{ before: was.outcome, after: becomes.outcome },
      reasons: passes(becomes.outcome) && !passes(was.outcome) ? was.reasons : becomes.reasons,
      amountBaseMinor: convertAt(run.day, facts.amountMinor, facts.currency, run.day.baseCurrency),
      became: fate?.became ?? 'not-billed',
      lossBaseMinor: fate?.loss ?? null,
    }
  })
  await insertSimulatedChecks(tx, run.simulationId, changed)
  return { changed, count: checks.length, last: checks.length < PAGE ? null : (checks.at(-1) ?? null) }
}

function factsUnder(facts: Facts, accountId: Id, grants: Grants, month: Month): Facts {
  const grant = grants?.get(accountId)
  return grant === undefined ? facts : withLimit(facts, grant, month.from)
}

interface KnownFate {
  readonly became: Fate
  /** In the base currency; null without an exchange rate. */
  readonly loss: bigint | null
}

async function fatesOf(
  tx: Tx,
  decisionIds: readonly Id[],
  day: PolicyDay,
): Promise<ReadonlyMap<Id, KnownFate>> {
  const fates = new Map<Id, KnownFate>()
  if (decisionIds.length === 0) return fates
  for (const fate of await listOrderFates(tx, decisionIds, day.asOf)) {
    const known = fates.get(fate.decisionId)
    const loss = convertAt(day, fate.badMinor + fate.writtenOffMinor, fate.currency, day.baseCurrency)
    fates.set(fate.decisionId, {
      became: worse(known?.became, fateOf(fate)),
      loss: known?.loss === null || loss === null ? null : (known?.loss ?? 0n) + loss,
    })
  }
  return fates
}

function fateOf({ openMinor, badMinor, writtenOffMinor }: OrderFate): Fate {
  if (badMinor > 0n || writtenOffMinor > 0n) return 'bad'
  return openMinor > 0n ? 'open' : 'paid'
}

function worse(a: Fate | undefined, b: Fate): Fate {
  const rank: readonly Fate[] = ['not-billed', 'paid', 'open', 'bad']
  return a !== undefined && rank.indexOf(a) > rank.indexOf(b) ? a : b
}
