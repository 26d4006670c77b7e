import { factItems } from '../../facts/domain/catalogue.js'
import type { FactItem } from '../../facts/domain/fact-item.js'
import type { FieldType, ImportField } from './import-field.js'
import { currency, customerCode, customerName, field } from './party-fields.js'

const typeByKind = {
  amount: 'amount',
  percent: 'decimal',
  count: 'decimal',
  years: 'decimal',
  points: 'decimal',
  flag: 'flag',
  day: 'day',
  choice: 'text',
  text: 'text',
} as const satisfies Record<FactItem['kind'], FieldType>

/** Everything of the fact catalogue, for a day. */
export const factFields: readonly ImportField[] = [
  customerCode,
  customerName,
  currency,
  field(
    'validOn',
    'day',
    '报表日期',
    'Statement date',
    '截止日期|报告期|期末日期|会计期间|报告日期|日期|period end|period|as of|balance date|date|fiscal year end',
    {
      required: true,
      sample: '2025-12-31',
    },
  ),
  field('periodMonths', 'integer', '期间月数', 'Months of the period', '月数|months|period months', {
    sample: '12',
  }),
  ...factItems.map((item) =>
    field(item.code, typeByKind[item.kind], item.label.zh, item.label.en, item.code, {}),
  ),
]
