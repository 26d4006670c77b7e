import { addMonths, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { parseAmount } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { convertAt, type PolicyDay } from '../policy/apply-policy.js'
import { obstaclesTo, type AutomaticSettings, type Obstacle } from '../policy/domain/automatic.js'
import { isSameGrant } from '../policy/domain/granted.js'
import type { Proposal } from '../policy/proposal-store.js'
import { listConduct, type AccountConduct } from './conduct-store.js'

export interface AutomaticFrame {
  readonly settings: AutomaticSettings
  readonly day: PolicyDay
  readonly today: CalendarDay
  readonly timeZone: string
}

/** Why each proposal is left to people, by id; an empty list: the policy puts it in force by itself. */
export async function judgeAutomatic(
  tx: Tx,
  proposals: readonly Proposal[],
  frame: AutomaticFrame,
): Promise<ReadonlyMap<Id, readonly Obstacle[]>> {
  const { settings, today, timeZone } = frame
  const goodSince = settings.raise ? addMonths(today, -settings.raise.goodMonths) : null
  const ids = proposals.map(({ accountId }) => accountId)
  const conducts = await listConduct(tx, ids, { today, since: goodSince ?? today, timeZone })
  return new Map(
    proposals.map((proposal) => {
      const conduct = conducts.get(proposal.accountId)
      const obstacles: Obstacle[] = conduct
        ? obstaclesTo(settings, caseOf(proposal, conduct, frame), { today, goodSince })
        : ['stale']
      return [proposal.id, obstacles]
    }),
  )
}

function caseOf(proposal: Proposal, conduct: AccountConduct, { settings, day }: AutomaticFrame) {
  const { granted, currentMinor, proposedMinor, currency, currentNetDays, proposedNetDays } = proposal
  const amount = settings.raise && parseAmount(settings.raise.atMostAmount, day.baseCurrency)
  const change = (proposedMinor ?? 0n) - (currentMinor ?? 0n)
  return {
    grade: proposal.grade,
    currentMinor,
    baseMinor: conduct.baseMinor,
    proposedMinor: proposedMinor ?? 0n,
    changeBaseMinor: change < 0n ? null : convertAt(day, change, currency, day.baseCurrency),
    raiseAmountMinor: typeof amount === 'bigint' ? amount : null,
    termsChange: currentNetDays !== proposedNetDays || !isSameGrant(granted, conduct.agreed),
    needsAttention: proposal.attention !== null,
    wantsApproval: (granted?.approvalPath ?? null) !== null,
    wantsSecurity: (granted?.security ?? null) !== null,
    conduct,
  }
}
