import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { oneOf } from '../../api/one-of'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { importKinds, rereadFile, type Encoding, type ImportDetail } from './api'
import styles from './imports.module.css'

const encodings: readonly Encoding[] = ['UTF-8', 'GB18030', 'Big5', 'UTF-16LE', 'Shift_JIS', 'windows-1252']

interface ChoiceProps {
  label: string
  value: string
  options: readonly string[]
  nameOf?: (value: string) => string
  busy: boolean
  onChange: (value: string) => void
}

/** One of several ways to read the file; with a single one it is only said. */
function Choice({ label, value, options, nameOf = (one) => one, busy, onChange }: ChoiceProps) {
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
        options={known.map((one) => ({ value: one, label: nameOf(one) }))}
        onChange={onChange}
      />
    </label>
  )
}

/** How the file was recognised; what was taken wrong, its content included, is changed here and the file is read again. */
export function FileReading({ run }: { run: ImportDetail }) {
  const { t } = useTranslation('imports')
  const queries = useQueryClient()
  const { analysis } = run
  const reread = useMutation({
    mutationFn: (reading: Parameters<typeof rereadFile>[1]) => rereadFile(run.id, reading),
    onSuccess: (read) => queries.setQueryData(['import', run.id], read),
  })
  const nameOf = (value: string) => {
    const kind = oneOf(value, importKinds)
    return kind === undefined ? value : t(`kind.${kind}`)
  }
  const takeFor = (value: string) => {
    const kind = oneOf(value, importKinds)
    if (kind !== undefined) reread.mutate({ kind })
  }
  const likelier = analysis.likelierKind
  return (
    <>
      <div className={styles.readings}>
        <span className="xh-quiet">{analysis.format.toUpperCase()}</span>
        <Choice
          label={t('upload.kind')}
          value={run.kind}
          options={importKinds}
          nameOf={nameOf}
          busy={reread.isPending}
          onChange={takeFor}
        />
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
      {likelier !== null && (
        <Alert
          type="warning"
          showIcon
          title={t('mapping.looksLike', { kind: nameOf(likelier), said: nameOf(run.kind) })}
          action={
            <Button size="small" loading={reread.isPending} onClick={() => takeFor(likelier)}>
              {t('mapping.takeFor', { kind: nameOf(likelier) })}
            </Button>
          }
        />
      )}
      {analysis.remembered && <Alert type="info" showIcon title={t('mapping.remembered')} />}
      {!analysis.dayOrderCertain && <Alert type="warning" showIcon title={t('mapping.dayOrder')} />}
    </>
  )
}
