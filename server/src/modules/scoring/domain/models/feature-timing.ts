import type { FeatureCode } from '../features.js'

/**
 * Features that are kept as they are now and not as they were: nobody can tell what they said on an earlier day, and what
 * they say now may be the consequence of what a model is to foretell. No model is trained on them from the book.
 */
const laterKnown: ReadonlySet<string> = new Set<FeatureCode>([
  // Whether an invoice is disputed has no day: a dispute may have been opened long afterwards.
  'dispute_rate',
  'customer_status',
  'registered_capital',
])

export function isLaterKnown(feature: FeatureCode): boolean {
  return laterKnown.has(feature)
}
