import type { Bilingual } from '../../kernel/bilingual.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import { listCustomerNames } from './book-input-store.js'
import { bookEffect } from './domain/book-effect.js'
import type { BookPreview, Mover } from './domain/book-engine.js'
import { scorecardFaults } from './domain/check-scorecard.js'
import { BAD_OVER_DAYS } from './domain/compare-book.js'
import type { Scorecard } from './domain/scorecard.js'
import type { RatedBook } from './rated-book.js'
import type { ScorecardVersion } from './scorecard-store.js'

export const badDefinition: Bilingual = {
  zh: `当前有逾期超过 ${BAD_OVER_DAYS} 天的欠款，或触发现行评分卡的一票否决`,
  en: `an item more than ${BAD_OVER_DAYS} days past due now, or a veto of the scorecard in force`,
}

/** Refuses a document that cannot work, with every reason. */
export function checkScorecard(content: Scorecard): void {
  const faults = scorecardFaults(content)
  if (faults.length === 0) return
  throw new Refusal('scorecard_invalid', {
    detailZh: faults.map(({ zh }) => zh).join('；'),
    detail: faults.map(({ en }) => en).join('; '),
  })
}

/** What a scorecard would change on the book as it is rated now, beside another version. */
export async function previewScorecard(
  db: Queryable,
  book: RatedBook,
  inForce: ScorecardVersion,
  tried: Scorecard,
) {
  checkScorecard(tried)
  const { answer, state } = await book.ask({ kind: 'preview', inForce: inForce.content, tried })
  return { against: inForce.version, ...(await comparisonJson(db, answer, state.unrated)) }
}

/** What two scorecards give on the book as it is rated now. Refuses a draft that cannot work. */
export async function compareScorecards(
  db: Queryable,
  book: RatedBook,
  inForce: Scorecard,
  { left, right }: { readonly left: Scorecard; readonly right: Scorecard },
) {
  checkScorecard(left)
  checkScorecard(right)
  const { answer, state } = await book.ask({ kind: 'compare', inForce, left, right })
  return comparisonJson(db, answer, state.unrated)
}

async function comparisonJson(db: Queryable, answer: BookPreview, unrated: number) {
  const movers = [...answer.moversUp, ...answer.moversDown]
  const names = await listCustomerNames(
    db,
    movers.map(({ customerId }) => customerId),
  )
  const moverJson = ({ customerId, scoreNow, scoreAfter, reasons, ...grades }: Mover) => ({
    customerCode: names.get(customerId)?.code ?? '',
    customerName: names.get(customerId)?.name ?? '',
    ...grades,
    ...{ scoreNow: scoreNow / 100, scoreAfter: scoreAfter / 100, reasons: [...reasons] },
  })
  return {
    badDefinition,
    ...bookEffect(answer, unrated),
    spread: answer.spread.map(({ indicator, missing, steps }) => ({ indicator, missing, steps: [...steps] })),
    moversUp: answer.moversUp.map(moverJson),
    moversDown: answer.moversDown.map(moverJson),
  }
}
