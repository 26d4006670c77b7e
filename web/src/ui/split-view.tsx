import { ArrowLeftOutlined, CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './split-view.module.css'
import { usePhone } from './use-phone'

interface SplitViewProps {
  list: ReactNode
  /** What stands beside the list; without it the list has the whole width. */
  detail?: ReactNode
  /** Names the area beside the list. */
  label: string
  onClose: () => void
}

/** A list with one of its objects opened beside it; on a phone the object takes the place of the list. */
export function SplitView({ list, detail, label, onClose }: SplitViewProps) {
  const { t } = useTranslation()
  const phone = usePhone()
  if (detail === undefined) return <>{list}</>
  if (phone) {
    return (
      <section aria-label={label}>
        <Button type="link" className={styles.back ?? ''} icon={<ArrowLeftOutlined />} onClick={onClose}>
          {t('split.back')}
        </Button>
        {detail}
      </section>
    )
  }
  return (
    <div className={styles.split}>
      <div className={styles.list}>{list}</div>
      <section className={styles.detail} aria-label={label}>
        <div className={styles.head}>
          <h2>{label}</h2>
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t('split.close')}
            onClick={onClose}
          />
        </div>
        {detail}
      </section>
    </div>
  )
}
