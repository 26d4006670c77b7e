import type { TFunction } from 'i18next'
import { loadWholeAging, type AgingQuestion } from './api'
import { bucketName } from './bucket-name'

/** A cell of a CSV file; a text that a spreadsheet would take for a formula is defused. */
function cell(text: string): string {
  const safe =
    /^[=+@\t\r]/.test(text) || (text.startsWith('-') && !/^-[\d.]+$/.test(text)) ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Saves the whole aging that is asked for as CSV (with a byte order mark, so that Excel reads Chinese). */
export async function exportAging(question: AgingQuestion, t: TFunction<'receivables'>): Promise<void> {
  const aging = await loadWholeAging(question)
  const head = [
    t('aging.code'),
    t(`by.${question.by}`),
    t('aging.currency'),
    ...aging.bounds.map((bound) => bucketName(bound, t)),
    t('aging.total'),
    t('aging.overdue'),
    t('aging.unapplied'),
  ]
  const rows = aging.items.map((row) => [
    row.code,
    row.name,
    row.currency,
    ...aging.bounds.map((bound) => row.buckets[bound.key]?.amount ?? '0.00'),
    row.total.amount,
    row.overdue.amount,
    row.unapplied.amount,
  ])
  const lines = [head, ...rows].map((row) => row.map(cell).join(','))
  const blob = new Blob([`\ufeff${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `aging-${aging.asOf}.csv`
  link.click()
  URL.revokeObjectURL(link.href)
}
