/** What a court asks for to believe in a receivable, and what may be missing. */
export const proofKinds = ['contract', 'delivery', 'statement', 'demand'] as const
export type ProofKind = (typeof proofKinds)[number]

/** What is still missing to prove a receivable, in the order in which a court asks for it. */
export function proofGaps(known: Readonly<Record<ProofKind, boolean>>): ProofKind[] {
  return proofKinds.filter((kind) => !known[kind])
}
