import { UploadOutlined } from '@ant-design/icons'
import { Button, Upload } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { StatusTag } from '../../ui/status-tag'
import { attachFile, useActed, type EvidenceRow } from './api'
import styles from './recoveries.module.css'

const tones = { on_file: 'good', recorded: 'warn', missing: 'danger' } as const

interface EvidencePanelProps {
  of: Parameters<typeof attachFile>[0]
  rows: readonly EvidenceRow[]
  edit: boolean
}

/** What proves the claim, row by row: here, in the books only, or missing; files are attached to their row. */
export function EvidencePanel({ of, rows, edit }: EvidencePanelProps) {
  const { t } = useTranslation('recoveries')
  const text = useText()
  const acted = useActed()
  const attach = useMutation({
    mutationFn: ({ kind, file }: { kind: EvidenceRow['kind']; file: File }) => attachFile(of, kind, file),
    onSuccess: acted,
  })
  const done = rows.filter(({ state }) => state === 'on_file').length
  return (
    <Panel title={t('evidence.title')} extra={t('evidence.count', { done, all: rows.length })}>
      <ul className={styles.lines}>
        {rows.map(({ kind, state, found, files }) => (
          <li key={kind}>
            <StatusTag tone={tones[state]}>{t(`evidence.${state}`)}</StatusTag>
            <strong>{t(`evidence.kind.${kind}`)}</strong>
            {found !== null && <span className="xh-quiet">{text(found)}</span>}
            {files.map(({ id, name, sha256 }) => (
              <a key={id} href={`/api/v1/evidence-files/${id}`} download title={`SHA-256 ${sha256}`}>
                {name}
              </a>
            ))}
            {edit && (
              <Upload
                showUploadList={false}
                disabled={attach.isPending}
                beforeUpload={(file) => {
                  attach.mutate({ kind, file })
                  return false
                }}
              >
                <Button
                  size="small"
                  icon={<UploadOutlined />}
                  aria-label={`${t('evidence.attach')} ${t(`evidence.kind.${kind}`)}`}
                >
                  {t('evidence.attach')}
                </Button>
              </Upload>
            )}
          </li>
        ))}
      </ul>
      <ProblemAlert error={attach.error} />
    </Panel>
  )
}
