import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  ExclamationCircleOutlined,
  InfoCircleOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useText, type BilingualText } from '../i18n/use-text'
import { cx } from './cx'
import styles from './figures.module.css'

export interface Reason {
  code: string
  message: BilingualText
  tone?: 'good' | 'warn' | 'danger' | 'neutral'
  actual?: string | null
  threshold?: string | null
}

const icons: Readonly<Record<NonNullable<Reason['tone']>, ReactNode>> = {
  good: <CheckCircleOutlined aria-hidden />,
  warn: <ExclamationCircleOutlined aria-hidden />,
  danger: <CloseCircleOutlined aria-hidden />,
  neutral: <InfoCircleOutlined aria-hidden />,
}

/** Why something was decided: one sentence per reason, with the number seen and the number allowed. */
export function Explain({ reasons }: { reasons: readonly Reason[] }) {
  const { t } = useTranslation()
  const textOf = useText()
  return (
    <ul className={styles.reasons}>
      {reasons.map((reason, index) => (
        <li key={`${reason.code}${index}`} className={styles.reason}>
          <span className={styles.reasonIcon} data-tone={reason.tone ?? 'neutral'}>
            {icons[reason.tone ?? 'neutral']}
          </span>
          <span>{textOf(reason.message)}</span>
          {reason.actual != null && reason.threshold != null && (
            <span className={cx(styles.reasonNumbers, 'xh-numeric')}>
              {t('explain.numbers', { actual: reason.actual, threshold: reason.threshold })}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
