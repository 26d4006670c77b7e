import { App, Button, Checkbox, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ConfirmAction } from '../../ui/confirm-action'
import { ProblemAlert } from '../../ui/error-state'
import { putAccount, putCustomerForcedHold, putForcedHold, useLimitsChanged, type Account } from './api'
import styles from './limits.module.css'

type Status = Account['status']

/** Freeze, block, reactivate, and the forced hold of every order. */
export function AccountActions({ code, account }: { code: string; account: Account }) {
  const { t } = useTranslation(['limits', 'common'])
  const { message } = App.useApp()
  const changed = useLimitsChanged()
  const { segment, currency, limitMode } = account
  const [reason, setReason] = useState<string>()
  const [everywhere, setEverywhere] = useState(false)
  const status = useMutation({
    mutationFn: (next: Status) => putAccount(code, segment, { currency, limitMode, status: next }),
    onSuccess: () => void message.success(t('account.saved')),
    onSettled: changed,
  })
  const forced = useMutation({
    mutationFn: (text: string | null) => {
      const isWide = text === null ? account.forcedBy === 'customer' : everywhere
      return isWide ? putCustomerForcedHold(code, text) : putForcedHold(code, segment, text)
    },
    onSuccess: () => {
      setReason(undefined)
      void message.success(t('account.saved'))
    },
    onSettled: changed,
  })
  const act = (next: 'active' | 'frozen' | 'blocked') => (
    <ConfirmAction
      key={next}
      label={t(`statusAction.${next}.label`)}
      question={t(`statusAction.${next}.question`)}
      consequence={t(`statusAction.${next}.consequence`)}
      danger={next === 'blocked'}
      onConfirm={() => status.mutateAsync(next)}
    />
  )
  return (
    <>
      <div className={styles.buttons}>
        {(['active', 'frozen', 'blocked'] as const).filter((next) => next !== account.status).map(act)}
        {account.forcedHold === null ? (
          <Button onClick={() => setReason('')}>{t('forced.set')}</Button>
        ) : (
          <ConfirmAction
            label={t('forced.clear')}
            question={t('forced.clear')}
            consequence={t(account.forcedBy === 'customer' ? 'forced.clearEverywhere' : 'forced.clearHint')}
            onConfirm={() => forced.mutateAsync(null)}
          />
        )}
      </div>
      <ProblemAlert error={status.error ?? forced.error} />
      <Modal
        open={reason !== undefined}
        title={t('forced.set')}
        okText={t('forced.set')}
        cancelText={t('common:action.cancel')}
        okButtonProps={{ disabled: (reason ?? '').trim() === '', loading: forced.isPending }}
        onOk={() => forced.mutate((reason ?? '').trim())}
        onCancel={() => setReason(undefined)}
      >
        <p>{t(everywhere ? 'forced.hintEverywhere' : 'forced.hint')}</p>
        <p>
          <Checkbox checked={everywhere} onChange={(event) => setEverywhere(event.target.checked)}>
            {t('forced.everywhere')}
          </Checkbox>
        </p>
        <Input.TextArea
          autoFocus
          rows={3}
          maxLength={1000}
          value={reason ?? ''}
          placeholder={t('decide.reason')}
          aria-label={t('decide.reason')}
          onChange={(event) => setReason(event.target.value)}
        />
      </Modal>
    </>
  )
}
