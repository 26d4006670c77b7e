import type { BookParams, DemoGroup } from './book.js'
import { brandOf } from './company-name.js'
import { randomFor } from './random.js'

/**
 * One credit group in every stretch of this many customers: with 2 to 6 members, about a tenth of all customers.
 * A group is found from the number of any member, so that nothing needs to remember the groups.
 */
const STRETCH = 40

/** Coprime to the stretch, so that members are spread over it and never meet. */
const STRIDE = 7

export interface Membership {
  readonly groupCode: string
  readonly brand: string
  /** The number whose region the group started in; members sit in other cities. */
  readonly leadIndex: number
  /** 0 for the parent company. */
  readonly rank: number
}

/** The group a customer belongs to, if any. */
export function membershipOf(seed: number, index: number): Membership | undefined {
  const stretch = Math.floor(index / STRETCH)
  const members = memberIndexes(seed, stretch)
  const rank = members.indexOf(index)
  const [leadIndex] = members
  if (rank < 0 || leadIndex === undefined) return undefined
  return { groupCode: groupCode(stretch), brand: brandOf(seed, leadIndex), leadIndex, rank }
}

/** The groups of a book that have at least two members in it. */
export function* generateGroups(params: BookParams): Iterable<DemoGroup> {
  for (let stretch = 0; stretch * STRETCH < params.customers; stretch++) {
    const members = memberIndexes(params.seed, stretch)
    const present = members.filter((index) => index < params.customers)
    if (present.length < 2) continue
    const random = randomFor(params.seed, 'group limit', stretch)
    const limited = random.chance(60) ? { limitPercent: random.int(60, 90) } : {}
    const name = `${brandOf(params.seed, members[0] ?? 0)}系`
    yield { code: groupCode(stretch), name, memberCodes: present.map(customerCode), ...limited }
  }
}

function memberIndexes(seed: number, stretch: number): number[] {
  const random = randomFor(seed, 'group', stretch)
  const size = random.weighted([
    [2, 2],
    [3, 3],
    [4, 3],
    [5, 2],
    [6, 2],
  ])
  const first = random.int(0, STRETCH - 1)
  return Array.from({ length: size }, (_, rank) => stretch * STRETCH + ((first + rank * STRIDE) % STRETCH))
}

function groupCode(stretch: number): string {
  return `G${String(stretch + 1).padStart(4, '0')}`
}

/** The code of the customer with this number. */
export function customerCode(index: number): string {
  return `C${String(index + 1).padStart(6, '0')}`
}
