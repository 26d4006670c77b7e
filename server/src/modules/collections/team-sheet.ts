import type { Language } from '../../kernel/bilingual.js'
import type { MoneyJson } from '../../kernel/money.js'
import { columnName, type Cell } from '../../platform/tabular/write-xlsx.js'
import type { teamJson } from './team-json.js'

const words = {
  zh: {
    ...{ sheet: '催收团队', total: '合计', nobody: '未指定', sales: '零逾期榜' },
    head: [
      ...[
        '催收人',
        '姓名',
        '欠款客户',
        '逾期客户',
        '应收',
        '逾期',
        '到期任务',
        '联系次数',
        '接通',
        '新增承诺',
      ],
      ...[
        '承诺金额',
        '兑现',
        '部分兑现',
        '未兑现',
        '兑现率',
        '收回逾期款',
        '收回平均逾期天数',
        '办结争议',
        '争议平均天数',
      ],
    ],
    salesHead: ['名次', '业务员', '姓名', '部门', '客户', '逾期客户', '应收', '逾期', '逾期占比'],
  },
  en: {
    ...{ sheet: 'Collecting team', total: 'Total', nobody: 'Nobody', sales: 'Zero-overdue board' },
    head: [
      ...[
        'Collector',
        'Name',
        'Customers',
        'Overdue customers',
        'Receivables',
        'Overdue',
        'Tasks due',
        'Contacts',
      ],
      ...['Answered', 'Promises', 'Promised', 'Kept', 'Partly', 'Broken', 'Kept rate', 'Recovered'],
      ...['Days late when recovered', 'Disputes settled', 'Days to settle'],
    ],
    salesHead: [
      ...['Place', 'Salesperson', 'Name', 'Department', 'Customers', 'Overdue customers', 'Receivables'],
      ...['Overdue', 'Overdue share'],
    ],
  },
} as const

type Team = ReturnType<typeof teamJson>

/** The figures of a team as a sheet: collectors, their totals with amounts as formulas, then salespeople in their places. */
export function teamSheet(
  { collectors, total, sales }: Team,
  language: Language,
): { name: string; rows: Cell[][] } {
  const say = words[language]
  const lines = collectors.map((one) => sumsCells([one.username ?? say.nobody, one.name], one, amountCell))
  const summed = (money: MoneyJson, column: number): Cell => {
    const name = columnName(column)
    return lines.length === 0
      ? amountCell(money)
      : { amount: money.amount, formula: `SUM(${name}2:${name}${lines.length + 1})` }
  }
  return {
    name: say.sheet,
    rows: [
      say.head.map((bold) => ({ bold })),
      ...lines,
      sumsCells([{ bold: say.total }, ''], total, summed),
      [],
      [{ bold: say.sales }],
      say.salesHead.map((bold) => ({ bold })),
      ...sales.map((one): Cell[] => [
        ...[String(one.place), one.username, one.name, one.department ?? '', String(one.customers)],
        ...[
          String(one.overdueCustomers),
          amountCell(one.receivables),
          amountCell(one.overdue),
          one.overduePercent,
        ],
      ]),
    ],
  }
}

const amountCell = ({ amount }: MoneyJson): Cell => ({ amount })

/** The figures in the order of the columns; `amountAt` is told in which column, from 0, an amount stands. */
function sumsCells(
  who: readonly [Cell, Cell],
  { promises, disputes, ...one }: Team['total'],
  amountAt: (money: MoneyJson, column: number) => Cell,
): Cell[] {
  return [
    ...[...who, String(one.customers), String(one.overdueCustomers)],
    ...[amountAt(one.receivables, 4), amountAt(one.overdue, 5), String(one.tasksDue), String(one.contacts)],
    ...[String(one.answered), String(promises.made), amountAt(promises.amount, 10), String(promises.kept)],
    ...[String(promises.partly), String(promises.broken), promises.keptPercent ?? ''],
    ...[amountAt(one.recovered, 15), one.recoveredDays ?? '', String(disputes.settled), disputes.days ?? ''],
  ]
}
