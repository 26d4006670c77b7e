import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { Panel } from '../../ui/panel'
import { errorSheetHref, type ImportDetail } from './api'
import { FaultGroups } from './fault-groups'
import styles from './imports.module.css'

/** The rows that cannot be taken: where, what stands there, what is expected; all of them as a sheet. */
export function FaultTable({ run }: { run: ImportDetail }) {
  const { t } = useTranslation('imports')
  const textOf = useText()
  if (run.rows.faulty === 0) return null
  return (
    <Panel
      title={t('faults.title', { count: run.rows.faulty })}
      extra={
        <>
          <Button icon={<DownloadOutlined />} href={errorSheetHref(run.id, 'xlsx')} download>
            {t('faults.sheet')}
          </Button>
          <Button type="link" href={errorSheetHref(run.id, 'csv')} download>
            CSV
          </Button>
        </>
      }
    >
      <FaultGroups run={run} />
      <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('faults.table')}>
        <table className={styles.preview}>
          <thead>
            <tr>
              <th scope="col">{t('preview.row')}</th>
              <th scope="col">{t('faults.column')}</th>
              <th scope="col">{t('faults.value')}</th>
              <th scope="col">{t('faults.expected')}</th>
            </tr>
          </thead>
          <tbody>
            {run.faults.map((fault, index) => (
              <tr key={index}>
                <td>{fault.row}</td>
                <td>{fault.column}</td>
                <td>{fault.value}</td>
                <td className={styles.expected}>{textOf(fault.expected)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {run.rows.faulty > run.faults.length && <p className="xh-quiet">{t('faults.more')}</p>}
    </Panel>
  )
}
