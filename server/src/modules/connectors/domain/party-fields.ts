import type { FieldType, ImportField } from './import-field.js'

type Details = Partial<Pick<ImportField, 'required' | 'choices' | 'columnNeeded' | 'endless'>> & {
  sample?: string
}

/** A field with its names in both languages and its synonyms, separated by `|`. */
export function field(
  key: string,
  type: FieldType,
  zh: string,
  en: string,
  synonyms: string,
  details: Details = {},
): ImportField {
  const { required = false, sample = '', ...rest } = details
  return { key, type, required, label: { zh, en }, synonyms: synonyms.split('|'), sample, ...rest }
}

export const customerCode = field(
  'customerCode',
  'code',
  '客户编码',
  'Customer code',
  '客户代码|客户编号|客户号|客户ID|往来单位编码|购货单位编码|customer id|customerid|customer no|customer number|customer|cust id|cust no|account number|debtor',
  { required: true, sample: 'C001' },
)
export const customerName = field(
  'customerName',
  'name',
  '客户名称',
  'Customer name',
  '客户|客户全称|往来单位|购货单位|单位名称|企业名称|公司名称|company|company name|name|customer name',
  { sample: '上海某某贸易有限公司' },
)
export const segment = field(
  'segment',
  'code',
  '信用段',
  'Segment',
  '公司代码|法人|销售组织|事业部|组织|company code|sales org|entity|segment code',
  {
    sample: 'CN01',
  },
)
export const currency = field(
  'currency',
  'currency',
  '币种',
  'Currency',
  '币别|货币|货币代码|交易货币|交易币种|账户币种|currency code|curr',
  {
    sample: 'CNY',
  },
)

/** Whose row it is. */
export const partyFields = [customerCode, customerName, segment, currency]
