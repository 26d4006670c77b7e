import { mayAct, type Principal } from '../../kernel/access.js'
import type { CaseRecord } from './case-record.js'

/** Whether somebody may confirm security for the customer of a case: the routes ask this, and so do the buttons. */
export function mayConfirm(actor: Principal, { state, segmentCode }: CaseRecord): boolean {
  const segmentCodes = segmentCode === null ? [] : [segmentCode]
  return mayAct(actor, 'securities:confirm', { ownerUsername: state.owner, segmentCodes })
}
