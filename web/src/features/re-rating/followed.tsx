import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { StatusTag } from '../../ui/status-tag'
import type { Move } from './api'

type Effect = NonNullable<Move['effects']>[number]

function EffectWords({ effect, move }: { effect: Effect; move: Move }) {
  const { t } = useTranslation('rerating')
  const { kind, count } = effect
  const words = t(`effect.${kind}`, { count })
  if (kind === 'failed') return <StatusTag tone="danger">{words}</StatusTag>
  if (kind === 'frozen') return <StatusTag tone="warn">{words}</StatusTag>
  const search = encodeURIComponent(move.customerCode)
  if (kind === 'review') return <Link to={`/reviews?search=${search}`}>{words}</Link>
  if (kind === 'approval')
    return <Link to={`/approval-cases/${effect.detail?.split(',')[0] ?? ''}`}>{words}</Link>
  if (kind === 'proposed') return <Link to={`/limits?search=${search}`}>{words}</Link>
  return <span>{words}</span>
}

/** What followed from a change of grade, or until when a better rating waits. */
export function Followed({ move }: { move: Move }) {
  const { t } = useTranslation('rerating')
  const { deferredUntil, deferral, effects } = move
  if (deferredUntil !== null) {
    const state = deferral === 'taken' || deferral === 'dropped' ? deferral : 'open'
    return (
      <StatusTag tone={state === 'taken' ? 'good' : state === 'open' ? 'info' : 'neutral'}>
        {t(`deferral.${state}`, { grade: move.ratedGrade, day: deferredUntil })}
      </StatusTag>
    )
  }
  if (effects === null) return <span className="xh-quiet">{t('effect.waiting')}</span>
  if (effects.length === 0) return <span className="xh-quiet">{t('effect.none')}</span>
  return (
    <>
      {effects.map((effect, index) => (
        <span key={effect.kind}>
          {index > 0 && ' · '}
          <EffectWords effect={effect} move={move} />
        </span>
      ))}
    </>
  )
}
