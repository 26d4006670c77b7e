import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import {
  importModes,
  runImport,
  useImportChanged,
  type ImportDetail,
  type ImportMode,
  type Mapping,
} from './api'
import { FaultTable } from './fault-table'
import styles from './imports.module.css'
import { LeftColumns } from './left-columns'
import { MappingStep } from './mapping-step'
import { RowCounts } from './row-counts'

/** Third step: what the check of every row found, and how to go on. */
export function CheckStep({ run }: { run: ImportDetail }) {
  const { t } = useTranslation('imports')
  const changed = useImportChanged(run.id)
  const [mode, setMode] = useState<ImportMode>('valid-rows')
  const [remap, setRemap] = useState(false)
  const start = useMutation({ mutationFn: () => runImport(run.id, mode), onSettled: changed })
  if (remap) return <MappingStep run={run} />
  const isClean = run.rows.faulty === 0
  const nothingGood = run.rows.faulty >= run.rows.total
  return (
    <div className={styles.stack}>
      <Panel title={isClean ? t('check.clean') : t('check.faulty', { count: run.rows.faulty })}>
        <RowCounts run={run} counts={['total', 'faulty']} />
        <LeftColumns run={run} columns={run.mapping.columns as Mapping['columns']} />
        {!isClean && (
          <Radio.Group
            className={styles.modes ?? ''}
            value={mode}
            aria-label={t('check.mode')}
            onChange={(event) => setMode(event.target.value as ImportMode)}
            options={importModes.map((value) => ({ value, label: t(`mode.${value}`) }))}
          />
        )}
        <ProblemAlert error={start.error} />
        {run.allowed.includes('run') && (
          <div className={styles.buttons}>
            <Button
              type="primary"
              loading={start.isPending}
              disabled={nothingGood || (!isClean && mode === 'all-or-nothing')}
              onClick={() => start.mutate()}
            >
              {t('check.run')}
            </Button>
            <Button onClick={() => setRemap(true)}>{t('check.back')}</Button>
          </div>
        )}
        {!isClean && mode === 'all-or-nothing' && <p className="xh-quiet">{t('check.allNeeded')}</p>}
      </Panel>
      <FaultTable run={run} />
    </div>
  )
}
