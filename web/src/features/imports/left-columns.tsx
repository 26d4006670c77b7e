import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ImportDetail, Mapping } from './api'

/** The columns with content that no field is read from: they are not imported, and that is said before it is done. */
export function LeftColumns({ run, columns }: { run: ImportDetail; columns: Mapping['columns'] }) {
  const { t } = useTranslation('imports')
  const taken = new Set(Object.values(columns).map(({ column }) => column))
  const left = run.analysis.columns.filter(({ index, filled }) => filled > 0 && !taken.has(index))
  if (left.length === 0) return null
  const names = left.map(({ index, header }) => header || t('mapping.unnamed', { index: index + 1 }))
  return (
    <Alert
      type="warning"
      showIcon
      title={t('mapping.left', { count: left.length, names: names.join(t('faults.separator')) })}
    />
  )
}
