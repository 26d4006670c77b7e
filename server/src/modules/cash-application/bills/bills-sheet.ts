import type { Language } from '../../../kernel/bilingual.js'
import { formatAmount } from '../../../kernel/money.js'
import type { BillKind, BillState } from '../domain/bill-life.js'
import type { ListedBill } from './bill-list-store.js'

const headers: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    ...[
      '票据号',
      '子票区间',
      '类型',
      '客户编码',
      '客户名称',
      '信用段',
      '币种',
      '票面金额',
      '计入敞口',
      '未核销',
    ],
    ...['出票人', '承兑人', '出票日', '收票日', '到期日', '状态', '附追索权', '备注'],
  ],
  en: [
    ...['Number', 'Part', 'Kind', 'Customer', 'Customer name', 'Segment', 'Currency', 'Amount', 'Exposure'],
    ...['Unapplied', 'Drawer', 'Acceptor', 'Issued', 'Received', 'Matures', 'State', 'Recourse', 'Reference'],
  ],
}
const kinds: Readonly<Record<Language, Readonly<Record<BillKind, string>>>> = {
  zh: { bank: '银行承兑汇票', commercial: '商业承兑汇票' },
  en: { bank: 'Bank acceptance', commercial: 'Commercial acceptance' },
}
const states: Readonly<Record<Language, Readonly<Record<BillState, string>>>> = {
  zh: {
    ...{ held: '在手', presented: '已提示付款', discounted: '已贴现', endorsed: '已背书', paid: '已兑付' },
    ...{ dishonoured: '已拒付', withdrawn: '已撤销' },
  },
  en: {
    ...{
      held: 'In hand',
      presented: 'Presented',
      discounted: 'Discounted',
      endorsed: 'Endorsed',
      paid: 'Paid',
    },
    ...{ dishonoured: 'Dishonoured', withdrawn: 'Withdrawn' },
  },
}

export function billsHeader(language: Language): string[] {
  return [...headers[language]]
}

export function billsRow(bill: ListedBill, language: Language): string[] {
  const { currency } = bill
  const yes = language === 'zh' ? '是' : 'yes'
  const passedOn = bill.recourse && (bill.state === 'discounted' || bill.state === 'endorsed')
  return [
    ...[bill.number, bill.subRange, kinds[language][bill.kind], bill.customerCode, bill.customerName],
    ...[bill.segment, currency, formatAmount(bill.amountMinor, currency)],
    ...[formatAmount(bill.exposureMinor, currency), formatAmount(bill.unappliedMinor, currency)],
    ...[bill.drawer, bill.acceptor, bill.issuedOn, bill.receivedOn, bill.maturesOn],
    ...[states[language][bill.state], passedOn ? yes : '', bill.reference],
  ]
}
