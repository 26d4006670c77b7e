export const statementStatuses = [
  'queued',
  'sending',
  'sent',
  'opened',
  'confirmed',
  'disputed',
  'failed',
  'withdrawn',
] as const
export type StatementStatus = (typeof statementStatuses)[number]

/** What somebody or the program may do to a statement on its way. */
export type StatementAct = 'open' | 'answer' | 'withdraw' | 'resend'

const allowed: Readonly<Record<StatementAct, readonly StatementStatus[]>> = {
  open: ['sending', 'sent', 'opened'],
  answer: ['sending', 'sent', 'opened'],
  withdraw: ['queued', 'sent', 'opened', 'failed'],
  resend: ['sent', 'opened', 'failed'],
}

/** True when the act fits the status. An answered or withdrawn statement stays as it is. */
export function mayStatement(status: StatementStatus, act: StatementAct): boolean {
  return allowed[act].includes(status)
}
