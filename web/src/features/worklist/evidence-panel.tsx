import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { Instant } from '../../ui/day'
import { EmptyState } from '../../ui/empty-state'
import { ErrorState, ProblemAlert } from '../../ui/error-state'
import { Panel } from '../../ui/panel'
import { Person } from '../../ui/person'
import { useCollected } from './api'
import { attachEvidence, useEvidence, type AttachableType, type KeptFile } from './evidence-api'
import { EvidenceDrop, Hash } from './evidence-drop'
import styles from './worklist.module.css'

interface AttachProps {
  code: string
  type: AttachableType
  id: string
}

/** Attaches files to a promise, a dispute or a plan. */
export function AttachEvidence({ code, type, id }: AttachProps) {
  const { t } = useTranslation(['worklist', 'common'])
  const { message } = App.useApp()
  const collected = useCollected()
  const [files, setFiles] = useState<readonly KeptFile[] | null>(null)
  const attach = useMutation({
    mutationFn: (kept: readonly KeptFile[]) =>
      attachEvidence(
        type,
        id,
        kept.map((file) => file.id),
      ),
    onSuccess: () => {
      collected()
      setFiles(null)
      void message.success(t('worklist:evidence.attached'))
    },
  })
  return (
    <>
      <Button size="small" onClick={() => setFiles([])}>
        {t('worklist:evidence.attach')}
      </Button>
      <Modal
        open={files !== null}
        title={t('worklist:evidence.attach')}
        okText={t('common:action.save')}
        okButtonProps={{ disabled: files === null || files.length === 0, loading: attach.isPending }}
        onOk={() => attach.mutate(files ?? [])}
        onCancel={() => setFiles(null)}
      >
        <EvidenceDrop code={code} value={files ?? []} onChange={setFiles} />
        <ProblemAlert error={attach.error} />
      </Modal>
    </>
  )
}

/** Everything that is kept to prove something of a customer, by hash and time, with what it belongs to. */
export function EvidencePanel({ code, may }: { code: string; may: boolean }) {
  const { t } = useTranslation('worklist')
  const collected = useCollected()
  const evidence = useEvidence(code)
  return (
    <Panel title={t('evidence.title')}>
      {evidence.isError && <ErrorState error={evidence.error} onRetry={() => void evidence.refetch()} />}
      {evidence.data?.items.length === 0 && <EmptyState title={t('evidence.none')} />}
      <ul className={styles.agreed}>
        {evidence.data?.items.map((file) => (
          <li key={file.id}>
            <a href={`/api/v1/evidence-files/${file.id}`} download>
              {file.name}
            </a>
            <Hash value={file.sha256} />
            <span className="xh-quiet">
              <Instant value={file.uploadedAt} /> <Person username={file.uploadedBy} />
            </span>
            <span>{[...new Set(file.objects.map(({ type }) => t(`evidence.of.${type}`)))].join(' · ')}</span>
          </li>
        ))}
      </ul>
      {may && <EvidenceDrop code={code} onChange={collected} />}
    </Panel>
  )
}
