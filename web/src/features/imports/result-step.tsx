import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useText } from '../../i18n/use-text'
import { Panel } from '../../ui/panel'
import type { ImportDetail } from './api'
import { FaultTable } from './fault-table'
import styles from './imports.module.css'
import { RowCounts } from './row-counts'

const nextPages: Readonly<Record<string, string>> = {
  customers: '/customers',
  facts: '/customers',
  limits: '/customers',
  orders: '/customers',
  invoices: '/aging',
  receipts: '/aging',
  'bank-lines': '/receipts',
  bills: '/bills',
}

/** Last step: what was taken, what was there already, what was left out. */
export function ResultStep({ run }: { run: ImportDetail }) {
  const { t } = useTranslation('imports')
  const textOf = useText()
  const next = nextPages[run.kind]
  return (
    <div className={styles.stack}>
      <Panel title={run.status === 'finished' ? t('result.finished') : t('result.failed')}>
        {run.failure !== null && <Alert type="error" showIcon title={textOf(run.failure.message)} />}
        <RowCounts run={run} counts={['total', 'applied', 'unchanged', 'faulty']} />
        <p className={styles.buttons}>
          {next !== undefined && run.status === 'finished' && <Link to={next}>{t('result.look')}</Link>}
          <Link to="/imports/new">{t('result.again')}</Link>
        </p>
      </Panel>
      <FaultTable run={run} />
    </div>
  )
}
