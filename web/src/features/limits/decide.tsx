import { App, Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMutation } from '../../api/use-mutation'
import { useText } from '../../i18n/use-text'
import { ProblemAlert } from '../../ui/error-state'
import { decideProposals, filterKeys, useLimitsChanged, type Chosen } from './api'

type Verdict = 'accept' | 'reject'

interface DialogProps {
  verdict: Verdict
  chosen: Chosen
  /** How many are meant; undefined: everything the filter finds. */
  count: number | undefined
  onClose: () => void
  onDone: () => void
}

function DecideDialog({ verdict, chosen, count, onClose, onDone }: DialogProps) {
  const { t } = useTranslation(['limits', 'common'])
  const { message, modal } = App.useApp()
  const textOf = useText()
  const changed = useLimitsChanged()
  const [reason, setReason] = useState('')
  const decide = useMutation({
    mutationFn: () => decideProposals(verdict, chosen, reason.trim()),
    onSuccess: ({ decided, skipped }) => {
      onClose()
      onDone()
      const done = t(verdict === 'accept' ? 'decide.accepted' : 'decide.rejected', { count: decided })
      if (skipped.length === 0) void message.success(done)
      else {
        modal.info({
          title: done,
          content: (
            <>
              <p>{t('decide.skipped', { count: skipped.length })}</p>
              {[...new Set(skipped.map((one) => textOf(one.message)))].map((text) => (
                <p key={text} className="xh-quiet">
                  {text}
                </p>
              ))}
            </>
          ),
        })
      }
    },
    onSettled: changed,
  })
  const accepts = verdict === 'accept'
  const titleOfAll = accepts ? t('decide.acceptTitleAll') : t('decide.rejectTitleAll')
  return (
    <Modal
      open
      title={
        count === undefined ? titleOfAll : t(accepts ? 'decide.acceptTitle' : 'decide.rejectTitle', { count })
      }
      okText={t(`action.${verdict}`)}
      cancelText={t('common:action.cancel')}
      okButtonProps={{
        danger: verdict === 'reject',
        disabled: reason.trim() === '',
        loading: decide.isPending,
      }}
      onOk={() => decide.mutate()}
      onCancel={onClose}
    >
      <p>{t(verdict === 'accept' ? 'decide.acceptHint' : 'decide.rejectHint')}</p>
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={1000}
        value={reason}
        placeholder={t('decide.reason')}
        aria-label={t('decide.reason')}
        onChange={(event) => setReason(event.target.value)}
      />
      <ProblemAlert error={decide.error} />
    </Modal>
  )
}

interface DecideButtonsProps {
  chosen: Chosen
  count: number | undefined
  size?: 'small' | 'middle'
  /** What the caller may do. */
  verdicts: readonly Verdict[]
  onDone?: () => void
}

/** Accept or reject, with a reason that goes into the audit trail. */
export function DecideButtons({ chosen, count, size = 'middle', verdicts, onDone }: DecideButtonsProps) {
  const { t } = useTranslation('limits')
  const [verdict, setVerdict] = useState<Verdict>()
  return (
    <>
      {verdicts.includes('accept') && (
        <Button type="primary" size={size} onClick={() => setVerdict('accept')}>
          {t('action.accept')}
        </Button>
      )}
      {verdicts.includes('reject') && (
        <Button danger size={size} onClick={() => setVerdict('reject')}>
          {t('action.reject')}
        </Button>
      )}
      {verdict !== undefined && (
        <DecideDialog
          verdict={verdict}
          chosen={chosen}
          count={count}
          onClose={() => setVerdict(undefined)}
          onDone={() => onDone?.()}
        />
      )}
    </>
  )
}

/** Accepts everything that the filters of the list find. */
export function DecideAll() {
  const { t } = useTranslation('limits')
  const [params] = useSearchParams()
  const [open, setOpen] = useState(false)
  const filter = Object.fromEntries(
    [...filterKeys, 'search'].flatMap((key) => {
      const value = params.get(key)
      return value === null || value === '' ? [] : [[key, value]]
    }),
  )
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('action.acceptAll')}</Button>
      {open && (
        <DecideDialog
          verdict="accept"
          chosen={{ filter }}
          count={undefined}
          onClose={() => setOpen(false)}
          onDone={() => undefined}
        />
      )}
    </>
  )
}
