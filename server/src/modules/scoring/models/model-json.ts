import type { Principal } from '../../../kernel/access.js'
import type { Bilingual } from '../../../kernel/bilingual.js'
import { refusalText, type RefusalCode } from '../../../kernel/refusals.js'
import { featureNotes } from '../domain/feature-catalogue.js'
import { featureCodes, features } from '../domain/features.js'
import { foreignFeature, isFeatureCode } from '../domain/models/feature-texts.js'
import { covers, mayBecome, modelUses, usesToAsk } from '../domain/models/model-life.js'
import type { Dataset } from './dataset-store.js'
import type { SampleCount } from './draw-sample.js'
import type { ModelEvent, RatingModel } from './model-store.js'
import { completeSettings } from './training-settings.js'
import type { CaseClass } from './sample-cases.js'
import type { ModelTraining } from './training-store.js'
import { wire } from './wire.js'

const instantOf = (at: Date | null) => at?.toISOString() ?? null

export function modelJson(model: RatingModel) {
  return {
    ...model,
    features: [...model.features],
    scoresCustomers: foreignFeature(model.features) === null,
    statusSince: model.statusSince.toISOString(),
    createdAt: model.createdAt.toISOString(),
    validatedAt: instantOf(model.validatedAt),
    approvedAt: instantOf(model.approvedAt),
    askedFrom: instantOf(model.askedFrom),
    plannedFrom: instantOf(model.plannedFrom),
  }
}

/** What a person may do with a model as it stands; the same rules as the use cases apply. */
export function mayWith(model: RatingModel, { permissions }: Principal, hasReport: boolean) {
  const writes = permissions.has('models:write')
  const decides = permissions.has('policy:write')
  const { status, approvedFor, askedUse } = model
  return {
    try: writes && status !== 'retired',
    validate: writes && hasReport && mayBecome(status, 'validated'),
    ask: writes && askedUse === null ? [...usesToAsk(status, approvedFor)] : [],
    use: decides
      ? modelUses.filter((use) => mayBecome(status, use) && covers(approvedFor, use) && status !== 'champion')
      : [],
    standDown: decides && status === 'champion' && askedUse === null,
    retire: decides && mayBecome(status, 'retired') && askedUse === null,
  }
}

export function eventJson(event: ModelEvent) {
  return { ...event, at: event.at.toISOString(), detail: { ...event.detail } }
}

/** The names of those features that the catalogue knows. */
export function featureLabels(names: readonly string[]): Record<string, Bilingual> {
  return Object.fromEntries(
    names.flatMap((name) => (isFeatureCode(name) ? [[name, features[name].label]] : [])),
  )
}

export function datasetJson(dataset: Dataset) {
  return wire({ ...dataset, bytes: Number(dataset.bytes), createdAt: dataset.createdAt.toISOString() })
}

/** How many customers of each class, every class named. */
export function sampleCountJson({ day, classes }: SampleCount) {
  const count = (of: CaseClass) => classes[of] ?? 0
  return {
    ...{ day, good: count('good'), bad: count('bad'), doubtful: count('doubtful') },
    ...{ alreadyLate: count('already-late'), nothingDue: count('nothing-due'), tooNew: count('too-new') },
    turnedAway: count('turned-away'),
  }
}

/** The catalogue with the reason of those features that may not train a model. */
export function sampleFeatures() {
  return featureCodes.map((code) => ({
    ...{ code, label: features[code].label },
    refused: featureNotes[code].notForTraining,
  }))
}

export function trainingJson({ failure, startedAt: _, ...training }: ModelTraining) {
  return wire({
    ...training,
    settings: completeSettings(training.settings),
    failure: failure === null ? null : refusalText(failure.code as RefusalCode, failure.values),
    requestedAt: training.requestedAt.toISOString(),
    finishedAt: instantOf(training.finishedAt),
  })
}
