import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AgingQuestion, AgingRow } from './api'
import styles from './receivables.module.css'

const scopeNames = { customer: 'customer', group: 'group', owner: 'owner' } as const

/** The open items behind an amount of the aging. */
export function itemsHref(
  question: AgingQuestion,
  code: string | undefined,
  bucket: string | undefined,
): string {
  const params = new URLSearchParams()
  if (code !== undefined) params.set(scopeNames[question.by], code)
  if (bucket !== undefined) params.set('bucket', bucket)
  if (question.asOf !== undefined) params.set('asOf', question.asOf)
  if (question.basis !== 'due') params.set('basis', question.basis)
  if (question.segment !== undefined) params.set('segment', question.segment)
  return `/receivables?${params.toString()}`
}

/** Whom a row of the aging is about; a customer leads to its page. */
export function Subject({ row, by }: { row: AgingRow; by: AgingQuestion['by'] }) {
  const { t } = useTranslation('receivables')
  if (by === 'owner') return <strong>{row.name === '' ? t('aging.nobody') : row.name}</strong>
  if (by === 'group') return <strong>{row.name}</strong>
  return (
    <Link className={styles.name ?? ''} to={`/customers/${encodeURIComponent(row.code)}`}>
      {row.name}
    </Link>
  )
}
