import type { MatchingSettings } from './matching-settings.js'
import { signatureOf, type Proposal } from './money-in.js'

/** An earlier match of the same receipt that came to nothing. */
export interface PastMatch {
  readonly signature: string
  readonly state: 'rejected' | 'undone'
}

export type Weighed =
  { readonly act: 'apply' | 'propose'; readonly proposal: Proposal } | { readonly act: 'drop' }

/**
 * What is done with a proposal: applied when it is sure enough, otherwise shown to a person. What a person turned down
 * is not proposed again; where a match was undone before, the program never applies one by itself.
 */
export function weighProposal(
  proposal: Proposal,
  past: readonly PastMatch[],
  settings: MatchingSettings,
): Weighed {
  if (
    past.some(({ state, signature }) => state === 'rejected' && signature === signatureOf(proposal.items))
  ) {
    return { act: 'drop' }
  }
  if (past.length > 0) {
    const grounds = [...proposal.grounds, { code: 'undone_before' as const }]
    return {
      act: 'propose',
      proposal: past.some(({ state }) => state === 'undone') ? { ...proposal, grounds } : proposal,
    }
  }
  return { act: proposal.confidenceBp >= settings.automaticFromBp ? 'apply' : 'propose', proposal }
}
