import { PauseCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from './status-tag'

export type Outcome = 'approved' | 'warned' | 'held' | 'rejected'

const tones: Readonly<Record<Outcome, Tone>> = {
  approved: 'good',
  warned: 'warn',
  held: 'warn',
  rejected: 'danger',
}

/** What a credit check decided. */
export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation()
  return (
    <StatusTag
      tone={tones[outcome]}
      {...(outcome === 'held' ? { icon: <PauseCircleOutlined aria-hidden /> } : {})}
    >
      {t(`outcome.${outcome}`)}
    </StatusTag>
  )
}
