import type { Bilingual } from '../../../kernel/bilingual.js'

export const both = (zh: string, en: string): Bilingual => ({ zh, en })
export const variable = (zh: string, en: string, sample: string | Bilingual) => ({
  meaning: both(zh, en),
  sample,
})

export const holdVariables = {
  customer: variable('客户名称', 'Name of the customer', '华东机电贸易有限公司'),
  code: variable('客户编码', 'Code of the customer', 'C000123'),
  document: variable('单据号', 'Number of the document', 'SO-20261122-018'),
  amount: variable('单据金额，含币种', 'Amount with its currency', 'CNY 80,000.00'),
} as const

export const ratedVariables = {
  customer: holdVariables.customer,
  code: holdVariables.code,
  cause: variable('原因', 'Cause', both('否决事实', 'Fact of a veto')),
} as const

export const approvalVariables = {
  number: variable('审批单号', 'Number of the case', 'AP-000042'),
  title: variable(
    '申请标题',
    'Title of the request',
    both('放行 SO-20261122-018', 'Release of SO-20261122-018'),
  ),
  submitter: variable('申请人', 'Who asked', '李伟'),
} as const

export const collectionVariables = {
  count: variable('数量', 'How many', '12'),
  day: variable('运行日期', 'Day of the run', '2026-11-21'),
} as const

export const promiseVariables = {
  customer: holdVariables.customer,
  code: holdVariables.code,
  payOn: variable('承诺付款日', 'Promised day', '2026-11-30'),
  amount: variable('承诺金额，含币种', 'Promised amount with its currency', 'CNY 80,000.00'),
  received: variable('到账金额，含币种', 'What came, with its currency', 'CNY 30,000.00'),
} as const
