export const handOverKinds = ['lawsuit', 'arbitration', 'payment-order', 'agency'] as const
export type HandOverKind = (typeof handOverKinds)[number]

export const handOverStages = ['prepared', 'filed', 'accepted', 'judged', 'enforcement', 'closed'] as const
export type HandOverStage = (typeof handOverStages)[number]

export const handOverOutcomes = ['paid', 'partly', 'settled', 'uncollectible', 'lost', 'withdrawn'] as const
export type HandOverOutcome = (typeof handOverOutcomes)[number]

export const costKinds = [
  'court-fee',
  'preservation',
  'lawyer',
  'commission',
  'enforcement',
  'travel',
  'other',
] as const
export type CostKind = (typeof costKinds)[number]

const court: readonly HandOverStage[] = ['prepared', 'filed', 'accepted', 'judged', 'enforcement', 'closed']

/** The stages of each kind in their order; an agency is only given the debt. A payment order that is issued is `judged`. */
const stagesOf: Readonly<Record<HandOverKind, readonly HandOverStage[]>> = {
  lawsuit: court,
  arbitration: court,
  'payment-order': court,
  agency: ['prepared', 'filed', 'closed'],
}

/** Which stages may follow: any later one, as debtors pay and settle at any time; none after the end. */
export function stagesAfter(kind: HandOverKind, stage: HandOverStage): readonly HandOverStage[] {
  const stages = stagesOf[kind]
  return stages.slice(stages.indexOf(stage) + 1)
}

/** Whether filing begins the limitation period anew (Civil Code Art. 195 (3), (4)): before a court or a commission. */
export function interruptsLimitation(kind: HandOverKind, stage: HandOverStage): boolean {
  return kind !== 'agency' && stage === 'filed'
}
