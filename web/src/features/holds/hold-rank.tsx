import { useTranslation } from 'react-i18next'
import { usePersonName } from '../../session/people'
import { StatusTag, type Tone } from '../../ui/status-tag'
import type { Hold } from './api'

const dayMs = 86_400_000

const tones: Readonly<Record<Hold['status'], Tone>> = {
  open: 'warn',
  released: 'good',
  rejected: 'danger',
  superseded: 'neutral',
}

/** Why a hold stands where it stands: it can go, somebody asked for it, or how long it has waited. */
export function HoldRank({ hold }: { hold: Hold }) {
  const { t } = useTranslation('holds')
  const nameOf = usePersonName()
  if (hold.status !== 'open')
    return <StatusTag tone={tones[hold.status]}>{t(`status.${hold.status}`)}</StatusTag>
  if (hold.ready) return <StatusTag tone="good">{t('rank.ready')}</StatusTag>
  if (hold.releaseRequest !== null)
    return <StatusTag tone="info">{t('rank.requested', { name: nameOf(hold.releaseRequest.by) })}</StatusTag>
  const days = Math.floor((Date.now() - new Date(hold.openedAt).getTime()) / dayMs)
  return <StatusTag tone="warn">{days < 1 ? t('rank.today') : t('rank.waiting', { count: days })}</StatusTag>
}
