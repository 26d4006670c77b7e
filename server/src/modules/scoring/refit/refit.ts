import { systemPrincipal, type Principal } from '../../../kernel/access.js'
import { addMonths, dayInZone } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { Deps } from '../../../platform/deps.js'
import { recordAudit } from '../../audit/record-audit.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import type { FeatureInputs } from '../domain/features.js'
import { refitScorecard, type RefitCase } from '../domain/refit/refit-scorecard.js'
import type { Scorecard } from '../domain/scorecard.js'
import { monthEndDays } from '../domain/validation/month-end-days.js'
import { beginDraft, keepReport } from '../edit-draft.js'
import { openRatedBook } from '../rated-book.js'
import { scorecardInForce } from '../scorecard-in-force.js'
import type { ScorecardVersion } from '../scorecard-store.js'
import { validateScorecard } from '../validate-scorecard.js'
import { collectCases } from '../validation/collect-cases.js'
import { requestRun, type Advance, type Work } from '../validation/do-run.js'
import { listInputsOf } from '../validation/past-rating-store.js'
import { listRuns, type ValidationRun } from '../validation/validation-run-store.js'
import { putRefitSettings, readRefitSettings, type RefitSettings } from './refit-settings-store.js'

const PAGE = 2_000
const MONTHS = { monthly: 1, quarterly: 3 } as const

interface Doing {
  readonly actor: Principal
  readonly at: Date
}

/** Changes how and within which bounds weights are estimated anew. */
export async function changeRefitSettings(tx: Tx, settings: RefitSettings, { actor, at }: Doing) {
  const before = await readRefitSettings(tx)
  await putRefitSettings(tx, settings, { by: actor.label, at })
  await recordAudit(tx, {
    ...{ actor, at, action: 'refit-settings.changed', objectType: 'refit-settings', objectId: 'scorecard' },
    ...{ before: { ...before }, after: { ...settings } },
  })
  return readRefitSettings(tx)
}

/** Queues a re-fit with the settings as they are. */
export async function requestRefit(tx: Tx, doing: Doing): Promise<ValidationRun> {
  const { updatedBy: _, updatedAt: __, ...settings } = await readRefitSettings(tx)
  return requestRun(tx, 'refit', settings, doing)
}

/** Queues a re-fit where the settings say that it is time. */
export async function requestDueRefit(deps: Deps): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const { active, cadence } = await readRefitSettings(tx)
    if (!active) return
    const at = deps.now()
    const { timeZone } = await getOrganisation(tx)
    const [last] = await listRuns(tx, 'refit')
    const next = last && addMonths(dayInZone(last.requestedAt, timeZone), MONTHS[cadence])
    if (next === undefined || next <= dayInZone(at, timeZone))
      await requestRefit(tx, { actor: systemPrincipal, at })
  })
}

/**
 * Does a re-fit. Where every gate is passed a validated draft comes out, which goes the way of every draft: somebody
 * submits it, others approve it. Where one is not, the report says which, and nothing is proposed.
 */
export async function doRefit(deps: Deps, run: ValidationRun, advance: Advance): Promise<Work> {
  const settings = run.settings as RefitSettings
  const inForce = await deps.db.transaction((tx) => scorecardInForce(tx, run.requestedAt))
  const cases = await refitCases(deps, run, settings, advance)
  const { report, scorecard } = refitScorecard(inForce.content, cases, settings.guardrails)
  const found = { ...report, baseVersion: inForce.version }
  if (!report.passed || scorecard === null) return { result: { ...found, draftId: null, effect: null } }
  const validation = await validate(deps, inForce, scorecard)
  const { customers, up, down } = validation.effect
  return {
    async finish(tx, at) {
      const actor = { ...systemPrincipal, label: run.requestedBy }
      const day = dayInZone(at, (await getOrganisation(tx)).timeZone)
      const name = `自动重估权重 Re-fit ${day}`
      const draft = await beginDraft(tx, { name, content: scorecard }, { actor, at })
      await keepReport(tx, draft.id, draft.revision, validation, { actor, at })
      return { ...found, draftId: draft.id, effect: { customers, up, down } }
    },
  }
}

async function validate(deps: Deps, inForce: ScorecardVersion, scorecard: Scorecard) {
  const book = openRatedBook(deps)
  try {
    return await validateScorecard(book, inForce, scorecard, deps.now())
  } finally {
    await book.close()
  }
}

async function refitCases(
  deps: Deps,
  run: ValidationRun,
  { lookbackMonths, horizonMonths, overdueDays }: RefitSettings,
  advance: Advance,
): Promise<RefitCase[]> {
  const { timeZone, baseCurrency } = await getOrganisation(deps.db)
  const last = addMonths(dayInZone(run.requestedAt, timeZone), -horizonMonths)
  const { cases } = await collectCases(
    deps.db,
    {
      when: { days: monthEndDays(addMonths(last, -lookbackMonths), last) },
      ...{ horizonMonths, bad: { kind: 'overdue', days: overdueDays }, retrospective: true },
      ...{ timeZone, baseCurrency },
    },
    advance,
  )
  const inputs = await inputsOf(deps.db, [...new Set(cases.map(({ ratingId }) => ratingId))])
  return cases.flatMap(({ day, ratingId, y }): RefitCase[] => {
    const seen = inputs.get(ratingId)
    return seen === undefined ? [] : [{ day, inputs: seen, y }]
  })
}

async function inputsOf(db: Queryable, ratingIds: readonly Id[]): Promise<ReadonlyMap<Id, FeatureInputs>> {
  const found = new Map<Id, FeatureInputs>()
  for (let from = 0; from < ratingIds.length; from += PAGE) {
    for (const { ratingId, inputs } of await listInputsOf(db, ratingIds.slice(from, from + PAGE))) {
      found.set(ratingId, inputs)
    }
  }
  return found
}
