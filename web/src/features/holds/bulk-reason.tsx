import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { useProblemText } from '../../ui/problem-text'
import { rejectHold, releaseHold, useHoldsChanged } from './api'
import { isComplete, RejectReason, rejectBodyOf, type RejectDraft } from './reject-reason'

interface BulkReasonProps {
  kind: 'release' | 'reject'
  ids: readonly string[]
  onDone: () => void
}

interface Tally {
  done: number
  requested: number
  refused: readonly string[]
}

/** Releases or rejects several holds with one reason, one after the other, and says how each ended. */
export function BulkReason({ kind, ids, onDone }: BulkReasonProps) {
  const { t } = useTranslation(['holds', 'common'])
  const { modal } = App.useApp()
  const problemText = useProblemText()
  const changed = useHoldsChanged()
  const [draft, setDraft] = useState<RejectDraft>()
  const isReady = (asked: RejectDraft) => (kind === 'reject' ? isComplete(asked) : asked.reason.trim() !== '')
  const run = useMutation({
    mutationFn: async (asked: RejectDraft): Promise<Tally> => {
      const tally = { done: 0, requested: 0, refused: [] as string[] }
      for (const id of ids) {
        try {
          const hold =
            kind === 'release'
              ? await releaseHold(id, { reason: asked.reason.trim() })
              : await rejectHold(id, rejectBodyOf(asked))
          if (hold.status === 'open') tally.requested += 1
          else tally.done += 1
        } catch (error) {
          tally.refused.push(problemText(error).hint)
        }
      }
      return tally
    },
    onSuccess: ({ done, requested, refused }) => {
      setDraft(undefined)
      onDone()
      modal.info({
        title: t('bulk.result'),
        content: (
          <>
            <p>{t(kind === 'release' ? 'bulk.released' : 'bulk.rejected', { count: done })}</p>
            {requested > 0 && <p>{t('bulk.requested', { count: requested })}</p>}
            {refused.length > 0 && <p>{t('bulk.refused', { count: refused.length })}</p>}
            {[...new Set(refused)].map((hint) => (
              <p key={hint} className="xh-quiet">
                {hint}
              </p>
            ))}
          </>
        ),
      })
    },
    onSettled: changed,
  })
  return (
    <>
      <Button
        size="small"
        type={kind === 'release' ? 'primary' : 'default'}
        danger={kind === 'reject'}
        onClick={() => setDraft({ code: undefined, reason: '' })}
      >
        {t(`action.${kind}`)}
      </Button>
      <Modal
        open={draft !== undefined}
        title={t(`bulk.${kind}Title`, { count: ids.length })}
        okText={t(`action.${kind}`)}
        cancelText={t('common:action.cancel')}
        okButtonProps={{
          danger: kind === 'reject',
          disabled: draft === undefined || !isReady(draft),
          loading: run.isPending,
        }}
        onOk={() => draft !== undefined && run.mutate(draft)}
        onCancel={() => setDraft(undefined)}
      >
        <p>{t(`bulk.${kind}Hint`)}</p>
        {draft !== undefined &&
          (kind === 'reject' ? (
            <RejectReason draft={draft} onChange={setDraft} />
          ) : (
            <Input.TextArea
              autoFocus
              rows={3}
              maxLength={1000}
              value={draft.reason}
              placeholder={t('release.reason')}
              aria-label={t('release.reason')}
              onChange={(event) => setDraft({ ...draft, reason: event.target.value })}
            />
          ))}
      </Modal>
    </>
  )
}
