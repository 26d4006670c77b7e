import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useUser } from '../../session/session'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { isDocumentKind, useImportChanged, validateImport, type ImportDetail, type Mapping } from './api'
import { FieldMapping } from './field-mapping'
import { FileReading } from './file-reading'
import styles from './imports.module.css'
import { LeftColumns } from './left-columns'
import { PreviewTable } from './preview-table'
import { SegmentDefault } from './segment-default'

interface DefaultsProps {
  run: ImportDetail
  mapping: Mapping
  onChange: (change: Partial<Mapping>) => void
}

/** What holds for rows that do not say it themselves. */
function Defaults({ run, mapping, onChange }: DefaultsProps) {
  const { t } = useTranslation('imports')
  const user = useUser()
  const has = (key: string) => run.fields.some((field) => field.key === key)
  const isDocument = isDocumentKind(run.kind)
  return (
    <div className={styles.defaults}>
      {has('segment') && (
        <SegmentDefault value={mapping.segment ?? null} onChange={(segment) => onChange({ segment })} />
      )}
      {has('currency') && (
        <label>
          <span>{t('mapping.currency')}</span>
          <Input
            value={mapping.currency ?? ''}
            maxLength={3}
            placeholder={t('mapping.currencyHint')}
            onChange={(event) => {
              const currency = event.target.value.trim().toUpperCase()
              onChange({ currency: currency === '' ? null : currency })
            }}
          />
        </label>
      )}
      {(isDocument || run.kind === 'bank-lines') && (
        <label>
          <span>{t(isDocument ? 'mapping.source' : 'mapping.bankAccount')}</span>
          <Input
            value={mapping.source ?? ''}
            maxLength={64}
            onChange={(event) => onChange({ source: event.target.value })}
          />
        </label>
      )}
      {isDocument && user.can('customers:write') && (
        <Checkbox
          checked={mapping.createMissing ?? false}
          onChange={(event) => onChange({ createMissing: event.target.checked })}
        >
          {t('mapping.createMissing')}
        </Checkbox>
      )}
    </div>
  )
}

/** Second step: which column is what; guessed from the header, changed here. */
export function MappingStep({ run }: { run: ImportDetail }) {
  const { t } = useTranslation('imports')
  const changed = useImportChanged(run.id)
  const [mapping, setMapping] = useState<Mapping>(run.mapping as Mapping)
  const validate = useMutation({
    mutationFn: () => validateImport(run.id, mapping),
    onSettled: changed,
  })
  const change = (part: Partial<Mapping>) => setMapping((before) => ({ ...before, ...part }))
  const missing = run.fields.filter((field) => field.required && mapping.columns[field.key] === undefined)
  return (
    <div className={styles.stack}>
      <Panel title={t('mapping.title')}>
        <div className={styles.notes}>
          <FileReading run={run} />
        </div>
        <FieldMapping run={run} columns={mapping.columns} onChange={(columns) => change({ columns })} />
        <Defaults run={run} mapping={mapping} onChange={change} />
        <LeftColumns run={run} columns={mapping.columns} />
        <ProblemAlert error={validate.error} />
        <div className={styles.buttons}>
          <Button
            type="primary"
            disabled={missing.length > 0}
            loading={validate.isPending}
            onClick={() => validate.mutate()}
          >
            {t('mapping.next')}
          </Button>
          {missing.length > 0 && (
            <span className={styles.missing}>{t('mapping.missing', { count: missing.length })}</span>
          )}
        </div>
      </Panel>
      <Panel title={t('preview.title')}>
        <PreviewTable run={run} columns={mapping.columns} />
      </Panel>
    </div>
  )
}
