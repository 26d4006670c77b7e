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
  const alone = detail === undefined
  if (phone && !alone) {
    return (
      <section aria-label={label}>
        <Button type="link" className={styles.back ?? ''} icon={<ArrowLeftOutlined />} onClick={onClose}>
          {t('split.back')}
        </Button>
        {detail}
      </section>
    )
  }
  // The list keeps its place in the tree, and so its active row, when something opens beside it.
  return (
    <div className={alone ? undefined : styles.split}>
      <div className={alone ? undefined : styles.list}>{list}</div>
      {!alone && (
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
      )}
    </div>
  )
}
