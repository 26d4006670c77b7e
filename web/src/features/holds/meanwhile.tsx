import { App, Button, Dropdown, Form, Input, Modal } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../api/use-mutation'
import { ProblemAlert } from '../../ui/error-state'
import { useAmountRule } from '../../ui/amounts/use-amount-rule'
import { AmountInput } from '../../ui/amounts/amount-input'
import { DayField, DayItem } from '../../ui/days/day-field'
import { useHoldsChanged, type Hold } from './api'
import styles from './holds.module.css'
import { forceHold, liftForcedHold, releasePart, requestPrepayment, useOutlook } from './work-api'

type Kind = 'prepayment' | 'part' | 'force'
interface Fields {
  reason: string
  amount: string
  day: Dayjs | null
}

function send(kind: Kind, hold: Hold, { reason, amount, day }: Fields): Promise<unknown> {
  const money = { amount, currency: hold.amount.currency }
  const on = day?.format('YYYY-MM-DD')
  if (kind === 'prepayment') {
    const note = (reason ?? '').trim()
    return requestPrepayment(hold.id, { amount: money, dueDate: on ?? '', ...(note === '' ? {} : { note }) })
  }
  if (kind === 'part')
    return releasePart(hold.id, { reason, amount: money, ...(on === undefined ? {} : { validUntil: on }) })
  const { customerCode, segment, document } = hold
  return forceHold(document.source, document.number, { customerCode, segment, reason, until: on ?? null })
}

function MeanwhileDialog({ kind, hold, onClose }: { kind: Kind; hold: Hold; onClose: () => void }) {
  const { t } = useTranslation(['holds', 'common'])
  const amountRule = useAmountRule()
  const { message } = App.useApp()
  const changed = useHoldsChanged()
  const covered = useOutlook(hold.id, true).data?.covered.amount
  const [form] = Form.useForm<Fields>()
  const run = useMutation({
    mutationFn: (fields: Fields) => send(kind, hold, fields),
    onSuccess: () => {
      changed()
      onClose()
      void message.success(t(`meanwhile.${kind}.done`))
    },
  })
  return (
    <Modal
      open
      title={t(`meanwhile.${kind}.title`, { number: hold.document.number })}
      okText={t('common:action.save')}
      cancelText={t('common:action.cancel')}
      okButtonProps={{ loading: run.isPending, danger: kind === 'force' }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p className={styles.dialogHint}>{t(`meanwhile.${kind}.hint`)}</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          amount: kind === 'part' ? covered : hold.amount.amount,
          day: kind === 'force' ? null : dayjs().add(kind === 'part' ? 30 : 7, 'day'),
        }}
        onFinish={(fields) => run.mutate(fields)}
      >
        {kind !== 'force' && (
          <Form.Item
            name="amount"
            label={t('meanwhile.amount', { currency: hold.amount.currency })}
            rules={[amountRule({ currency: hold.amount.currency, required: true })]}
          >
            <AmountInput />
          </Form.Item>
        )}
        <DayItem
          name="day"
          label={t(`meanwhile.${kind}.day`)}
          rules={[{ required: kind === 'prepayment', message: t('release.dayNeeded') }]}
        >
          <DayField minDate={dayjs()} />
        </DayItem>
        <Form.Item
          name="reason"
          label={t('release.reason')}
          rules={[{ required: kind !== 'prepayment', whitespace: true, message: t('release.reasonNeeded') }]}
        >
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
        <ProblemAlert error={run.error} />
      </Form>
    </Modal>
  )
}

/** What can be done while the order stays held. */
export function Meanwhile({ hold }: { hold: Hold }) {
  const { t } = useTranslation('holds')
  const { message } = App.useApp()
  const changed = useHoldsChanged()
  const [kind, setKind] = useState<Kind>()
  const lift = useMutation({
    mutationFn: () => liftForcedHold(hold.document.source, hold.document.number),
    onSuccess: () => void message.success(t('meanwhile.lifted')),
    onSettled: changed,
  })
  const can = (act: Hold['allowed'][number]) => hold.allowed.includes(act)
  const items = [
    ...(can('requestPrepayment') ? [{ key: 'prepayment', label: t('meanwhile.prepayment.action') }] : []),
    ...(can('releasePart') ? [{ key: 'part', label: t('meanwhile.part.action') }] : []),
    ...(can('force') ? [{ key: 'force', label: t('meanwhile.force.action'), danger: true }] : []),
    ...(can('liftForced') ? [{ key: 'lift', label: t('meanwhile.lift') }] : []),
  ]
  if (items.length === 0) return null
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{ items, onClick: ({ key }) => (key === 'lift' ? lift.mutate() : setKind(key as Kind)) }}
      >
        <Button loading={lift.isPending}>{t('meanwhile.title')}</Button>
      </Dropdown>
      <ProblemAlert error={lift.error} />
      {kind !== undefined && <MeanwhileDialog kind={kind} hold={hold} onClose={() => setKind(undefined)} />}
    </>
  )
}
