import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Money } from '../../ui/money'
import type { AgingQuestion, AgingRow } from './api'
import styles from './receivables.module.css'

/** The open items behind an amount of the aging. */
export function itemsHref(
  question: AgingQuestion,
  code: string | undefined,
  bucket: string | undefined,
): string {
  const params = new URLSearchParams()
  if (question.segment !== undefined) params.set('segment', question.segment)
  if (code !== undefined) params.set(question.by, code)
  if (bucket !== undefined) params.set('bucket', bucket)
  if (question.asOf !== undefined) params.set('asOf', question.asOf)
  if (question.basis !== 'due') params.set('basis', question.basis)
  return `/receivables?${params.toString()}`
}

/** Whom a row of the aging is about; a customer leads to its page. */
export function Subject({ row, by }: { row: AgingRow; by: AgingQuestion['by'] }) {
  const { t } = useTranslation('receivables')
  if (by === 'owner') return <strong>{row.name === '' ? t('aging.nobody') : row.name}</strong>
  if (by === 'industry') return <strong>{row.name === '' ? t('aging.noIndustry') : row.name}</strong>
  if (by !== 'customer') return <strong>{row.name}</strong>
  return (
    <Link className={styles.name ?? ''} to={`/customers/${encodeURIComponent(row.code)}`}>
      {row.name}
    </Link>
  )
}

/** What is past due; below it, where disputed amounts are left out of it by the setting of the segment, what counts. */
export function OverdueAmount({ of }: { of: Pick<AgingRow, 'overdue' | 'overdueCounted'> }) {
  const { t } = useTranslation('receivables')
  const { overdue, overdueCounted } = of
  return (
    <>
      <Money value={overdue} zero="dash" />
      {overdueCounted !== null && overdueCounted.amount !== overdue.amount && (
        <div className="xh-quiet">
          {t('aging.counted')} <Money value={overdueCounted} />
        </div>
      )}
    </>
  )
}
