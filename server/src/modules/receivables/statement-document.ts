import { counted } from '../../kernel/counted.js'
import type { Language } from '../../kernel/bilingual.js'
import { daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import { moneyJson } from '../../kernel/money.js'
import {
  column,
  pairs,
  table,
  text,
  type ReportBlock,
  type ReportDocument,
  type ReportSection,
} from '../../kernel/report/document.js'
import { grouped, NOTHING, speaking, type Say } from '../../kernel/report/texts.js'
import type { Statement } from './make-statement.js'

/** A statement with whose it is and for which period. */
export interface IssuedStatement {
  readonly organisation: string
  readonly customerCode: string
  readonly customerName: string
  readonly from: CalendarDay
  readonly asOf: CalendarDay
  readonly statements: readonly Statement[]
}

/**
 * A statement of account 对账单 as content, for confirming by stamp. Every page says that it confirms the principal only:
 * a statement that fixes principal and interest would give up further claims (法释〔2020〕17号 第十八条).
 */
export function statementDocument(issued: IssuedStatement, language: Language): ReportDocument {
  const say = speaking(language)
  const { customerName, customerCode, from, asOf, statements } = issued
  const organisation = issued.organisation === '' ? say('信衡', 'Xinheng') : issued.organisation
  const head: ReportSection = {
    id: 'parties',
    title: say('往来双方', 'Parties'),
    blocks: [
      pairs([
        [say('出具单位', 'From'), organisation],
        [say('客户', 'To'), `${customerName} (${customerCode})`],
        [say('对账期间', 'Period'), `${from} – ${asOf}`],
      ]),
      ...(statements.length === 0 ? [text(say('该期间没有往来。', 'No movements in this period.'))] : []),
    ],
  }
  return {
    language,
    title: say('往来对账单', 'Statement of account'),
    subtitle: `${customerName} (${customerCode}) · ${from} – ${asOf}`,
    organisation,
    subject: customerName,
    date: asOf,
    marking: say(
      '本对账单仅确认本金，不影响我方就逾期利息及违约金主张权利，已书面豁免的除外。',
      'This statement confirms the principal only; claims for default interest and damages are reserved, except as far as waived in writing.',
    ),
    watermark: '',
    sections: [head, ...statements.map((one) => currencySection(one, asOf, say)), confirmation(say)],
  }
}

function currencySection(statement: Statement, asOf: CalendarDay, say: Say): ReportSection {
  const { currency } = statement
  return {
    id: currency,
    title: say(`往来与余额（${currency}）`, `Movements and balance (${currency})`),
    blocks: [movements(statement, say), ...openItems(statement, asOf, say)],
  }
}

function typeNames(say: Say): Readonly<Record<string, string>> {
  return {
    order: say('订单', 'Order'),
    delivery: say('发货', 'Delivery'),
    invoice: say('发票', 'Invoice'),
    receipt: say('回款', 'Receipt'),
    'credit-note': say('红字发票', 'Credit note'),
    'write-off': say('核销', 'Write-off'),
  }
}

function movements(
  { currency, openingMinor, movements: lines, closingMinor }: Statement,
  say: Say,
): ReportBlock {
  const amount = (minor: bigint) => grouped(moneyJson(minor, currency).amount)
  const names = typeNames(say)
  const rows = lines.map(({ on, documentType, documentNumber, amountMinor, balanceMinor }) => [
    on,
    names[documentType] ?? documentType,
    documentNumber,
    amountMinor >= 0n ? amount(amountMinor) : '',
    amountMinor < 0n ? amount(-amountMinor) : '',
    amount(balanceMinor),
  ])
  return table(
    [
      column(say('日期', 'Date'), 3),
      column(say('摘要', 'What'), 3),
      column(say('单据', 'Document'), 5),
      column(say('应收增加', 'Debit'), 4, 'right'),
      column(say('应收减少', 'Credit'), 4, 'right'),
      column(say('余额', 'Balance'), 4, 'right'),
    ],
    [
      ['', say('期初余额', 'Opening balance'), '', '', '', amount(openingMinor)],
      ...rows,
      ['', say('期末余额', 'Closing balance'), '', '', '', amount(closingMinor)],
    ],
    { strong: [0, rows.length + 1] },
  )
}

function openItems({ currency, openItems: items }: Statement, asOf: CalendarDay, say: Say): ReportBlock[] {
  if (items.length === 0) return []
  const amount = (minor: bigint) => grouped(moneyJson(minor, currency).amount)
  const age = (dueOn: CalendarDay) => {
    const days = daysBetween(dueOn, asOf)
    return days > 0 ? say(`逾期 ${days} 天`, `${counted(days, 'day')} overdue`) : say('未到期', 'not due')
  }
  return [
    table(
      [
        column(say('单据', 'Document'), 5),
        column(say('日期', 'Date'), 3),
        column(say('到期日', 'Due'), 3),
        column(say('账龄', 'Age'), 4),
        column(say('金额', 'Amount'), 4, 'right'),
        column(say('未清金额', 'Open'), 4, 'right'),
      ],
      items.map(({ documentNumber, documentOn, dueOn, baseOn, bucket, amountMinor, openMinor }) => [
        ...[documentNumber, documentOn, dueOn ?? NOTHING],
        bucket === 'unapplied' ? say('未核销收款', 'unapplied receipt') : age(baseOn),
        ...[amount(amountMinor), amount(openMinor)],
      ]),
      { title: say('未清单据', 'Open items') },
    ),
  ]
}

function confirmation(say: Say): ReportSection {
  return {
    id: 'confirmation',
    title: say('核对与确认', 'Confirmation'),
    blocks: [
      text(
        say(
          '请核对以上往来与余额，如有不符请注明差异；核对无误请签章确认。',
          'Please compare with your books; note any difference, or confirm with stamp and signature.',
        ),
      ),
      text(
        say(
          '本对账单仅确认本金，不影响我方就逾期利息及违约金主张权利，已书面豁免的除外。',
          'This statement confirms the principal only; claims for default interest and damages are reserved, except as far as waived in writing.',
        ),
      ),
      text('\n\n'),
      pairs([
        [say('出具单位（盖章）', 'Issued by (stamp)'), '＿＿＿＿＿＿＿＿＿＿'],
        [say('客户确认（盖章）', 'Confirmed (stamp)'), '＿＿＿＿＿＿＿＿＿＿'],
        [say('日期', 'Date'), '＿＿＿＿＿＿＿＿＿＿'],
        [say('日期', 'Date'), '＿＿＿＿＿＿＿＿＿＿'],
      ]),
    ],
  }
}
