import { addDays, addMonths, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { BillAct, BillKind } from '../../cash-application/domain/bill-life.js'

/** A bill of the demo book before anybody gave it: what it is, and what was done with it since. */
export interface DemoBill {
  readonly number: string
  readonly kind: BillKind
  readonly acceptor: string | null
  readonly issuedOn: CalendarDay
  readonly receivedOn: CalendarDay
  readonly maturesOn: CalendarDay
  readonly acts: readonly DemoBillAct[]
}

export interface DemoBillAct {
  readonly act: BillAct
  readonly on: CalendarDay
  readonly party: string | null
  /** What it cost, in basis points of the amount. */
  readonly chargeBp: number
  readonly recourse: boolean
  readonly reason: string | null
}

const BANKS = ['华夏江海银行上海分行', '长三角农商银行苏州分行', '南方商业银行深圳分行'] as const

/** Days from today to maturity, and what was done so many days ago. */
const lives: readonly (readonly [BillKind, number, readonly (readonly [BillAct, number])[]])[] = [
  ['bank', 5, []],
  ['commercial', 38, []],
  ['bank', 96, []],
  ['commercial', -2, []],
  ['commercial', -6, [['present', 5]]],
  ['bank', 61, [['discount', 4]]],
  ['commercial', 83, [['discount', 6]]],
  ['bank', 44, [['endorse', 3]]],
  ['commercial', 29, [['endorse', 7]]],
  [
    'bank',
    -9,
    [
      ['present', 9],
      ['pay', 8],
    ],
  ],
  [
    'commercial',
    -7,
    [
      ['present', 7],
      ['dishonour', 6],
    ],
  ],
  ['bank', 120, [['withdraw', 0]]],
]

/** A dozen bills in every state, received in the last weeks. */
export function demoBills(endOn: CalendarDay): DemoBill[] {
  return lives.map(([kind, days, acts], index) => {
    const maturesOn = addDays(endOn, days)
    return {
      number: `${kind === 'bank' ? '5' : '6'}30290000012${String(index + 1).padStart(18, '0')}`,
      kind,
      acceptor: kind === 'bank' ? (BANKS[index % BANKS.length] ?? null) : null,
      ...{ issuedOn: addMonths(maturesOn, -6), receivedOn: addDays(endOn, -(12 + (index % 6))), maturesOn },
      acts: acts.map(([act, ago]) => ({ ...details[act], act, on: addDays(endOn, -ago) })),
    }
  })
}

const plain = { party: null, chargeBp: 0, recourse: true, reason: null }
const details: Readonly<Record<BillAct, Omit<DemoBillAct, 'act' | 'on'>>> = {
  present: plain,
  discount: { ...plain, party: '江海银行票据中心', chargeBp: 85 },
  endorse: { ...plain, party: '上海恒源原料有限公司' },
  pay: plain,
  dishonour: { ...plain, reason: '承兑人账户余额不足' },
  withdraw: { ...plain, reason: '登记重复，票据已退回客户' },
}
