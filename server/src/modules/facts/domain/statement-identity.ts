import { parseDecimal } from '../../../kernel/rate.js'
import type { FactWarning } from './fact-value.js'

/** The three figures of a balance sheet that must agree, as decimal texts; null where not given. */
export interface BalanceSheetTotals {
  readonly totalAssets: string | null
  readonly totalLiabilities: string | null
  readonly equity: string | null
}

const SCALE = 6
/** Rounded statements in thousands may differ by a little: half a percent of total assets. */
const TOLERANCE_PARTS = 200n

/** Warns when assets ≠ liabilities + equity (会计恒等式) by more than 0.5 % of assets. Incomplete sheets pass. */
export function identityWarning(totals: BalanceSheetTotals): FactWarning | null {
  if (totals.totalAssets === null || totals.totalLiabilities === null || totals.equity === null) return null
  const assets = scaled(totals.totalAssets)
  const claims = scaled(totals.totalLiabilities) + scaled(totals.equity)
  const difference = assets > claims ? assets - claims : claims - assets
  if (difference * TOLERANCE_PARTS <= (assets < 0n ? -assets : assets)) return null
  return {
    code: 'balance_sheet_mismatch',
    message: {
      zh: `资产总计 ${totals.totalAssets} 与负债 ${totals.totalLiabilities} 加所有者权益 ${totals.equity} 不相等，请核对报表。`,
      en: `Total assets ${totals.totalAssets} differ from liabilities ${totals.totalLiabilities} plus equity ${totals.equity}; please check the statement.`,
    },
  }
}

function scaled(text: string): bigint {
  const negative = text.startsWith('-')
  const { digits, scale } = parseDecimal(negative ? text.slice(1) : text)
  const value = digits * 10n ** BigInt(SCALE - scale)
  return negative ? -value : value
}
