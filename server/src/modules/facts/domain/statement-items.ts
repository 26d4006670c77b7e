import type { FactItem } from './fact-item.js'

type StatementGroup = 'balance-sheet' | 'income' | 'cash-flow'

const LARGEST = 1e13

function amount(group: StatementGroup, code: string, zh: string, en: string, min = -LARGEST): FactItem {
  return {
    code,
    group,
    kind: 'amount',
    label: { zh, en },
    min,
    max: LARGEST,
    flow: group !== 'balance-sheet',
    staleAfterMonths: 18,
  }
}

/** Balance sheet 资产负债表 at the end of a period. */
export const balanceSheetItems: readonly FactItem[] = [
  amount('balance-sheet', 'cash', '货币资金', 'Cash', 0),
  amount('balance-sheet', 'accounts_receivable', '应收账款', 'Accounts receivable', 0),
  amount('balance-sheet', 'inventories', '存货', 'Inventories', 0),
  amount('balance-sheet', 'current_assets', '流动资产合计', 'Current assets', 0),
  amount('balance-sheet', 'total_assets', '资产总计', 'Total assets', 0),
  amount('balance-sheet', 'accounts_payable', '应付账款', 'Accounts payable', 0),
  amount('balance-sheet', 'short_term_loans', '短期借款', 'Short-term loans', 0),
  amount('balance-sheet', 'current_liabilities', '流动负债合计', 'Current liabilities', 0),
  amount('balance-sheet', 'total_liabilities', '负债合计', 'Total liabilities', 0),
  amount('balance-sheet', 'equity', '所有者权益（净资产）', 'Equity (net assets)'),
]

/** Income statement 利润表 of a period. */
export const incomeItems: readonly FactItem[] = [
  amount('income', 'revenue', '营业收入', 'Revenue', 0),
  amount('income', 'cost_of_sales', '营业成本', 'Cost of sales', 0),
  amount('income', 'operating_profit', '营业利润', 'Operating profit'),
  amount('income', 'net_profit', '净利润', 'Net profit'),
]

/** Cash flow statement 现金流量表 of a period. */
export const cashFlowItems: readonly FactItem[] = [
  amount('cash-flow', 'operating_cash_flow', '经营活动现金流量净额', 'Operating cash flow'),
  amount('cash-flow', 'investing_cash_flow', '投资活动现金流量净额', 'Investing cash flow'),
  amount('cash-flow', 'financing_cash_flow', '筹资活动现金流量净额', 'Financing cash flow'),
]
