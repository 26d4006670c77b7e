import { App, Button, Form, Input, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { DayField, DayItem } from '../../ui/days/day-field'
import { Meanwhile } from './meanwhile'
import { releaseHold, reEvaluateHold, useHoldDecided, useHoldsChanged, type Hold } from './api'
import styles from './holds.module.css'
import { RejectDialog } from './reject-dialog'

const releaseDays = 30

interface ReleaseFields {
  reason: string
  /** Amount and day are the request's own where one waits: whoever decides signs it as it stands. */
  maxAmount?: string
  validUntil?: Dayjs
}

/** Up to which amount and through which day the order may go. */
function ReleaseTerms({ currency }: { currency: string }) {
  const { t } = useTranslation('holds')
  const amountRule = useAmountRule()
  return (
    <>
      <Form.Item
        name="maxAmount"
        label={t('release.maxAmount', { currency })}
        extra={t('release.maxAmountHint')}
        rules={[amountRule({ currency, required: true })]}
      >
        <AmountInput />
      </Form.Item>
      <DayItem
        name="validUntil"
        label={t('release.validUntil')}
        rules={[{ required: true, message: t('release.dayNeeded') }]}
      >
        <DayField minDate={dayjs()} />
      </DayItem>
    </>
  )
}

function ReleaseDialog({ hold, onClose }: { hold: Hold; onClose: () => void }) {
  const { t } = useTranslation(['holds', 'common'])
  const asked = hold.releaseRequest !== null
  const { message, modal } = App.useApp()
  const changed = useHoldDecided()
  const [form] = Form.useForm<ReleaseFields>()
  const release = useMutation({
    mutationFn: ({ reason, maxAmount, validUntil }: ReleaseFields) =>
      releaseHold(hold.id, {
        reason,
        ...(maxAmount !== undefined && { maxAmount: { amount: maxAmount, currency: hold.amount.currency } }),
        ...(validUntil !== undefined && { validUntil: validUntil.format('YYYY-MM-DD') }),
      }),
    onSuccess: (after) => {
      changed(after)
      onClose()
      if (after.status === 'released')
        void message.success(t('release.done', { number: hold.document.number }))
      else modal.info({ title: t('release.requestedTitle'), content: t('release.requestedHint') })
    },
  })
  return (
    <Modal
      open
      title={t('release.title', { number: hold.document.number })}
      okText={t('action.release')}
      cancelText={t('common:action.cancel')}
      okButtonProps={{ loading: release.isPending }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className={styles.dialogHint}>{t(asked ? 'release.askedHint' : 'release.hint')}</p>
      <Form<ReleaseFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ maxAmount: hold.amount.amount, validUntil: dayjs().add(releaseDays, 'day') }}
        onFinish={(fields) => release.mutate(fields)}
      >
        <Form.Item
          name="reason"
          label={t('release.reason')}
          rules={[{ required: true, whitespace: true, message: t('release.reasonNeeded') }]}
        >
          <Input.TextArea rows={3} maxLength={1000} autoFocus />
        </Form.Item>
        {!asked && <ReleaseTerms currency={hold.amount.currency} />}
        <ProblemAlert error={release.error} />
      </Form>
    </Modal>
  )
}

/** What can be done with an open hold; at the bottom of the screen on a phone. */
export function HoldActions({ hold }: { hold: Hold }) {
  const { t } = useTranslation('holds')
  const { message } = App.useApp()
  const changed = useHoldsChanged()
  const [dialog, setDialog] = useState<'release' | 'reject'>()
  const evaluate = useMutation({
    mutationFn: () => reEvaluateHold(hold.id),
    onSuccess: ({ hold: after }) => {
      changed()
      void message.info(after.ready ? t('evaluate.ready') : t('evaluate.still'))
    },
  })
  const close = () => setDialog(undefined)
  const can = (act: Hold['allowed'][number]) => hold.allowed.includes(act)
  if (!hold.allowed.some((act) => act !== 'note')) return null
  return (
    <div className={styles.actions}>
      <ProblemAlert error={evaluate.error} />
      <div className={styles.buttons}>
        {can('release') && (
          <Button type="primary" onClick={() => setDialog('release')}>
            {t('action.release')}
          </Button>
        )}
        {can('reject') && (
          <Button danger onClick={() => setDialog('reject')}>
            {t('action.reject')}
          </Button>
        )}
        <Meanwhile hold={hold} />
        {can('reEvaluate') && (
          <Button loading={evaluate.isPending} onClick={() => evaluate.mutate()}>
            {t('action.evaluate')}
          </Button>
        )}
      </div>
      {dialog === 'release' && <ReleaseDialog hold={hold} onClose={close} />}
      {dialog === 'reject' && <RejectDialog hold={hold} onClose={close} />}
    </div>
  )
}
