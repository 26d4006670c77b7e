import type { Bilingual } from '../../../kernel/bilingual.js'
import { unreachable } from '../../../kernel/errors.js'
import { groupedAmount } from '../../../kernel/money.js'
import type { Decision } from './decide.js'
import type { Facts } from './facts.js'

/** One sentence for people: what was decided and why. */
export function explain(decision: Decision, facts: Facts): Bilingual {
  const amount = `${facts.currency} ${groupedAmount(facts.amountMinor, facts.currency)}`
  const zh = decision.reasons.map((reason) => reason.message.zh).join('')
  const en = decision.reasons.map((reason) => reason.message.en).join(' ')
  switch (decision.outcome) {
    case 'approved':
      return { zh: `通过：本单 ${amount} 在可用额度内。`, en: `Approved: this order of ${amount} fits.` }
    case 'warned':
      return { zh: `通过并提醒：${zh}`, en: `Approved with a warning: ${en}` }
    case 'held':
      return { zh: `已冻结：${zh}`, en: `Held: ${en}` }
    case 'rejected':
      return { zh: `已拒绝：${zh}`, en: `Rejected: ${en}` }
    default:
      return unreachable(decision.outcome)
  }
}
