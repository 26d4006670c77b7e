import type { Bilingual } from '../../../kernel/bilingual.js'
import type { BookComparison, BookPicture } from './compare-book.js'

/** The figures of a preview as plain JSON, without any customer's name: what a report keeps. Scores in points. */
export type BookEffect = ReturnType<typeof bookEffect>

export function bookEffect(comparison: BookComparison, unrated: number) {
  const { customers, bad, up, down, scoreOnly, migration } = comparison
  return {
    ...{ customers, unrated, bad, up, down, scoreOnly },
    now: pictureOf(comparison.now),
    after: pictureOf(comparison.after),
    migration: migration.map((row) => [...row]),
  }
}

function pictureOf({ grades, letters, profiles, scores, alerts, vetoed, meanScore, auc }: BookPicture) {
  return {
    grades: [...grades],
    letters: letters === null ? null : [...letters],
    profiles: profiles.map((profile) => ({ code: profile.code, grades: [...profile.grades] })),
    scores: [...scores],
    ...{ alerts, vetoed, meanScore: meanScore / 100 },
    auc: auc === null ? null : Math.round(auc * 10_000) / 10_000,
  }
}

/** The validation of a scorecard as it is kept with it: plain JSON. */
export interface ScorecardReport {
  /** The version in force that it was compared with. */
  readonly against: number
  readonly at: string
  readonly badDefinition: Bilingual
  readonly warnings: readonly Bilingual[]
  readonly effect: BookEffect
}
