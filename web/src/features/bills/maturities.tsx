import { useTranslation } from 'react-i18next'
import { Money } from '../../ui/money'
import { useMaturities } from './api'
import styles from './bills.module.css'

const bands = ['past', 'd7', 'd30', 'd90', 'later'] as const

/** What is in hand, by the time until it matures. */
export function Maturities() {
  const { t } = useTranslation('bills')
  const sums = useMaturities()
  if (sums === undefined || sums.length === 0) return null
  return (
    <dl className={styles.bands} aria-label={t('band.title')}>
      {bands.map((band) => {
        const some = sums.filter((one) => one.band === band)
        const count = some.reduce((sum, one) => sum + one.count, 0)
        return (
          <div key={band} className={styles.band} data-late={band === 'past' && count > 0}>
            <dt>
              {t(`band.${band}`)} <span className="xh-quiet">{t('bills', { count })}</span>
            </dt>
            <dd>
              {some.length === 0 && <span className="xh-quiet">–</span>}
              {some.map(({ amount }) => (
                <Money key={amount.currency} value={amount} currency="sign" strong />
              ))}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
