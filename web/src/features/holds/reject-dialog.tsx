import { App, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { rejectHold, useHoldDecided, type Hold } from './api'
import styles from './holds.module.css'
import { isComplete, RejectReason, rejectBodyOf, type RejectDraft } from './reject-reason'

/** Refuses a held order for good, with a reason of the catalogue and words beside it. */
export function RejectDialog({ hold, onClose }: { hold: Hold; onClose: () => void }) {
  const { t } = useTranslation(['holds', 'common'])
  const { message } = App.useApp()
  const changed = useHoldDecided()
  const [draft, setDraft] = useState<RejectDraft>({ code: undefined, reason: '' })
  const reject = useMutation({
    mutationFn: () => rejectHold(hold.id, rejectBodyOf(draft)),
    onSuccess: (after) => {
      changed(after)
      onClose()
      void message.success(t('reject.done', { number: hold.document.number }))
    },
  })
  return (
    <Modal
      open
      title={t('reject.title', { number: hold.document.number })}
      okText={t('action.reject')}
      cancelText={t('common:action.cancel')}
      okButtonProps={{ danger: true, disabled: !isComplete(draft), loading: reject.isPending }}
      onOk={() => reject.mutate()}
      onCancel={onClose}
    >
      <p className={styles.dialogHint}>{t('reject.hint')}</p>
      {hold.release !== null && <p className={styles.dialogHint}>{t('reject.partHint')}</p>}
      <RejectReason draft={draft} onChange={setDraft} />
      <ProblemAlert error={reject.error} />
    </Modal>
  )
}
