import type { Step, Visit } from './case-state.js'

type Signature = 'approved' | 'rejected' | 'open'

/** What the steps of one slot have come to: one person's signature, with everybody who was asked in its stead. */
function signatureOf(steps: readonly Step[]): Signature {
  if (steps.some(({ status }) => status === 'rejected')) return 'rejected'
  if (steps.some(({ status }) => status === 'open' || status === 'waiting')) return 'open'
  return steps.some(({ status }) => status === 'approved') ? 'approved' : 'open'
}

export interface Tally {
  readonly approved: number
  readonly rejected: number
  readonly open: number
}

const living: ReadonlySet<Step['status']> = new Set(['waiting', 'open', 'approved', 'rejected'])

/** The signatures of a level so far. A slot that nobody is asked in any more, and nobody signed, does not count. */
export function tallyOf(steps: readonly Step[]): Tally {
  const slots = new Map<number, Step[]>()
  for (const step of steps) slots.set(step.slot, [...(slots.get(step.slot) ?? []), step])
  const signatures = [...slots.values()]
    .filter((slot) => slot.some(({ status }) => living.has(status)))
    .map(signatureOf)
  const count = (wanted: Signature) => signatures.filter((signature) => signature === wanted).length
  return { approved: count('approved'), rejected: count('rejected'), open: count('open') }
}

/** What the signatures so far mean for the level. While somebody has still to be assigned, nothing is out of reach. */
export function verdictOn(visit: Visit, steps: readonly Step[]): 'approved' | 'rejected' | 'open' {
  const { approved, rejected, open } = tallyOf(steps)
  if (visit.vetoing && rejected > 0) return 'rejected'
  if (approved >= visit.needed) return 'approved'
  if (visit.unassigned) return 'open'
  return approved + open < visit.needed ? 'rejected' : 'open'
}
