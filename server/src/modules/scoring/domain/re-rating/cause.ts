/** Why a customer was rated, the weightiest first: of several events together that one is named. */
export const causeKinds = [
  'manual',
  'review',
  'run',
  'veto_fact',
  'overdue',
  'large_order',
  'cool_down_over',
  'override',
  'override_ended',
  'fact',
  'document',
  'first',
  'schedule',
] as const

export type CauseKind = (typeof causeKinds)[number]

/** Why a rating was made. */
export interface RatingCause {
  readonly kind: CauseKind
  /** Item of the fact, type of the document, days overdue. */
  readonly detail: string | null
  /** Id of the fact, document, check, task or run. */
  readonly objectId: string | null
  /** How many events came together. */
  readonly events: number
}

/** The cause of what one person or one run asked for. */
export function causeOf(kind: CauseKind, objectId: string | null = null): RatingCause {
  return { kind, detail: null, objectId, events: 1 }
}

/** The weightiest of several causes, with the number of all events. */
export function joinCauses(causes: readonly RatingCause[]): RatingCause {
  const rank = ({ kind }: RatingCause) => causeKinds.indexOf(kind)
  const [first, ...others] = [...causes].sort((a, b) => rank(a) - rank(b))
  if (!first) throw new RangeError('no cause')
  return { ...first, events: others.reduce((sum, { events }) => sum + events, first.events) }
}
