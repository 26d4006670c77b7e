import type { Bilingual } from '../../../kernel/bilingual.js'
import type { FactItem } from './fact-item.js'
import { balanceSheetItems, cashFlowItems, incomeItems } from './statement-items.js'
import { publicRecordItems } from './public-record-items.js'

const registrationItems: readonly FactItem[] = [
  {
    code: 'registered_capital',
    group: 'registration',
    kind: 'amount',
    label: { zh: '注册资本', en: 'Registered capital' },
    min: 0,
    max: 1e12,
    staleAfterMonths: 24,
  },
  {
    code: 'paid_in_capital',
    group: 'registration',
    kind: 'amount',
    label: { zh: '实缴资本', en: 'Paid-in capital' },
    min: 0,
    max: 1e12,
    staleAfterMonths: 24,
  },
  {
    code: 'founded_on',
    group: 'registration',
    kind: 'day',
    label: { zh: '成立日期', en: 'Founded on' },
    staleAfterMonths: 1200,
  },
  {
    code: 'registration_status',
    group: 'registration',
    kind: 'choice',
    label: { zh: '登记状态', en: 'Registration status' },
    choices: {
      active: { zh: '存续', en: 'active' },
      suspended: { zh: '停业', en: 'suspended' },
      revoked: { zh: '吊销', en: 'licence revoked' },
      deregistered: { zh: '注销', en: 'deregistered' },
      liquidation: { zh: '清算', en: 'in liquidation' },
      bankruptcy: { zh: '破产', en: 'bankrupt' },
    },
    staleAfterMonths: 6,
  },
  {
    code: 'legal_representative',
    group: 'registration',
    kind: 'text',
    label: { zh: '法定代表人', en: 'Legal representative' },
    staleAfterMonths: 12,
  },
  {
    code: 'employees',
    group: 'registration',
    kind: 'count',
    label: { zh: '参保人数', en: 'Employees' },
    min: 0,
    max: 2_000_000,
    staleAfterMonths: 18,
  },
  {
    code: 'management_years',
    group: 'registration',
    kind: 'years',
    label: { zh: '核心管理层从业年限', en: 'Management experience' },
    min: 0,
    max: 60,
    staleAfterMonths: 24,
  },
]

/** Every item that may be recorded, by group, in the order in which people read them. */
export const factItems: readonly FactItem[] = [
  ...registrationItems,
  ...balanceSheetItems,
  ...incomeItems,
  ...cashFlowItems,
  ...publicRecordItems,
]

const itemByCode = new Map(factItems.map((item) => [item.code, item]))

export function findFactItem(code: string): FactItem | undefined {
  return itemByCode.get(code)
}

/** The unit of an item's stored value; amounts carry their currency instead. */
export function unitOf(item: FactItem): string {
  return item.kind === 'choice' ? 'text' : item.kind
}

export function isStatementItem(item: FactItem): boolean {
  return item.group === 'balance-sheet' || item.group === 'income' || item.group === 'cash-flow'
}

/** A stored choice in words; undefined when the item or the choice is not in the catalogue. */
export function factValueLabel(itemCode: string, choice: string): Bilingual | undefined {
  return itemByCode.get(itemCode)?.choices?.[choice]
}
