import { FileExcelOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { FileDrop } from '../../ui/file-drop'
import { PageHeader } from '../../ui/page-header'
import { Panel } from '../../ui/panel'
import { importKinds, templateHref, uploadFile, type ImportKind } from './api'
import { ImportSteps } from './import-steps'
import styles from './imports.module.css'

function kindOf(asked: string | null): ImportKind {
  return importKinds.find((kind) => kind === asked) ?? 'customers'
}

/** First step: what the file holds, and the file. */
export function Component() {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const queries = useQueryClient()
  const [kind, setKind] = useState<ImportKind>(() => kindOf(params.get('kind')))
  const upload = useMutation({
    mutationFn: (file: File) => uploadFile(kind, file),
    onSuccess: (created) => {
      queries.setQueryData(['import', created.id], created)
      void navigate(`/imports/${created.id}`, { replace: true })
    },
  })
  return (
    <>
      <PageHeader title={t('new')} detail={t('upload.detail')} />
      <ImportSteps at={0} />
      <div className={styles.stack}>
        <Panel title={t('upload.kind')}>
          <Radio.Group
            className={styles.kinds ?? ''}
            value={kind}
            aria-label={t('upload.kind')}
            onChange={(event) => setKind(event.target.value as ImportKind)}
          >
            {importKinds.map((one) => (
              <Radio key={one} value={one} className={styles.kind ?? ''}>
                <span className={styles.kindName}>{t(`kind.${one}`)}</span>
                <span className="xh-quiet">{t(`kindHint.${one}`)}</span>
              </Radio>
            ))}
          </Radio.Group>
          <p className={styles.templates}>
            {t('upload.template', { kind: t(`kind.${kind}`) })}
            <a href={templateHref(kind, 'xlsx')} download>
              <FileExcelOutlined aria-hidden /> XLSX
            </a>
            <a href={templateHref(kind, 'csv')} download>
              CSV
            </a>
          </p>
        </Panel>
        <Panel title={t('upload.file')}>
          <FileDrop
            accept=".csv,.txt,.xlsx,.xml"
            busy={upload.isPending}
            reading={t('upload.reading')}
            title={t('upload.drop')}
            hint={t('upload.dropHint')}
            onFile={upload.mutate}
          />
          <ProblemAlert error={upload.error} />
        </Panel>
      </div>
    </>
  )
}
