export const channels = [
  'email',
  'sms',
  'wecom',
  'dingtalk',
  'feishu',
  'letter',
  'phone',
  'in-app',
  'visit',
] as const
export type Channel = (typeof channels)[number]

export const directions = ['out', 'in'] as const
export type Direction = (typeof directions)[number]

export const deliveries = ['queued', 'sent', 'delivered', 'opened', 'failed', 'bounced'] as const
export type Delivery = (typeof deliveries)[number]

/** What can be shown to a court, the strongest first. */
export const proofGrades = ['signed', 'receipt', 'should-arrive', 'call', 'none'] as const
export type ProofGrade = (typeof proofGrades)[number]

/** What is known of a contact that bears on its proof. */
export interface ContactFacts {
  readonly channel: Channel
  readonly direction: Direction
  readonly delivery: Delivery | null
  /** The other side signed or sealed for it: a receipt slip, the protocol of a visit. */
  readonly signed: boolean
}

export interface Proof {
  readonly grade: ProofGrade
  readonly interruptsLimitation: boolean
}

/**
 * How well a contact is proved and whether it interrupts the limitation period: a demand that was signed for, or that
 * arrived or should have arrived at the other side, does; what failed, or a call of which nothing is written, does not
 * (Rules on limitation, Fa Shi 2020 No. 17, Art. 8; Civil Code Art. 195). What the debtor writes himself is proved by
 * its having come in.
 */
export function proofOf({ channel, direction, delivery, signed }: ContactFacts): Proof {
  const grade = gradeOf({ channel, direction, delivery, signed })
  return { grade, interruptsLimitation: grade !== 'call' && grade !== 'none' }
}

function gradeOf({ channel, direction, delivery, signed }: ContactFacts): ProofGrade {
  if (delivery === 'failed' || delivery === 'bounced' || delivery === 'queued') return 'none'
  if (signed) return 'signed'
  if (channel === 'phone' || channel === 'visit') return 'call'
  if (direction === 'in') return 'receipt'
  return delivery === 'delivered' || delivery === 'opened' ? 'receipt' : 'should-arrive'
}
