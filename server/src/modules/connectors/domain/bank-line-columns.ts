import type { FieldType } from './import-field.js'

interface BankLineColumn {
  readonly key: string
  readonly type: FieldType
  readonly zh: string
  readonly en: string
  readonly synonyms: string
  readonly required?: boolean
  readonly columnNeeded?: boolean
  readonly choices?: Readonly<Record<string, readonly string[]>>
  readonly sample?: string
}

/**
 * The columns of bank statements, with the names that the internet banks of ICBC, CCB, CMB, BOC and ABC give them. Money
 * in and money out are two columns with some banks, one column with a sign or a direction with others.
 */
export const bankLineColumns: readonly BankLineColumn[] = [
  {
    ...{ key: 'date', type: 'day', zh: '交易日期', en: 'Booked on', required: true, sample: '2026-04-02' },
    synonyms:
      '交易时间|交易日|记账日期|记账日|入账日期|入账时间|到账日期|日期|起息日|transaction date|value date|booking date|booked on|date',
  },
  {
    ...{ key: 'amount', type: 'amount', zh: '贷方发生额', en: 'Amount received', columnNeeded: true },
    sample: '120000.00',
    synonyms:
      '贷方金额|贷方发生额/元|收入金额|收入|转入金额|存入金额|贷方|收款金额|到账金额|交易金额|发生额|金额|credit|credit amount|deposit|trade amount|amount',
  },
  {
    ...{ key: 'direction', type: 'choice', zh: '借贷标志', en: 'Direction', sample: '贷' },
    synonyms: '借贷|借贷方向|收支方向|收支类型|收支|收/支|交易方向|来往账标志|debit/credit|dr/cr|direction',
    choices: {
      in: ['贷', '贷方', '收', '收入', '来账', '转入', '存入', 'c', 'cr', 'credit', 'in'],
      out: ['借', '借方', '支', '支出', '往账', '转出', '支取', 'd', 'dr', 'debit', 'out'],
    },
  },
  {
    ...{ key: 'reversal', type: 'flag', zh: '冲正', en: 'Reversal' },
    synonyms: '冲正标志|是否冲正|冲销|reversal|reversal indicator',
  },
  {
    ...{ key: 'payerName', type: 'text', zh: '对方户名', en: 'Payer', sample: '上海某某贸易有限公司' },
    synonyms:
      '对方单位名称|对方单位|对方名称|对方账户名称|对方账户名|对手方名称|收付方名称|收方名称|付款人名称|付款方名称|付款人|付款方|往来户名|payer name|payer|counterparty|counterparty name|remitter',
  },
  {
    ...{ key: 'payerAccount', type: 'code', zh: '对方账号', en: "Payer's account" },
    synonyms:
      '对方帐号|对方账户|对方卡号|收付方账号|收方账号|付款人账号|付款方账号|付款账号|payer account|counterparty account|debit account no',
  },
  {
    ...{ key: 'summary', type: 'text', zh: '摘要', en: 'Summary', sample: '货款' },
    synonyms: '交易摘要|业务摘要|摘要说明|description|narrative|summary',
  },
  {
    ...{ key: 'purpose', type: 'text', zh: '用途', en: 'Purpose' },
    synonyms: '交易用途|款项用途|业务用途|资金用途|purpose',
  },
  {
    ...{ key: 'remark', type: 'text', zh: '附言', en: 'Remittance text', sample: '付 INV-1001' },
    synonyms:
      '备注|交易附言|客户附言|付款附言|备注信息|个性化信息|remark|remarks|remittance information|payment details|message',
  },
  {
    ...{ key: 'bankRef', type: 'code', zh: '交易流水号', en: 'Bank reference', sample: '20260402000123456' },
    synonyms:
      '流水号|账户明细编号-交易流水号|明细编号|银行流水号|流水编号|交易序号|企业流水号|凭证号|凭证号码|transaction reference number|bank reference|transaction id|reference',
  },
  {
    ...{ key: 'bankAccount', type: 'code', zh: '本方账号', en: 'Our account' },
    synonyms:
      '我方账号|本方帐号|账号|帐号|查询账号|收款人账号|收款账号|our account|inquirer account number|account number|account',
  },
  {
    ...{ key: 'balance', type: 'text', zh: '余额', en: 'Balance after' },
    synonyms: '账户余额|交易后余额|余额/元|after-transaction balance|balance',
  },
]
