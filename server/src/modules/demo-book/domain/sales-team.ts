import type { SegmentCode } from './book.js'

/** A salesperson who owns customers; the place in the team is the territory of the regions. */
export interface Salesperson {
  readonly username: string
  readonly name: string
}

export const SALES_TEAM: readonly Salesperson[] = [
  { username: 'sales1', name: '周雨桐' },
  { username: 'sales2', name: '沈嘉伟' },
  { username: 'sales3', name: '林海燕' },
  { username: 'sales4', name: '高志强' },
  { username: 'sales5', name: '罗晓梅' },
  { username: 'sales6', name: '许文博' },
]

/** The one who looks after buyers abroad and the trading houses of the export division. */
export const EXPORT_TERRITORY = 5

export interface DemoSegment {
  readonly code: SegmentCode
  readonly name: string
  readonly currency: 'CNY' | 'USD'
  readonly timeZone: string
}

export const SEGMENTS: readonly DemoSegment[] = [
  { code: 'CN01', name: '华东销售公司', currency: 'CNY', timeZone: 'Asia/Shanghai' },
  { code: 'EX01', name: '出口事业部', currency: 'USD', timeZone: 'Asia/Shanghai' },
]
