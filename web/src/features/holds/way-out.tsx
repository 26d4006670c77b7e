import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { useUser } from '../../session/session'
import { ErrorState } from '../../ui/error-state'
import { Money } from '../../ui/money'
import { Panel } from '../../ui/panel'
import { PanelSkeleton } from '../../ui/panel-skeleton'
import type { Hold } from './api'
import styles from './holds.module.css'
import { useOutlook, type Outlook } from './work-api'

/** For sales: what is stopped, why in one sentence, what the customer can do. */
export function PlainView({ plain }: { plain: Outlook['plain'] }) {
  const { t } = useTranslation('holds')
  const textOf = useText()
  return (
    <>
      <p>{textOf(plain.stopped)}</p>
      <p>{textOf(plain.why)}</p>
      {plain.customerCan.length === 0 ? (
        <p className="xh-quiet">{t('way.askCredit')}</p>
      ) : (
        <>
          <p className="xh-quiet">{t('way.customerCan')}</p>
          <ul className={styles.ways}>
            {plain.customerCan.map((one) => (
              <li key={one.en}>{textOf(one)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Alternatives({ outlook }: { outlook: Outlook }) {
  const { t } = useTranslation('holds')
  const textOf = useText()
  if (outlook.outcome === 'approved' || outlook.outcome === 'warned') return <p>{t('way.ready')}</p>
  if (outlook.ways.length === 0) return <p>{t('way.none')}</p>
  return (
    <ul className={styles.ways}>
      {outlook.ways.map((way) => (
        <li key={way.text.en}>
          {textOf(way.text)}
          {!way.certain && <span className="xh-quiet"> {t('way.uncertain')}</span>}
        </li>
      ))}
    </ul>
  )
}

/** What would let the order go; one of the ways is enough. */
export function WayOut({ hold }: { hold: Hold }) {
  const { t } = useTranslation('holds')
  const user = useUser()
  const outlook = useOutlook(hold.id, hold.status === 'open')
  if (hold.status !== 'open') return null
  const isOffice = user.can('holds:release') || user.can('limits:propose')
  return (
    <Panel title={t(isOffice ? 'way.title' : 'way.plainTitle')}>
      {outlook.isError ? (
        <ErrorState error={outlook.error} onRetry={() => void outlook.refetch()} />
      ) : outlook.isPending ? (
        <PanelSkeleton rows={3} />
      ) : isOffice ? (
        <>
          <Alternatives outlook={outlook.data} />
          <p className="xh-quiet">
            {t('way.covered')} <Money value={outlook.data.covered} currency="sign" /> · {t('way.paid')}{' '}
            <Money value={outlook.data.paid} currency="sign" />
          </p>
        </>
      ) : (
        <PlainView plain={outlook.data.plain} />
      )}
    </Panel>
  )
}
