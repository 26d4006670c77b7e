import type { BookEngine } from './domain/book-engine.js'
import { type BookPreview, type FeatureCoverage, type GradeMove, type Pause } from './domain/book-engine.js'
import type { FeatureCode } from './domain/features.js'
import type { Formula } from './domain/formula.js'
import type { FeatureHistogram } from './domain/histogram.js'
import type { Overlay } from './domain/overlay.js'
import type { Scorecard } from './domain/scorecard.js'

/** What can be asked of a book in memory. `begin`, `load` (often) and `finish` bring it there. */
export type BookTask =
  | { readonly kind: 'begin'; readonly customers: number; readonly overlays: readonly Overlay[] }
  | { readonly kind: 'load'; readonly lines: string }
  | { readonly kind: 'finish' }
  | { readonly kind: 'preview'; readonly inForce: Scorecard; readonly tried: Scorecard }
  | { readonly kind: 'moves'; readonly inForce: Scorecard; readonly tried: Scorecard }
  | {
      readonly kind: 'compare'
      readonly inForce: Scorecard
      readonly left: Scorecard
      readonly right: Scorecard
    }
  | { readonly kind: 'histogram'; readonly of: FeatureCode | Formula; readonly inForce: Scorecard }
  | { readonly kind: 'coverage' }

export interface BookAnswers {
  begin: null
  load: null
  finish: null
  preview: BookPreview
  compare: BookPreview
  moves: readonly GradeMove[]
  histogram: FeatureHistogram
  coverage: { readonly customers: number; readonly features: readonly FeatureCoverage[] }
}

/** Someone who keeps a book and works on it; tasks are done in the order in which they come. */
export interface BookKeeper {
  ask<K extends BookTask['kind']>(task: Extract<BookTask, { kind: K }>): Promise<BookAnswers[K]>
  close(): Promise<void>
}

export async function doTask(engine: BookEngine, task: BookTask, pause: Pause): Promise<unknown> {
  switch (task.kind) {
    case 'begin':
      engine.begin(task.customers, task.overlays)
      return null
    case 'load':
      engine.load(task.lines)
      return null
    case 'finish':
      engine.finish()
      return null
    case 'preview':
      return engine.preview(task.inForce, task.tried, pause)
    case 'compare':
      return engine.compare(task.inForce, task, pause)
    case 'moves':
      return engine.gradeMoves(task.inForce, task.tried, pause)
    case 'histogram':
      return engine.histogram(task.of, task.inForce, pause)
    case 'coverage':
      return engine.coverage()
  }
}
