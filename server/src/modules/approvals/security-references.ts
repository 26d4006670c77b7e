import type { StandingConditions } from './domain/standing-conditions.js'

/** What proves the security that a grant rests on, to be kept with its reason. */
export function securityReferences(conditions: StandingConditions | null): string[] {
  return (conditions?.securities ?? []).flatMap(({ note, confirmed }) =>
    confirmed ? [note === null ? confirmed.reference : `${note}（${confirmed.reference}）`] : [],
  )
}
