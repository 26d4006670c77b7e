import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from './cx'
import styles from './page-header.module.css'

interface PageHeaderProps {
  /** Also the title of the browser tab. */
  title: string
  /** One short sentence, or the tags of an object. */
  detail?: ReactNode
  actions?: ReactNode
}

/** The head of every page: what it is, and what can be done here. */
export function PageHeader({ title, detail, actions }: PageHeaderProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.header}>
      <title>{`${title} · ${t('product')}`}</title>
      <div className={styles.words}>
        <h1 className={styles.title}>{title}</h1>
        {detail !== undefined && <div className={styles.detail}>{detail}</div>}
      </div>
      {actions !== undefined && <div className={cx(styles.actions, 'xh-no-print')}>{actions}</div>}
    </div>
  )
}
