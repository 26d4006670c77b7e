import { TrophyOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '../../ui/status-tag'
import type { ModelItem } from './api'

const tones: Readonly<Record<ModelItem['status'], Tone>> = {
  draft: 'neutral',
  validated: 'info',
  approved: 'info',
  champion: 'good',
  challenger: 'warn',
  retired: 'neutral',
}

/** Where a model stands; a running approval or a plan stands beside it. */
export function ModelStatus({ model }: { model: Pick<ModelItem, 'status' | 'askedUse' | 'plannedUse'> }) {
  const { t } = useTranslation('models')
  const icon = model.status === 'champion' ? { icon: <TrophyOutlined aria-hidden /> } : {}
  return (
    <>
      <StatusTag tone={tones[model.status]} {...icon}>
        {t(`status.${model.status}`)}
      </StatusTag>
      {model.askedUse !== null && <StatusTag tone="info">{t('status.asked')}</StatusTag>}
      {model.plannedUse !== null && <StatusTag tone="info">{t('status.planned')}</StatusTag>}
    </>
  )
}
