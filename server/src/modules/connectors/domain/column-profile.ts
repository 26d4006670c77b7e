import { orderEvidence, readDay, type DayOrder } from './cell-day.js'
import { readFlag } from './cell-flag.js'
import { DecimalSum, readDecimal, showsDecimalComma } from './cell-number.js'
import { cleanCell, isBlank } from './cell-text.js'

export type ColumnType = 'day' | 'number' | 'flag' | 'text' | 'empty'

/** What a column holds, found over all its cells. */
export interface ColumnProfile {
  readonly header: string
  readonly type: ColumnType
  readonly filled: number
  /** Cells that do not fit the type. */
  readonly misfits: number
  /** Cells that can only be read day first, or month first. */
  readonly dayFirst: number
  readonly monthFirst: number
  /** Cells such as 3/5/2026, which fit both orders. */
  readonly eitherOrder: number
  readonly decimalComma: boolean
  /** Sum of a number column as a canonical decimal. */
  readonly total: string | null
}

/** After so many cells a reading that most cells refuse is given up. */
const TRIAL_CELLS = 200

/** Watches the cells of one column and says at the end what it holds. */
export class ColumnWatch {
  private filled = 0
  private readonly fits = { day: 0, number: 0, flag: 0 }
  private readonly alive = { day: true, number: true, flag: true }
  private readonly orders = { mdy: 0, dmy: 0, either: 0 }
  private commas = 0
  private readonly sum = new DecimalSum()

  constructor(private readonly header: string) {}

  add(cell: string): void {
    const text = cleanCell(cell)
    if (isBlank(text)) return
    this.filled += 1
    if (this.alive.flag) this.watchFlag(text)
    if (this.alive.day) this.watchDay(text)
    if (this.alive.number) this.watchNumber(text)
    if (this.filled % TRIAL_CELLS === 0) this.giveUp()
  }

  private watchFlag(text: string): void {
    if (readFlag(text) !== null) this.fits.flag += 1
  }

  private watchDay(text: string): void {
    if (readDay(text, 'mdy') ?? readDay(text, 'dmy')) this.fits.day += 1
    const evidence = orderEvidence(text)
    if (evidence !== null) this.orders[evidence] += 1
  }

  private watchNumber(text: string): void {
    if (showsDecimalComma(text)) this.commas += 1
    const decimal = readDecimal(text, this.commas > 0)
    if (decimal === null) return
    this.fits.number += 1
    this.sum.add(decimal)
  }

  private giveUp(): void {
    const half = this.filled / 2
    this.alive.flag = this.fits.flag > half
    this.alive.day = this.fits.day > half
    this.alive.number = this.fits.number > half
  }

  profile(): ColumnProfile {
    const type = this.type()
    const fitting = type === 'text' || type === 'empty' ? this.filled : this.fits[type]
    return {
      header: this.header,
      type,
      filled: this.filled,
      misfits: this.filled - fitting,
      dayFirst: this.orders.dmy,
      monthFirst: this.orders.mdy,
      eitherOrder: this.orders.either,
      decimalComma: this.commas > 0,
      total: type === 'number' ? this.sum.toString() : null,
    }
  }

  private type(): ColumnType {
    const most = this.filled * 0.8
    if (this.filled === 0) return 'empty'
    // Plain numbers may happen to be serial or compact days; only their header can say so.
    if (this.alive.day && this.fits.day >= most && this.fits.number < this.fits.day) return 'day'
    if (this.alive.number && this.fits.number >= most) return 'number'
    return this.alive.flag && this.fits.flag >= most ? 'flag' : 'text'
  }
}

/** The order of a file's ambiguous dates, from all its date columns together; month first when nothing tells. */
export function dayOrderOf(profiles: readonly ColumnProfile[]): { order: DayOrder; certain: boolean } {
  const dates = profiles.filter((profile) => profile.type === 'day')
  const dayFirst = dates.reduce((sum, profile) => sum + profile.dayFirst, 0)
  const monthFirst = dates.reduce((sum, profile) => sum + profile.monthFirst, 0)
  const either = dates.reduce((sum, profile) => sum + profile.eitherOrder, 0)
  return {
    order: dayFirst > monthFirst ? 'dmy' : 'mdy',
    certain: dayFirst > 0 || monthFirst > 0 ? dayFirst === 0 || monthFirst === 0 : either === 0,
  }
}
