import type { AgingBucket } from '../../receivables/domain/aging-buckets.js'

/** A step is as long as the period between two looks at the book: what is not paid moves one step on in a month. */
export const STEP_DAYS = 30
const STEPS = 13

/** Not due, 1–30, 31–60 … 361–390 days and what is older: the steps of roll rates. */
export const agingSteps: readonly AgingBucket[] = stepBuckets()

function stepBuckets(): AgingBucket[] {
  const overdue = (from: number) => ({
    key: `${from}-${from + STEP_DAYS - 1}`,
    daysMin: from,
    daysMax: from + STEP_DAYS - 1,
  })
  const last = STEPS * STEP_DAYS
  return [
    { key: 'notDue', daysMin: null, daysMax: 0 },
    ...Array.from({ length: STEPS }, (_, index) => overdue(index * STEP_DAYS + 1)),
    { key: `>${last}`, daysMin: last + 1, daysMax: null },
  ]
}

/** The steps that lie in an aging bucket, by their places; a step that crosses its end counts where it begins. */
export function stepsWithin({ daysMin, daysMax }: AgingBucket): number[] {
  return agingSteps.flatMap((step, place) => {
    if (daysMin === null || step.daysMin === null) return daysMin === step.daysMin ? [place] : []
    return step.daysMin >= daysMin && (daysMax === null || step.daysMin <= daysMax) ? [place] : []
  })
}
