import { DeleteOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { attachmentHref, uploadAttachment, type Attachment } from '../../ui/cases/case-api'
import styles from './case.module.css'

const filesMax = 10

interface AttachmentPickerProps {
  caseId: string
  value?: readonly Attachment[]
  onChange?: (files: readonly Attachment[]) => void
}

/** Files for a comment or decision: each is uploaded when it is chosen. */
export function AttachmentPicker({ caseId, value = [], onChange }: AttachmentPickerProps) {
  const { t } = useTranslation('approvals')
  const input = useRef<HTMLInputElement>(null)
  const upload = useMutation({
    mutationFn: (file: File) => uploadAttachment(caseId, file),
    onSuccess: (attachment) => onChange?.([...value, attachment]),
  })
  return (
    <div>
      <input
        ref={input}
        type="file"
        // Forms of antd show file fields whatever the attribute says.
        style={{ display: 'none' }}
        aria-label={t('files.add')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file !== undefined) upload.mutate(file)
          event.target.value = ''
        }}
      />
      <ul>
        {value.map((file) => (
          <li key={file.id} className={styles.file}>
            <PaperClipOutlined aria-hidden /> {file.name}
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('files.remove', { name: file.name })}
              onClick={() => onChange?.(value.filter(({ id }) => id !== file.id))}
            />
          </li>
        ))}
      </ul>
      {value.length < filesMax && (
        <Button
          size="small"
          icon={<PaperClipOutlined />}
          loading={upload.isPending}
          onClick={() => input.current?.click()}
        >
          {t('files.add')}
        </Button>
      )}
      <ProblemAlert error={upload.error} />
    </div>
  )
}

/** Files that came with a comment or decision, for downloading. */
export function AttachmentLinks({ caseId, files }: { caseId: string; files: readonly Attachment[] }) {
  const { t } = useTranslation('approvals')
  if (files.length === 0) return null
  return (
    <ul aria-label={t('files.label')}>
      {files.map(({ id, name }) => (
        <li key={id} className={styles.file}>
          <PaperClipOutlined aria-hidden />
          <a href={attachmentHref(caseId, id)} download={name}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}
