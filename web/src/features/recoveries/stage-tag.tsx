import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '../../ui/status-tag'
import type { HandOver } from './api'

const tones: Readonly<Record<NonNullable<HandOver['outcome']>, Tone>> = {
  paid: 'good',
  partly: 'warn',
  settled: 'good',
  uncollectible: 'danger',
  lost: 'danger',
  withdrawn: 'neutral',
}

/** Where a case stands; of a closed one what came of it. */
export function StageTag({ stage, outcome }: Pick<HandOver, 'stage' | 'outcome'>) {
  const { t } = useTranslation('recoveries')
  if (outcome !== null) return <StatusTag tone={tones[outcome]}>{t(`outcome.${outcome}`)}</StatusTag>
  return <StatusTag tone={stage === 'prepared' ? 'neutral' : 'info'}>{t(`stage.${stage}`)}</StatusTag>
}
