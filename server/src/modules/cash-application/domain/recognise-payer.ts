import type { Id } from '../../../kernel/ids.js'

export const recognisedBy = ['reference', 'account', 'name', 'learned', 'person'] as const
export type RecognisedBy = (typeof recognisedBy)[number]

/** What is known of customers that could have paid a bank line. */
export interface PayerClues {
  /** Customers whose name is the payer's. */
  readonly sameName: readonly Id[]
  /** Customers who have paid from this account or under this name before, and how often. */
  readonly learnedAccount: readonly { readonly customerId: Id; readonly times: number }[]
  readonly learnedName: readonly { readonly customerId: Id; readonly times: number }[]
  /** Customers with an open invoice that the reference names in full. */
  readonly named: readonly Id[]
}

export interface Recognised {
  readonly customerId: Id
  readonly by: RecognisedBy
  readonly confidenceBp: number
}

/**
 * Who paid. Two independent clues that agree are nearly certain; one that stands alone is enough when it fits one
 * customer; clues that contradict each other leave a suggestion for a person. Null when nothing is known.
 */
export function recognisePayer(clues: PayerClues): Recognised | null {
  const votes = new Map<Id, { by: RecognisedBy; confidenceBp: number; clues: number }>()
  const vote = (customers: readonly Id[], by: RecognisedBy, alone: number, shared: number) => {
    for (const customerId of customers) {
      const known = votes.get(customerId)
      const confidenceBp = customers.length === 1 ? alone : shared
      if (!known) votes.set(customerId, { by, confidenceBp, clues: 1 })
      else {
        known.clues += 1
        if (confidenceBp > known.confidenceBp) Object.assign(known, { by, confidenceBp })
      }
    }
  }
  vote(idsOf(clues.learnedAccount), 'account', 9600, 6000)
  vote(clues.sameName, 'name', 9500, 6000)
  vote(idsOf(clues.learnedName), 'learned', 9300, 6000)
  vote(clues.named, 'reference', 8800, 5000)
  const ranked = [...votes].sort(
    ([a, left], [b, right]) =>
      right.clues - left.clues || right.confidenceBp - left.confidenceBp || (a < b ? -1 : 1),
  )
  const [best, second] = ranked
  if (!best) return null
  const [customerId, { by, confidenceBp, clues: agreeing }] = best
  if (agreeing > 1 && confidenceBp > 6000) return { customerId, by, confidenceBp: 9900 }
  // Somebody else has a clue as well: not for the program to decide.
  const contested = second !== undefined && second[1].confidenceBp > 5000
  return { customerId, by, confidenceBp: contested ? Math.min(confidenceBp, 7000) : confidenceBp }
}

function idsOf(learned: readonly { readonly customerId: Id }[]): Id[] {
  return learned.map(({ customerId }) => customerId)
}

/**
 * A company's name as it is compared: full and half width alike, without spaces and signs; what a bank appends in
 * brackets stays, because (北京) tells companies apart.
 */
export function payerKey(name: string): string {
  return name
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}
