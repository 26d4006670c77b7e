import { useQueryClient } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOrganisation } from '../../session/organisation'
import { useSegments } from '../../session/segments'
import { FormDrawer } from '../../ui/form-drawer'
import { createSegment } from './api'

interface NewSegment {
  code: string
  name: string
  currency: string
}

/** A first segment, with what it cannot do without; the settings have the rest of it. */
export function NewSegmentDrawer({
  onCreated,
  onClose,
}: {
  onCreated: (code: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation('imports')
  const queries = useQueryClient()
  const taken = new Set(useSegments().data?.items.map(({ code }) => code))
  const currency = useOrganisation().data?.baseCurrency
  const needed = { required: true, whitespace: true, message: t('segment.needed') }
  return (
    <FormDrawer<NewSegment, { code: string }>
      title={t('segment.add')}
      initial={currency === undefined ? {} : { currency }}
      send={({ code, ...body }) => createSegment(code.trim(), body)}
      onSaved={async ({ code }) => {
        await queries.invalidateQueries({ queryKey: ['segments'] })
        onCreated(code)
      }}
      onClose={onClose}
    >
      <p className="xh-quiet">{t('segment.what')}</p>
      <Form.Item
        name="code"
        label={t('segment.code')}
        rules={[
          needed,
          {
            validator: (_, code: string) =>
              taken.has(code) ? Promise.reject(new Error(t('segment.taken'))) : Promise.resolve(),
          },
        ]}
      >
        <Input maxLength={64} placeholder="CN01" />
      </Form.Item>
      <Form.Item name="name" label={t('segment.name')} rules={[needed]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="currency"
        label={t('segment.currency')}
        rules={[{ ...needed, pattern: /^[A-Z]{3}$/, message: t('segment.currencyShape') }]}
      >
        <Input maxLength={3} placeholder="CNY" />
      </Form.Item>
    </FormDrawer>
  )
}
