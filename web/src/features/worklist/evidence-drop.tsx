import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { FileDrop } from '../../ui/file-drop'
import { keepEvidence, type KeptFile } from './evidence-api'
import styles from './worklist.module.css'

interface EvidenceDropProps {
  code: string
  /** Of a form: the files that are kept already. */
  value?: readonly KeptFile[]
  onChange?: (files: readonly KeptFile[]) => void
}

/** A hash as people compare it: its first twelve signs, all of it in the tooltip. */
export function Hash({ value }: { value: string }) {
  return (
    <code className={styles.hash} title={value}>
      {value.slice(0, 12)}
    </code>
  )
}

/** A place to drop files that prove something; each is kept at once and shown with its hash. */
export function EvidenceDrop({ code, value = [], onChange }: EvidenceDropProps) {
  const { t } = useTranslation('worklist')
  const keep = useMutation({
    mutationFn: (file: File) => keepEvidence(code, file),
    onSuccess: (kept) => onChange?.([...value, kept]),
  })
  return (
    <>
      <FileDrop
        accept=""
        reading={t('evidence.keeping')}
        busy={keep.isPending}
        title={t('evidence.drop')}
        hint={t('evidence.dropHint')}
        onFile={(file) => keep.mutate(file)}
      />
      <ProblemAlert error={keep.error} />
      <ul className={styles.files}>
        {value.map(({ id, name, sha256 }) => (
          <li key={id}>
            {name} <Hash value={sha256} />
          </li>
        ))}
      </ul>
    </>
  )
}
