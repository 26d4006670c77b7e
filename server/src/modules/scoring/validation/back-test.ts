import type { Principal } from '../../../kernel/access.js'
import { addMonths, dayInZone, type CalendarDay } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { Deps } from '../../../platform/deps.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import { backTestReport, rateForMonths, type ExpectedRates } from '../domain/validation/back-test-report.js'
import type { BadDefinition } from '../domain/validation/judge-outcome.js'
import { monthEndDays } from '../domain/validation/month-end-days.js'
import { countCustomers } from '../rating-store.js'
import { listModels } from '../models/model-store.js'
import { collectCases } from './collect-cases.js'
import { requestRun, type Advance, type Work } from './do-run.js'
import { countGradeMoves } from './past-rating-store.js'
import type { ValidationRun } from './validation-run-store.js'

/** Customers times days that one run looks at. */
const CASES_MAX = 400_000
const MONTHS_MAX = 60

/** Which past ratings are held against what. */
export interface BackTestSettings {
  /** First and last day of the ratings. */
  readonly from: CalendarDay
  readonly to: CalendarDay
  readonly horizonMonths: number
  readonly bad: BadDefinition
  /** The last rating of each customer at each month end, or every rating. */
  readonly sampling: 'month-ends' | 'all'
  /** Whether ratings count that were made afterwards from what was known then. */
  readonly retrospective: boolean
  /** The days between which grades move. */
  readonly migration: { readonly from: CalendarDay; readonly to: CalendarDay }
}

/** Yearly probabilities of default by grade that the organisation expects; empty where it says nothing. */
export type ExpectedYearly = (tx: Tx, at: Date) => Promise<ExpectedRates>

/** Queues a back-test. Refuses a period without a month end, or whose windows are not over, and one that is too long. */
export async function requestBackTest(
  tx: Tx,
  asked: Omit<BackTestSettings, 'migration'> & {
    readonly migration?: BackTestSettings['migration'] | undefined
  },
  doing: { readonly actor: Principal; readonly at: Date },
): Promise<ValidationRun> {
  const today = dayInZone(doing.at, (await getOrganisation(tx)).timeZone)
  const { from, to, horizonMonths, sampling } = asked
  const days = monthEndDays(from, to)
  if (from > to || to > addMonths(from, MONTHS_MAX) || (sampling === 'month-ends' && days.length === 0)) {
    throw new Refusal('back_test_period', { months: MONTHS_MAX })
  }
  const last = sampling === 'month-ends' ? (days.at(-1) ?? to) : to
  if (addMonths(last, horizonMonths) > today) {
    throw new Refusal('sample_not_over', { day: last, months: horizonMonths })
  }
  const migration = asked.migration ?? { from, to: today }
  if (migration.from >= migration.to) throw new Refusal('back_test_period', { months: MONTHS_MAX })
  if (migration.to > today) throw new Refusal('as_of_in_future', { asOf: migration.to, today })
  const cases = (sampling === 'month-ends' ? days.length : 1) * (await countCustomers(tx))
  if (cases > CASES_MAX) throw new Refusal('sample_too_large', { cases, max: CASES_MAX })
  return requestRun(tx, 'back-test', { ...asked, migration }, doing)
}

/** Does a back-test: every rating with what happened afterwards, and the figures over all of them. */
export async function doBackTest(
  deps: Deps,
  run: ValidationRun,
  expected: ExpectedYearly,
  advance: Advance,
): Promise<Work> {
  const settings = run.settings as BackTestSettings
  const { from, to, sampling, horizonMonths, bad, retrospective, migration } = settings
  const { organisation, yearly } = await deps.db.transaction(async (tx) => ({
    organisation: await getOrganisation(tx),
    yearly: await expected(tx, run.requestedAt),
  }))
  const collected = await collectCases(
    deps.db,
    {
      ...{ horizonMonths, bad, retrospective },
      when: sampling === 'all' ? { from, to } : { days: monthEndDays(from, to) },
      ...{ timeZone: organisation.timeZone, baseCurrency: organisation.baseCurrency },
    },
    advance,
  )
  if (collected.cases.length === 0) throw new Refusal('sample_empty')
  const report = backTestReport(collected.cases, collected.leftOut, ratesFor(yearly, horizonMonths))
  const names = await modelNames(deps.db)
  return {
    result: {
      ...report,
      models: report.models.map((one) => ({ ...one, ...(names.get(one.modelId) ?? unnamed) })),
      migration: { ...migration, moves: await countGradeMoves(deps.db, migration) },
    },
  }
}

const unnamed = { name: '', version: 0 }

function ratesFor(yearly: ExpectedRates, months: number): ExpectedRates {
  return Object.fromEntries(
    Object.entries(yearly).map(([grade, rate]) => [grade, rateForMonths(rate, months)]),
  )
}

async function modelNames(db: Queryable): Promise<Map<string, { name: string; version: number }>> {
  return new Map((await listModels(db)).map(({ id, name, version }) => [id, { name, version }]))
}
