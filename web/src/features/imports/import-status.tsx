import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '../../ui/status-tag'
import type { ImportSummary } from './api'

const tones: Readonly<Record<ImportSummary['status'], Tone>> = {
  analysed: 'neutral',
  validating: 'info',
  validated: 'warn',
  running: 'info',
  finished: 'good',
  failed: 'danger',
}

/** How far an import is. */
export function ImportStatus({ status }: { status: ImportSummary['status'] }) {
  const { t } = useTranslation('imports')
  return <StatusTag tone={tones[status]}>{t(`status.${status}`)}</StatusTag>
}
