import { actsOf, type Principal } from '../../kernel/access.js'

/**
 * Which permission acts on a credit account need: the routes ask the same table. Whoever keeps customers may ask for
 * credit; granting it, holding every order and taking a line back need more.
 */
export const accountNeeds = {
  request: ['limits:propose', 'limits:write', 'customers:write'],
  grant: 'limits:write',
  hold: 'limits:write',
} as const

export const accountActs = ['request', 'grant', 'hold'] as const
export type AccountAct = (typeof accountActs)[number]

/** What this principal may do with the account of a customer in a segment. */
export function allowedOnAccount(
  actor: Principal,
  ownerUsername: string | null,
  segmentCode: string,
): AccountAct[] {
  return actsOf<AccountAct>(actor, accountNeeds, { ownerUsername, segmentCodes: [segmentCode] })
}
