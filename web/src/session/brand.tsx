import { useTranslation } from 'react-i18next'
import styles from './brand.module.css'

/** The mark: a balance. */
export function Brand({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation()
  return (
    <span className={styles.brand}>
      <svg width="28" height="28" viewBox="0 0 32 32" aria-hidden>
        <rect width="32" height="32" rx="8" fill="#1f5673" />
        <path
          d="M16 7v17M11 24.5h10M7.5 11.5h17"
          stroke="#fff"
          strokeWidth="2"
          strokeLinecap="round"
          fill="none"
        />
        <path
          d="M4.8 18.2a3.4 3.4 0 0 0 6.4 0L8 11.7ZM20.8 18.2a3.4 3.4 0 0 0 6.4 0L24 11.7Z"
          fill="#7fd1c0"
        />
      </svg>
      {!compact && <span className={styles.name}>{t('product')}</span>}
    </span>
  )
}
