import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Brand } from '../../session/brand'
import { LanguageSwitch } from '../../session/language-switch'
import styles from './entry.module.css'

interface EntryFrameProps {
  title: string
  lead: string
  children: ReactNode
}

/** The page around the forms outside of a session. */
export function EntryFrame({ title, lead, children }: EntryFrameProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.page}>
      <title>{`${title} · ${t('product')}`}</title>
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <main className={styles.panel}>
        <Brand />
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.lead}>{lead}</p>
        {children}
      </main>
    </div>
  )
}
