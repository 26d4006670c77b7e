import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { RunResult } from './api'
import styles from './limits.module.css'

/** Where something can be done about accounts that were left out. */
const help = {
  unrated: '/customers?grade=none',
  inactive: '/customers?status=inactive',
  no_row: '/policies',
} as const
const reasons = ['unrated', 'no_row', 'inactive', 'unlimited'] as const

/** What a calculation of all limits came to, and why accounts were left out, with a way to change that. */
export function RunOutcome({ result, onClose }: { result: RunResult; onClose: () => void }) {
  const { t } = useTranslation('limits')
  const { accounts, proposed, unchanged, skipped, skippedBecause } = result
  const left = reasons.filter((why) => skippedBecause[why] > 0)
  return (
    <Alert
      className={styles.outcome ?? ''}
      role="status"
      showIcon
      type={skipped > 0 && proposed + unchanged === 0 ? 'warning' : 'success'}
      closable={{ onClose }}
      title={t('run.done', { accounts, proposed, unchanged, skipped })}
      description={
        left.length > 0 && (
          <ul>
            {left.map((why) => (
              <li key={why}>
                {t(`run.because.${why}`, { count: skippedBecause[why] })}
                {why !== 'unlimited' && (
                  <>
                    {' '}
                    <Link to={help[why]}>{t(`run.help.${why}`)}</Link>
                  </>
                )}
              </li>
            ))}
          </ul>
        )
      }
    />
  )
}
