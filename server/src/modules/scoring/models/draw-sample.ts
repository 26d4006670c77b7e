import { mkdtemp, rm } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Principal } from '../../../kernel/access.js'
import { addMonths, dayInZone, type CalendarDay } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Deps } from '../../../platform/deps.js'
import { getOrganisation } from '../../identity/organisation-store.js'
import { featureCodes, type FeatureCode, type FeatureInputs } from '../domain/features.js'
import { featureText } from '../domain/models/feature-texts.js'
import { isLaterKnown } from '../domain/feature-catalogue.js'
import { loadFeatures } from '../load-features.js'
import { frameOf } from '../rate-customers.js'
import { countCustomers } from '../rating-store.js'
import type { Dataset } from './dataset-store.js'
import { insertSnapshots, listSnapshots } from './feature-snapshot-store.js'
import { casesOf, drawnClasses, type CaseClass, type CaseRules, type SampleCase } from './sample-cases.js'
import { storeDataset } from './store-dataset.js'

/** Customers times days: what one request works off in reasonable time. */
const CASES_MAX = 100_000

export interface SampleDefinition extends CaseRules {
  /** Default: every feature whose past can be told. */
  readonly features?: readonly FeatureCode[] | undefined
}

/** How many customers of each class there are as of a day. */
export interface SampleCount {
  readonly day: CalendarDay
  readonly classes: Readonly<Partial<Record<CaseClass, number>>>
}

/** Counts what a sample would hold, before it is drawn. Refuses what drawing it would refuse. */
export async function countSample(deps: Deps, definition: SampleDefinition): Promise<SampleCount[]> {
  const { days } = await assertDrawable(deps, definition)
  const counts: SampleCount[] = []
  for (const day of days) {
    const classes: Partial<Record<CaseClass, number>> = {}
    for await (const cases of casesOf(deps.db, definition, day)) {
      for (const one of cases) classes[one.class] = (classes[one.class] ?? 0) + 1
    }
    counts.push({ day, classes })
  }
  return counts
}

/**
 * Draws training data from the book: each customer as of each day, features from what was known then, and what became of
 * it. Customers who were that late already, and those to whom nothing fell due, are left out. Refuses features whose
 * past nobody can tell, and days whose window is not over yet.
 */
export async function drawSample(
  deps: Deps,
  { name, actor, ...definition }: SampleDefinition & { readonly name: string; readonly actor: Principal },
): Promise<Dataset> {
  const { days, today } = await assertDrawable(deps, definition)
  const features = definition.features ?? featureCodes.filter((code) => !isLaterKnown(code))
  const folder = await mkdtemp(join(tmpdir(), 'xinheng-sample-'))
  try {
    const path = join(folder, 'sample.csv')
    const sample = { ...definition, observationDays: days, features }
    await pipeline(Readable.from(linesOf(deps, sample)), createWriteStream(path))
    return await storeDataset(deps.db, {
      ...{ path, fileName: 'sample.csv', name, source: 'book', actor, at: deps.now() },
      definition: { ...sample, drawnOn: today },
    })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'file_empty') throw new Refusal('sample_empty')
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function assertDrawable(
  deps: Deps,
  definition: SampleDefinition,
): Promise<{ days: readonly CalendarDay[]; today: CalendarDay }> {
  const later = definition.features?.find(isLaterKnown)
  if (later !== undefined) throw new Refusal('feature_known_later', { feature: later })
  const { doubtfulDays, overdueDays, withinMonths } = definition
  if (doubtfulDays !== null && doubtfulDays >= overdueDays) {
    throw new Refusal('sample_doubtful_days', { doubtful: doubtfulDays, overdue: overdueDays })
  }
  const today = dayInZone(deps.now(), (await getOrganisation(deps.db)).timeZone)
  const days = [...new Set(definition.observationDays)].sort()
  const open = days.find((day) => addMonths(day, withinMonths) > today)
  if (open !== undefined) throw new Refusal('sample_not_over', { day: open, months: withinMonths })
  const cases = days.length * (await countCustomers(deps.db))
  if (cases > CASES_MAX) throw new Refusal('sample_too_large', { cases, max: CASES_MAX })
  return { days, today }
}

type Sample = CaseRules & { readonly features: readonly FeatureCode[] }

async function* linesOf(deps: Deps, sample: Sample): AsyncGenerator<string> {
  yield `${['row_id', 'observed_on', ...sample.features, 'target'].join(',')}\n`
  for (const day of sample.observationDays) {
    for await (const cases of casesOf(deps.db, sample, day)) {
      const drawn = cases.filter((one) => drawnClasses.includes(one.class))
      yield* linesOfPage(deps, sample.features, day, drawn)
    }
  }
}

const outcomeTexts: Readonly<Partial<Record<CaseClass, string>>> = { good: '0', bad: '1' }

async function* linesOfPage(
  deps: Deps,
  features: readonly FeatureCode[],
  day: CalendarDay,
  cases: readonly SampleCase[],
): AsyncGenerator<string> {
  const inputs = await snapshotsOf(
    deps,
    cases.map(({ id }) => id),
    day,
  )
  for (const { id, code, class: own } of cases) {
    const values = inputs.get(id)?.values ?? {}
    const cells = features.map((feature) => featureText(values[feature]))
    yield `${[`${code}@${day}`, day, ...cells, outcomeTexts[own] ?? ''].map(quoted).join(',')}\n`
  }
}

/** Features as of a past day, computed once and kept. */
async function snapshotsOf(
  deps: Deps,
  customerIds: readonly Id[],
  day: CalendarDay,
): Promise<ReadonlyMap<Id, FeatureInputs>> {
  const known = await listSnapshots(deps.db, customerIds, day)
  const missing = customerIds.filter((id) => !known.has(id))
  if (missing.length === 0) return known
  const at = deps.now()
  return deps.db.transaction(async (tx) => {
    const found = await loadFeatures(tx, missing, await frameOf(tx, day, at))
    await insertSnapshots(tx, day, found, at)
    return new Map([...known, ...found])
  })
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
