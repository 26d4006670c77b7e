import { Steps } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../ui/use-phone'
import styles from './imports.module.css'

const names = ['upload', 'mapping', 'check', 'result'] as const

/** Where an import stands: file, columns, check, result. */
export function ImportSteps({ at, failed = false }: { at: number; failed?: boolean }) {
  const { t } = useTranslation('imports')
  const phone = usePhone()
  if (phone) return null
  return (
    <Steps
      className={styles.steps ?? ''}
      size="small"
      current={at}
      status={failed ? 'error' : 'process'}
      items={names.map((name) => ({ title: t(`step.${name}`) }))}
    />
  )
}
