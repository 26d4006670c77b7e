import { Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../ui/day-input'
import { FormDrawer } from '../../ui/form-drawer'
import { proposeOverlay, useScope, type NewOverlay, type Overlay } from './overlay-api'

const grades = ['AAA', 'AA', 'A', 'B', 'C'] as const

interface Fields {
  name: string
  kind: 'seasonal' | 'market'
  way: 'notches' | 'points'
  notches: number
  points: number
  industries: string[]
  regions: string[]
  segments: string[]
  grades: (typeof grades)[number][]
  validFrom: string
  validUntil: string
  reason: string
}

function sentOf({ way, points, notches, ...fields }: Fields): NewOverlay {
  return { ...fields, points: way === 'points' ? points : 0, notches: way === 'notches' ? notches : 0 }
}

function ScopeHint() {
  const { t } = useTranslation('validation')
  const form = Form.useFormInstance<Fields>()
  const watched = Form.useWatch((values: Partial<Fields>) => values, form) as Partial<Fields> | undefined
  const scope = useScope({
    industries: watched?.industries ?? [],
    regions: watched?.regions ?? [],
    segments: watched?.segments ?? [],
    grades: watched?.grades ?? [],
  })
  return <p className="xh-quiet">{t('overlay.inScope', { count: scope.data?.customers ?? 0 })}</p>
}

function EffectFields() {
  const { t } = useTranslation('validation')
  const way = Form.useWatch<Fields['way'] | undefined>('way')
  const notches = [-2, -1, 1, 2].map((value) => ({
    value,
    label: t(value < 0 ? 'overlay.down' : 'overlay.up', { count: Math.abs(value) }),
  }))
  return (
    <>
      <Form.Item name="way" label={t('overlay.by')}>
        <Select
          options={(['notches', 'points'] as const).map((value) => ({
            value,
            label: t(`overlay.ways.${value}`),
          }))}
        />
      </Form.Item>
      {way === 'points' ? (
        <Form.Item name="points" label={t('overlay.points')} rules={[{ required: true }]}>
          <InputNumber min={-20} max={20} precision={2} style={{ width: '100%' }} />
        </Form.Item>
      ) : (
        <Form.Item name="notches" label={t('overlay.notches')}>
          <Select options={notches} />
        </Form.Item>
      )}
    </>
  )
}

/** A new overlay: what it does, to whom, from when until when, and why. */
export function OverlayDrawer({
  onSaved,
  onClose,
}: {
  onSaved: (saved: Overlay) => void
  onClose: () => void
}) {
  const { t } = useTranslation('validation')
  const required = [{ required: true }]
  const initial: Partial<Fields> = {
    ...{ kind: 'market', way: 'notches', notches: -1, points: -5 },
    ...{ industries: [], regions: [], segments: [], grades: [] },
  }
  return (
    <FormDrawer<Fields, Overlay>
      title={t('overlay.new')}
      initial={initial}
      send={(fields) => proposeOverlay(sentOf(fields))}
      onSaved={onSaved}
      onClose={onClose}
    >
      <Form.Item name="name" label={t('overlay.name')} rules={required}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="kind" label={t('overlay.kind')}>
        <Select
          options={(['market', 'seasonal'] as const).map((value) => ({
            value,
            label: t(`overlay.kinds.${value}`),
          }))}
        />
      </Form.Item>
      <EffectFields />
      {(['industries', 'regions', 'segments'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(`overlay.${name}`)}>
          <Select mode="tags" open={false} suffixIcon={null} placeholder={t('overlay.everybody')} />
        </Form.Item>
      ))}
      <Form.Item name="grades" label={t('overlay.grades')}>
        <Select
          mode="multiple"
          placeholder={t('overlay.everybody')}
          options={grades.map((value) => ({ value, label: value }))}
        />
      </Form.Item>
      <ScopeHint />
      <Form.Item name="validFrom" label={t('overlay.validFrom')} rules={required}>
        <DayInput />
      </Form.Item>
      <Form.Item name="validUntil" label={t('overlay.validUntil')} rules={required}>
        <DayInput />
      </Form.Item>
      <Form.Item name="reason" label={t('overlay.reason')} rules={required}>
        <Input.TextArea maxLength={1000} rows={3} />
      </Form.Item>
    </FormDrawer>
  )
}
