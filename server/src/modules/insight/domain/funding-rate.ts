import { calendarDay, type CalendarDay } from '../../../kernel/calendar-day.js'

/** What money that waits with customers costs a year, from a day on, and who says so. */
export interface FundingRate {
  readonly validFrom: CalendarDay
  readonly basisPoints: number
  readonly source: string
}

/** Until an organisation states its own: the one-year loan prime rate. */
export const usualFundingRate: FundingRate = {
  validFrom: calendarDay('2025-05-20'),
  basisPoints: 300,
  source: '1 年期 LPR，全国银行间同业拆借中心 2025-05-20 公布 (1Y LPR)',
}
