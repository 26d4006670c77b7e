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
import { countCustomers, listCustomerPage } from '../rating-store.js'
import type { Dataset } from './dataset-store.js'
import { insertSnapshots, listSnapshots } from './feature-snapshot-store.js'
import { listOutcomes } from './outcome-store.js'
import { storeDataset } from './store-dataset.js'

const BATCH = 1_000
/** Customers times days: what one request works off in reasonable time. */
const CASES_MAX = 100_000

/** Which cases are drawn from the book, and when one of them is bad. */
export interface SampleDefinition {
  /** Bad is whoever has an instalment open for more days than this… */
  readonly overdueDays: number
  /** …within so many months of the day that it is looked at. */
  readonly withinMonths: number
  /** The days as of which customers are looked at. */
  readonly observationDays: readonly CalendarDay[]
  /** Default: every feature whose past can be told. */
  readonly features?: readonly FeatureCode[] | undefined
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
  const later = definition.features?.find(isLaterKnown)
  if (later !== undefined) throw new Refusal('feature_known_later', { feature: later })
  const at = deps.now()
  const today = dayInZone(at, (await getOrganisation(deps.db)).timeZone)
  const days = [...new Set(definition.observationDays)].sort()
  const open = days.find((day) => addMonths(day, definition.withinMonths) > today)
  if (open !== undefined) throw new Refusal('sample_not_over', { day: open, months: definition.withinMonths })
  const cases = days.length * (await countCustomers(deps.db))
  if (cases > CASES_MAX) throw new Refusal('sample_too_large', { cases, max: CASES_MAX })
  const features = definition.features ?? featureCodes.filter((code) => !isLaterKnown(code))
  const folder = await mkdtemp(join(tmpdir(), 'xinheng-sample-'))
  try {
    const path = join(folder, 'sample.csv')
    const lines = linesOf(deps, { ...definition, observationDays: days, features })
    await pipeline(Readable.from(lines), createWriteStream(path))
    const stored = { ...definition, observationDays: days, features, drawnOn: today }
    return await storeDataset(deps.db, {
      ...{ path, fileName: 'sample.csv', name, source: 'book', definition: stored, actor, at },
    })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'file_empty') throw new Refusal('sample_empty')
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

type Sample = Omit<SampleDefinition, 'features'> & { readonly features: readonly FeatureCode[] }

async function* linesOf(deps: Deps, sample: Sample): AsyncGenerator<string> {
  yield `${['row_id', 'observed_on', ...sample.features, 'target'].join(',')}\n`
  for (const day of sample.observationDays) {
    for (let after: Id | null = null; ;) {
      const page: { id: Id; code: string }[] = await listCustomerPage(deps.db, after, BATCH)
      yield* linesOfPage(deps, sample, day, page)
      after = page.at(-1)?.id ?? null
      if (page.length < BATCH) break
    }
  }
}

async function* linesOfPage(
  deps: Deps,
  { features, overdueDays, withinMonths }: Sample,
  day: CalendarDay,
  page: readonly { readonly id: Id; readonly code: string }[],
): AsyncGenerator<string> {
  const window = { from: day, to: addMonths(day, withinMonths), overdueDays }
  const outcomes = await listOutcomes(
    deps.db,
    page.map(({ id }) => id),
    window,
  )
  const judged = new Map(outcomes.map((one) => [one.customerId, one]))
  const cases = page.filter(({ id }) => {
    const outcome = judged.get(id)
    return outcome !== undefined && !outcome.already && (outcome.bad || outcome.seen)
  })
  const inputs = await snapshotsOf(
    deps,
    cases.map(({ id }) => id),
    day,
  )
  for (const { id, code } of cases) {
    const values = inputs.get(id)?.values ?? {}
    const cells = features.map((feature) => featureText(values[feature]))
    yield `${[`${code}@${day}`, day, ...cells, judged.get(id)?.bad === true ? '1' : '0'].map(quoted).join(',')}\n`
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
