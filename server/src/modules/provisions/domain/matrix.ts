import type { CalendarDay } from '../../../kernel/calendar-day.js'

/** Rates of one risk group, in basis points per bucket: not due first. `group` `*` is everybody else. */
export interface MatrixRow {
  readonly group: string
  readonly lossBp: readonly number[]
}

/** A forward-looking adjustment of all rates for a time. 10,000 changes nothing. */
export interface ForwardLooking {
  readonly factorBp: number
  readonly validFrom: CalendarDay
  readonly validUntil: CalendarDay
  readonly reason: string
}

/** Account codes of the postings. */
export interface PostingAccounts {
  /** 信用减值损失 */
  readonly impairmentLoss: string
  /** 坏账准备 */
  readonly allowance: string
  /** 应收账款 */
  readonly receivables: string
  /** 营业外支出 (坏账损失), for direct write-off. */
  readonly writeOffLoss: string
}

/** How expected credit losses of trade receivables are provided for: an administrator's document. */
export interface ProvisionMatrix {
  /** `direct-write-off`: no allowance; bad debts are a loss when they are written off (小企业会计准则). */
  readonly method: 'allowance' | 'direct-write-off'
  readonly basis: 'due' | 'document'
  /** Upper bounds in days of the overdue buckets, rising. */
  readonly bounds: readonly number[]
  readonly riskGroups: 'none' | 'grade' | 'segment'
  readonly rows: readonly MatrixRow[]
  readonly forwardLooking: readonly ForwardLooking[]
  /** Credits (unapplied receipts, credit notes) of an account: set off against its oldest items, or left aside. */
  readonly credits: 'oldest-first' | 'apart'
  /** Codes of customers inside the group of companies: nothing is provided for them. */
  readonly internalCustomers: readonly string[]
  readonly accounts: PostingAccounts
  /** Whether write-offs are part of the journal; off where the ERP posts them itself. */
  readonly postWriteOffs: boolean
}

export const EVERYBODY_ELSE = '*'
export const NO_CHANGE_BP = 10_000

/** What counts until somebody decides on a matrix: rates as manufacturers commonly set them, by due date. */
export const generalMatrix: ProvisionMatrix = {
  method: 'allowance',
  basis: 'due',
  bounds: [30, 60, 90, 180, 365],
  riskGroups: 'none',
  rows: [{ group: EVERYBODY_ELSE, lossBp: [0, 0, 500, 1_000, 2_000, 5_000, 10_000] }],
  forwardLooking: [],
  credits: 'oldest-first',
  internalCustomers: [],
  accounts: { impairmentLoss: '6702', allowance: '1231', receivables: '1122', writeOffLoss: '6711' },
  postWriteOffs: false,
}

export interface MatrixFault {
  readonly path: string
  readonly zh: string
  readonly en: string
}

/** What is wrong with a matrix beyond its shape; empty when it may be put in force. */
export function matrixFaults(matrix: ProvisionMatrix): MatrixFault[] {
  return [...boundFaults(matrix), ...rowFaults(matrix), ...factorFaults(matrix)]
}

function boundFaults({ bounds }: ProvisionMatrix): MatrixFault[] {
  const rising = bounds.every((bound, index) => bound > (bounds[index - 1] ?? 0))
  return rising ? [] : [{ path: 'bounds', zh: '账龄段上限须递增', en: 'bounds must rise' }]
}

function rowFaults({ rows, bounds, riskGroups }: ProvisionMatrix): MatrixFault[] {
  const names = rows.map(({ group }) => group)
  const faults: MatrixFault[] = []
  if (!names.includes(EVERYBODY_ELSE)) {
    faults.push({
      path: 'rows',
      zh: '须有适用于其余客户的一行（*）',
      en: 'a row for everybody else (*) is missing',
    })
  }
  if (new Set(names).size < names.length) {
    faults.push({ path: 'rows', zh: '风险组重复', en: 'a risk group stands there twice' })
  }
  if (riskGroups === 'none' && names.length > 1) {
    faults.push({
      path: 'rows',
      zh: '不分风险组时只能有一行',
      en: 'without risk groups there is one row only',
    })
  }
  for (const [index, { lossBp }] of rows.entries()) {
    if (lossBp.length !== bounds.length + 2) {
      faults.push({
        path: `rows.${index}.lossBp`,
        zh: `每行须有 ${bounds.length + 2} 个比例`,
        en: `each row needs ${bounds.length + 2} rates`,
      })
    }
    if (lossBp.some((rate, place) => rate < (lossBp[place - 1] ?? 0))) {
      faults.push({
        path: `rows.${index}.lossBp`,
        zh: '账龄越长，比例不得越低',
        en: 'rates must not fall with age',
      })
    }
  }
  return faults
}

function factorFaults({ forwardLooking }: ProvisionMatrix): MatrixFault[] {
  return forwardLooking.flatMap(({ validFrom, validUntil }, index) => {
    const overlaps = forwardLooking
      .slice(0, index)
      .some((other) => other.validFrom <= validUntil && other.validUntil >= validFrom)
    const path = `forwardLooking.${index}`
    if (validUntil < validFrom) return [{ path, zh: '止于起始日之前', en: 'it ends before it begins' }]
    return overlaps ? [{ path, zh: '前瞻系数的期间重叠', en: 'two factors overlap' }] : []
  })
}

/** The forward-looking adjustment of a day, if there is one. */
export function adjustmentOn(
  { forwardLooking }: ProvisionMatrix,
  day: CalendarDay,
): ForwardLooking | undefined {
  return forwardLooking.find(({ validFrom, validUntil }) => validFrom <= day && day <= validUntil)
}

/** The rates that count for a risk group. */
export function rowFor({ rows }: ProvisionMatrix, group: string): MatrixRow {
  const row = rows.find((one) => one.group === group) ?? rows.find((one) => one.group === EVERYBODY_ELSE)
  if (!row) throw new RangeError(`the matrix has no row for ${group}`)
  return row
}
