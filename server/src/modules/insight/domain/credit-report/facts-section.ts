import { counted } from '../../../../kernel/counted.js'
import { column, table, text, type ReportSection } from '../../../../kernel/report/document.js'
import { moneyText, type Say } from '../../../../kernel/report/texts.js'
import type { Fact } from './report-data.js'

const statementGroups = new Set(['balance-sheet', 'income', 'cash-flow'])

/** A fact's value as it is read. */
export function factText(
  { kind, value, valueLabel, unit }: Pick<Fact, 'kind' | 'value' | 'valueLabel' | 'unit'>,
  say: Say,
): string {
  if (kind === 'amount') return moneyText({ amount: value, currency: unit })
  return kind === 'percent' ? `${value} %` : say(valueLabel.zh, valueLabel.en)
}

/** What is known from others, with source, day and age; the figures of statements have a section of their own. */
export function factsSection(facts: readonly Fact[], say: Say): ReportSection {
  const listed = facts.filter(({ group }) => !statementGroups.has(group))
  const rows = listed.map((fact) => [
    say(fact.label.zh, fact.label.en),
    factText(fact, say),
    fact.source,
    fact.validOn,
    fact.recordedOn,
    say(`${fact.ageDays} 天`, counted(fact.ageDays, 'day')),
    remark(fact, say),
  ])
  const none = text(
    say(
      '信用档案中还没有登记、司法、税务或外部评分数据。',
      'Nothing is known yet from registers, courts, tax authorities or agencies.',
    ),
    true,
  )
  const columns = [
    column(say('项目', 'Item'), 5),
    column(say('内容', 'Value'), 4),
    column(say('来源', 'Source'), 4),
    column(say('有效日期', 'Valid on'), 3),
    column(say('录入日期', 'Recorded on'), 3),
    column(say('距今', 'Age'), 3, 'right'),
    column(say('备注', 'Remark'), 4),
  ]
  return {
    id: 'facts',
    title: say('信用数据', 'Facts on record'),
    blocks: [rows.length === 0 ? none : table(columns, rows)],
  }
}

function remark({ stale, conflicts, kind }: Fact, say: Say): string {
  const differing = conflicts.map(({ value, unit, source }) => {
    const shown = factText({ kind, value, unit, valueLabel: { zh: value, en: value } }, say)
    return say(`${source}：${shown}`, `${source}: ${shown}`)
  })
  return [...(stale ? [say('已过期', 'out of date')] : []), ...differing].join(say('；', '; '))
}
