import { useTranslation } from 'react-i18next'
import { StatusTag } from '../../ui/status-tag'
import type { WriteOff } from './api'

const tones = {
  requested: 'info',
  'written-off': 'danger',
  rejected: 'neutral',
  withdrawn: 'neutral',
} as const

export function WriteOffStatus({ status }: Pick<WriteOff, 'status'>) {
  const { t } = useTranslation('recoveries')
  return <StatusTag tone={tones[status]}>{t(`status.${status}`)}</StatusTag>
}
