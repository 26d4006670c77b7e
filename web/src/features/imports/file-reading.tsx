import { useQueryClient } from '@tanstack/react-query'
import { Alert, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { rereadFile, type Encoding, type ImportDetail } from './api'
import styles from './imports.module.css'

const encodings: readonly Encoding[] = ['UTF-8', 'GB18030', 'Big5', 'UTF-16LE', 'Shift_JIS', 'windows-1252']

interface ChoiceProps {
  label: string
  value: string
  options: readonly string[]
  busy: boolean
  onChange: (value: string) => void
}

/** One of several ways to read the file; with a single one it is only said. */
function Choice({ label, value, options, busy, onChange }: ChoiceProps) {
  const known = options.includes(value) ? options : [value, ...options]
  return (
    <label className={styles.reading}>
      <span>{label}</span>
      <Select<string>
        size="small"
        value={value}
        loading={busy}
        disabled={busy || known.length < 2}
        popupMatchSelectWidth={false}
        options={known.map((one) => ({ value: one, label: one }))}
        onChange={onChange}
      />
    </label>
  )
}

/** How the file was recognised; a wrong character set or worksheet is changed here and the file is read again. */
export function FileReading({ run }: { run: ImportDetail }) {
  const { t } = useTranslation('imports')
  const queries = useQueryClient()
  const { analysis } = run
  const reread = useMutation({
    mutationFn: (reading: Parameters<typeof rereadFile>[1]) => rereadFile(run.id, reading),
    onSuccess: (read) => queries.setQueryData(['import', run.id], read),
  })
  return (
    <>
      <div className={styles.readings}>
        <span className="xh-quiet">{analysis.format.toUpperCase()}</span>
        {analysis.encoding !== null && (
          <Choice
            label={t('mapping.encoding')}
            value={analysis.encoding}
            options={encodings}
            busy={reread.isPending}
            onChange={(encoding) => reread.mutate({ encoding: encoding as Encoding })}
          />
        )}
        {analysis.sheet !== null && (
          <Choice
            label={t('mapping.sheet')}
            value={analysis.sheet}
            options={analysis.sheets}
            busy={reread.isPending}
            onChange={(sheet) => reread.mutate({ sheet })}
          />
        )}
        <span className="xh-quiet">{t('mapping.headerRow', { row: analysis.headerRow })}</span>
      </div>
      <ProblemAlert error={reread.error} />
      {analysis.remembered && <Alert type="info" showIcon title={t('mapping.remembered')} />}
      {!analysis.dayOrderCertain && <Alert type="warning" showIcon title={t('mapping.dayOrder')} />}
    </>
  )
}
