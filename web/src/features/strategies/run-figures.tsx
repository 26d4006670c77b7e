import { useTranslation } from 'react-i18next'
import type { Run } from './strategy-api'
import styles from './strategies.module.css'

const channels = ['email', 'sms', 'letter', 'phone', 'in-app'] as const
const reasons = [
  'no_due_day',
  'no_strategy',
  'inactive_customer',
  'excluded',
  'quiet_day',
  'not_working_day',
  'disputed',
  'promised',
  'planned',
  'handed_over',
  'open_promise',
  'just_paid',
  'enough_contacts',
  'money_unmatched',
  'below_minimum',
  'no_address',
  'contacted_today',
  'one_per_day',
] as const
type Figures = Pick<Run, 'customers' | 'contacts' | 'items' | 'byChannel' | 'asides'>

/** What a run or a preview comes to: how many contacts over which channel, and what was set aside and why. */
export function RunFigures({ figures }: { figures: Figures }) {
  const { t } = useTranslation('strategies')
  const { customers, contacts, items, byChannel, asides } = figures
  const rows: readonly (readonly [string, number])[] = [
    [t('figures.customers'), customers],
    [t('figures.contacts'), contacts],
    [t('figures.items'), items],
    ...channels.flatMap((channel) => {
      const count = byChannel[channel] ?? 0
      return count === 0 ? [] : [[t(`channel.${channel}`), count] as const]
    }),
    ...reasons.flatMap((reason) => {
      const count = asides[reason] ?? 0
      return count === 0 ? [] : [[t('figures.aside', { reason: t(`reason.${reason}`) }), count] as const]
    }),
  ]
  return (
    <dl className={styles.figures}>
      {rows.map(([label, count]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{count.toLocaleString()}</dd>
        </div>
      ))}
    </dl>
  )
}
