import { useTranslation } from 'react-i18next'
import type { Case } from '../../ui/cases/case-api'
import { Day, Instant } from '../../ui/day'
import { Money } from '../../ui/money'
import { StatusTag, type Tone } from '../../ui/status-tag'

type Security = NonNullable<Case['conditions']>['securities'][number]

const tones: Readonly<Record<Security['status'], Tone>> = {
  awaited: 'warn',
  confirmed: 'good',
  lapsed: 'danger',
}

/** A security that an approver asked for: until when it is awaited, or who confirmed it on which document. */
export function SecurityRow({ security }: { security: Security }) {
  const { t } = useTranslation('approvals')
  const { kind, amount, note, dueOn, status, confirmed } = security
  return (
    <>
      {t(`security.kind.${kind}`)}
      {amount !== null && (
        <>
          {' '}
          <Money value={amount} currency="sign" />
        </>
      )}
      {note !== null && ` ${note}`}{' '}
      <StatusTag tone={tones[status]}>{t(`security.status.${status}`)}</StatusTag>{' '}
      <span className="xh-quiet">
        {confirmed === null ? (
          <>
            {t('security.dueOn')} <Day value={dueOn} />
          </>
        ) : (
          <>
            {confirmed.by.displayName} <Instant value={confirmed.at} /> · {confirmed.reference}
          </>
        )}
      </span>
    </>
  )
}
