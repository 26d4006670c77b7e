import { Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../../ui/page-header'
import type { Dataset } from './api'
import { DataStep } from './data-step'
import { SettingsStep } from './settings-step'
import styles from './models.module.css'

/** From data to a training: what it learns from, what it is to foretell, and how. */
export function Component() {
  const { t } = useTranslation('models')
  const [dataset, setDataset] = useState<Dataset>()
  return (
    <>
      <PageHeader title={t('new.title')} detail={t('new.detail')} />
      <Steps
        className={styles.steps ?? ''}
        size="small"
        current={dataset === undefined ? 0 : 1}
        items={[
          { title: t('new.step.data') },
          { title: t('new.step.settings') },
          { title: t('new.step.train') },
        ]}
      />
      {dataset === undefined ? (
        <DataStep onChosen={setDataset} />
      ) : (
        <SettingsStep dataset={dataset} onBack={() => setDataset(undefined)} />
      )}
    </>
  )
}
