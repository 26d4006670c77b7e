import { addDays, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Bilingual } from '../../../kernel/bilingual.js'

/** Within which bounds a policy puts its own proposals in force. Amounts are decimals of the base currency. */
export interface AutomaticSettings {
  /** Customers of other grades are left to people. */
  readonly grades: readonly string[]
  /** An account is raised, and is cut, at most once in so many days. */
  readonly periodDays: number
  /** Left out: raises are left to people. */
  readonly raise?: RaiseBounds | undefined
  /** Left out: cuts are left to people. */
  readonly cut?: { readonly atMostBasisPoints: number } | undefined
}

interface RaiseBounds {
  /** Of the limit in force. */
  readonly atMostBasisPoints: number
  readonly atMostAmount: string
  /** So many months of buying, without a payment later than tolerated. */
  readonly goodMonths: number
  readonly toleratedLateDays: number
}

/** A proposal of the policy with what is known of the account now. */
interface AutomaticCase {
  readonly grade: string | null
  /** The base limit that the proposal was computed from, and the one in force now. */
  readonly currentMinor: bigint | null
  readonly baseMinor: bigint | null
  readonly proposedMinor: bigint
  /** By how much the limit would change, in minor units of the base currency; null without a rate. */
  readonly changeBaseMinor: bigint | null
  /** The bound on the amount of a raise in the same unit. */
  readonly raiseAmountMinor: bigint | null
  readonly termsChange: boolean
  readonly needsAttention: boolean
  readonly wantsApproval: boolean
  readonly wantsSecurity: boolean
  readonly conduct: Conduct
}

/** How an account stands and has behaved. */
export interface Conduct {
  readonly accountStatus: 'active' | 'frozen' | 'blocked'
  readonly customerStatus: 'active' | 'inactive' | 'blacklisted'
  readonly onHold: boolean
  /** The customer has something overdue, in whatever segment. */
  readonly isOverdue: boolean
  /** The latest payment within the good months, in days after the due day; null when nothing was paid. */
  readonly lateDays: number | null
  readonly firstTradedOn: CalendarDay | null
  readonly raisedOn: CalendarDay | null
  readonly cutOn: CalendarDay | null
}

const obstacleTexts = {
  no_change: { zh: '额度不变', en: 'The limit stays as it is' },
  off: { zh: '政策未允许此方向自动调整', en: 'The policy leaves this direction to people' },
  grade: { zh: '等级不在自动调整范围', en: 'The grade is not among those adjusted automatically' },
  no_limit_yet: { zh: '尚无额度，首次授信须人工决定', en: 'No limit yet: first credit is decided by people' },
  stale: { zh: '额度在测算后已变化', en: 'The limit has changed since it was computed' },
  terms_change: { zh: '付款条件同时变化', en: 'Terms change as well' },
  attention: { zh: '缺少汇率，须人工核对', en: 'An exchange rate is missing: to be checked by hand' },
  approval: { zh: '政策要求专门审批', en: 'The policy wants an approval of its own' },
  security: { zh: '政策要求担保', en: 'The policy wants security' },
  not_active: {
    zh: '账户或客户被冻结、停用或强制冻单',
    en: 'Account or customer is frozen, blocked, inactive or on hold',
  },
  overdue: { zh: '有逾期', en: 'Something is overdue' },
  late_payments: { zh: '近期有超过容忍天数的迟付', en: 'Paid later than tolerated in the months looked at' },
  relation_short: {
    zh: '合作或良好记录的月数不够',
    en: 'The relation or the record of payments is too short',
  },
  over_share: { zh: '超过自动调整的比例上限', en: 'Beyond the share that may be adjusted automatically' },
  over_amount: { zh: '超过自动调高的金额上限', en: 'Beyond the amount that may be raised automatically' },
  recent: { zh: '本周期内已自动调整过', en: 'Adjusted automatically within the period already' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type Obstacle = keyof typeof obstacleTexts

export function obstacleText(obstacle: Obstacle): Bilingual {
  return obstacleTexts[obstacle]
}

/** Why a proposal is left to people; empty when the policy puts it in force by itself. */
export function obstaclesTo(
  settings: AutomaticSettings,
  one: AutomaticCase,
  day: { readonly today: CalendarDay; readonly goodSince: CalendarDay | null },
): Obstacle[] {
  const { currentMinor, baseMinor, proposedMinor } = one
  if (currentMinor === null || currentMinor === 0n) return ['no_limit_yet']
  if (proposedMinor === currentMinor) return ['no_change']
  const isRaise = proposedMinor > currentMinor
  const bounds = isRaise ? settings.raise : settings.cut
  if (!bounds) return ['off']
  const change = isRaise ? proposedMinor - currentMinor : currentMinor - proposedMinor
  const found: (Obstacle | false)[] = [
    one.grade === null || !settings.grades.includes(one.grade) ? 'grade' : false,
    baseMinor !== currentMinor && 'stale',
    one.termsChange && 'terms_change',
    one.needsAttention && 'attention',
    change * 10_000n > currentMinor * BigInt(bounds.atMostBasisPoints) && 'over_share',
    isRecent(isRaise ? one.conduct.raisedOn : one.conduct.cutOn, settings, day.today) && 'recent',
    ...(isRaise ? againstRaise(settings.raise, one, day.goodSince) : []),
  ]
  return found.filter((obstacle) => obstacle !== false)
}

function isRecent(
  changedOn: CalendarDay | null,
  { periodDays }: AutomaticSettings,
  today: CalendarDay,
): boolean {
  return changedOn !== null && addDays(changedOn, periodDays) > today
}

/** Only raises ask for good behaviour: a cut lowers the risk whoever it is. */
function againstRaise(
  bounds: RaiseBounds | undefined,
  { conduct, changeBaseMinor, raiseAmountMinor, wantsApproval, wantsSecurity }: AutomaticCase,
  goodSince: CalendarDay | null,
): (Obstacle | false)[] {
  const { accountStatus, customerStatus, onHold, isOverdue, lateDays, firstTradedOn } = conduct
  const stopped = accountStatus !== 'active' || customerStatus !== 'active' || onHold
  const long = firstTradedOn !== null && goodSince !== null && firstTradedOn <= goodSince
  const amountKnown = changeBaseMinor !== null && raiseAmountMinor !== null
  return [
    wantsApproval && 'approval',
    wantsSecurity && 'security',
    stopped && 'not_active',
    isOverdue && 'overdue',
    lateDays !== null && lateDays > (bounds?.toleratedLateDays ?? 0) && 'late_payments',
    (!long || lateDays === null) && (bounds?.goodMonths ?? 0) > 0 && 'relation_short',
    !(amountKnown && changeBaseMinor <= raiseAmountMinor) && 'over_amount',
  ]
}
